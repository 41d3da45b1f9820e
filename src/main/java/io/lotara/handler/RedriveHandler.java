package io.lotara.handler;

import io.lotara.job.DeadLetters;
import io.lotara.job.JobLog;
import io.lotara.job.Parking;
import io.lotara.job.WorkMessage;
import io.lotara.sqs.WorkMessageCodec;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a parked message again. An operator invokes it directly with {@code {"id": "<message id>"}} and is told {@code sent}, {@code unknown}
 * or {@code pointless}; it has no route and no queue.
 */
public class RedriveHandler extends MicronautRequestHandler<Map<String, String>, Map<String, String>> {
  private static final Logger LOG = LoggerFactory.getLogger(RedriveHandler.class);

  @Inject private DeadLetters deadLetters;
  @Inject private Parking parking;
  @Inject private WorkMessageCodec codec;

  public RedriveHandler() {}

  /** With a context that is already running. */
  public RedriveHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public Map<String, String> execute(Map<String, String> event) {
    String id = event.get("id");
    if (id == null) {
      throw new IllegalArgumentException("the id of a parked message is expected: {\"id\": \"...\"}");
    }
    WorkMessage read = parking.find(id).map(p -> readable(p.body())).orElse(null);
    if (read != null) {
      JobLog.about(read.jobId());
    }
    DeadLetters.Redrive outcome = deadLetters.redrive(id, read);
    LOG.info("message {} to be sent again: {}", id, outcome);
    JobLog.end();
    return Map.of("outcome", outcome.name().toLowerCase(Locale.ROOT));
  }

  private WorkMessage readable(String body) {
    try {
      return codec.read(body);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
