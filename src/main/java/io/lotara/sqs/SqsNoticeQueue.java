package io.lotara.sqs;

import io.lotara.job.FollowUp;
import io.lotara.job.NoticeQueue;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue of what is to be told, in SQS. */
@Singleton
class SqsNoticeQueue implements NoticeQueue {
  private final Batches batches;
  private final NoticeMessageCodec codec;

  SqsNoticeQueue(SqsClient client, @Value("${lotara.delivery-queue}") String url, NoticeMessageCodec codec) {
    this.batches = new Batches(client, url);
    this.codec = codec;
  }

  @Override
  public void send(List<FollowUp.Notice> notices, Duration delay) {
    batches.send(notices.stream().map(codec::write).toList(), delay);
  }
}
