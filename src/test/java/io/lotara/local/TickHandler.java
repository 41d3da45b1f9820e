package io.lotara.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Remembers the times at which it was run. */
public final class TickHandler implements RequestHandler<ScheduledEvent, Void> {
  static final BlockingQueue<ScheduledEvent> TICKS = new LinkedBlockingQueue<>();

  @Override
  public Void handleRequest(ScheduledEvent event, Context context) {
    TICKS.add(event);
    return null;
  }
}
