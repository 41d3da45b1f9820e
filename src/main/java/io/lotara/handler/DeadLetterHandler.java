package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.lotara.job.DeadLetters;
import io.lotara.job.WorkMessage;
import io.lotara.sqs.WorkMessageCodec;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets messages aside that were received too often, and fails their jobs with a reason. */
public class DeadLetterHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  /** Receives of the source queue before a message comes here, when the message itself does not say. */
  private static final int MAX_RECEIVES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

  @Inject private DeadLetters deadLetters;
  @Inject private WorkMessageCodec codec;

  public DeadLetterHandler() {}

  /** With a context that is already running. */
  public DeadLetterHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    return SqsBatch.run(event, this::park);
  }

  private void park(SQSMessage message) {
    WorkMessage read = read(message.getBody());
    if (read != null) {
      SqsBatch.about(read);
    }
    String reason = deadLetters.park(message.getMessageId(), message.getBody(), read, MAX_RECEIVES);
    LOG.warn("message {} is parked: {}", message.getMessageId(), reason);
  }

  private @Nullable WorkMessage read(String body) {
    try {
      return codec.read(body);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
