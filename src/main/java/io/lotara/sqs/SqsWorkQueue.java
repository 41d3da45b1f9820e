package io.lotara.sqs;

import io.lotara.job.Primable;
import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The agents' queue in SQS. */
@Singleton
class SqsWorkQueue implements WorkQueue, Primable {
  private final Batches batches;
  private final WorkMessageCodec codec;

  SqsWorkQueue(SqsClient client, @Value("${lotara.agent-queue}") String url, WorkMessageCodec codec) {
    this.batches = new Batches(client, url);
    this.codec = codec;
  }

  @Override
  public void prime() {
    codec.write(new WorkMessage(".priming", "00000000-0000-0000-0000-000000000000", "priming", 1));
    batches.prime();
  }

  @Override
  public void send(List<WorkMessage> messages, Duration delay) {
    batches.send(messages.stream().map(codec::write).toList(), delay);
  }
}
