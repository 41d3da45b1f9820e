package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.lotara.suggestion.DispatchWatches;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out the price watches that are due, every few minutes. */
public class PriceWatchHandler extends MicronautRequestHandler<ScheduledEvent, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(PriceWatchHandler.class);

  /** Shorter than the function's time-out of 55 s: the next run goes on where this one stops. */
  private static final Duration TIME = Duration.ofSeconds(45);

  @Inject private DispatchWatches watches;
  @Inject private Clock clock;

  public PriceWatchHandler() {}

  /** With a context that is already running. */
  public PriceWatchHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public Void execute(ScheduledEvent event) {
    DispatchWatches.Dispatched run = watches.dispatch(clock.instant().plus(TIME));
    if (run.behind()) {
      LOG.warn("the workers are behind: no watches were handed out");
    } else {
      LOG.info("{} watches due, {} messages sent, {} refused, complete: {}", run.due(), run.sent(), run.refused(), run.complete());
    }
    if (run.refused() > 0 && run.sent() == 0) {
      throw new IllegalStateException("no message of watches could be sent");
    }
    return null;
  }
}
