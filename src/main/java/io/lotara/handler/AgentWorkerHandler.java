package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.lotara.job.Compensate;
import io.lotara.job.RunStep;
import io.lotara.job.WorkMessage;
import io.lotara.sqs.WorkMessageCodec;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;

/** Runs the steps of jobs. A message whose step fails for good is still a success here: the job knows. */
public class AgentWorkerHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  @Inject private RunStep runStep;
  @Inject private Compensate compensate;
  @Inject private WorkMessageCodec codec;

  /** Held, because those who run it hold it weakly. */
  private final @Nullable Snapshot snapshot;

  public AgentWorkerHandler() {
    snapshot = Snapshot.of(this::getApplicationContext, () -> {});
  }

  /** With a context that is already running. */
  public AgentWorkerHandler(ApplicationContext context) {
    super(context);
    snapshot = null;
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    return SqsBatch.run(event, message -> work(codec.read(message.getBody())));
  }

  private void work(WorkMessage message) {
    SqsBatch.about(message);
    if (message.step().equals(WorkMessage.COMPENSATION)) {
      compensate.run(message.job());
    } else {
      runStep.run(message);
    }
  }
}
