package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.lotara.job.Sweep;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after what is overdue, every minute. */
public class SweeperHandler extends MicronautRequestHandler<ScheduledEvent, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(SweeperHandler.class);

  /** Shorter than the function's time-out of 55 s: the next sweep goes on where this one stops. */
  private static final Duration TIME = Duration.ofSeconds(45);

  /** What is due for so long in spite of ten sweeps is stuck. */
  private static final Duration LATE = Duration.ofMinutes(10);

  @Inject private Sweep sweep;
  @Inject private EmbeddedMetrics metrics;
  @Inject private Clock clock;

  public SweeperHandler() {}

  /** With a context that is already running. */
  public SweeperHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public Void execute(ScheduledEvent event) {
    Sweep.Swept swept = sweep.sweep(clock.instant().plus(TIME));
    int stuck = sweep.stuck(LATE);
    LOG.info("swept: {} due, {} failed, {} stuck", swept.looked(), swept.failed(), stuck);
    metrics.count(Map.of("DueLooked", swept.looked(), "DueFailed", swept.failed(), "StuckJobs", stuck));
    if (swept.looked() > 0 && swept.failed() == swept.looked()) {
      throw new IllegalStateException("nothing of what is due could be looked after");
    }
    return null;
  }
}
