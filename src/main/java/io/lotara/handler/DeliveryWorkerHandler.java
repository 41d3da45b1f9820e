package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.lotara.job.FollowUp;
import io.lotara.job.JobLog;
import io.lotara.job.TellNotice;
import io.lotara.sqs.NoticeMessageCodec;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;

/** Tells those outside who want to know: webhooks, traces. A queue and a function of its own, so that who is slow holds up no agent. */
public class DeliveryWorkerHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  @Inject private TellNotice tellNotice;
  @Inject private NoticeMessageCodec codec;

  public DeliveryWorkerHandler() {}

  /** With a context that is already running. */
  public DeliveryWorkerHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    return SqsBatch.run(event, message -> tell(codec.read(message.getBody())));
  }

  private void tell(FollowUp.Notice notice) {
    JobLog.about(notice.job().id());
    tellNotice.run(notice);
  }
}
