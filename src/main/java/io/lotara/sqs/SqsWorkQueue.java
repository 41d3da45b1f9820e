package io.lotara.sqs;

import io.lotara.job.Primable;
import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The agents' queue in SQS. */
@Singleton
class SqsWorkQueue implements WorkQueue, Primable {
  private static final Logger LOG = LoggerFactory.getLogger(SqsWorkQueue.class);
  private static final int BATCH = 10;
  private static final int MAX_DELAY_SECONDS = 900;

  private final SqsClient client;
  private final String url;
  private final WorkMessageCodec codec;

  SqsWorkQueue(SqsClient client, @Value("${lotara.agent-queue}") String url, WorkMessageCodec codec) {
    this.client = client;
    this.url = url;
    this.codec = codec;
  }

  /** An empty batch, which the service refuses: nothing is sent. */
  @Override
  public void prime() {
    codec.write(new WorkMessage(".priming", "00000000-0000-0000-0000-000000000000", "priming", 1));
    try {
      client.sendMessageBatch(r -> r.queueUrl(url).entries(List.of()));
    } catch (SqsException e) {
      LOG.debug("refused, as it should be: {}", e.getMessage());
    }
  }

  @Override
  public void send(List<WorkMessage> messages, Duration delay) {
    for (int from = 0; from < messages.size(); from += BATCH) {
      sendBatch(messages.subList(from, Math.min(messages.size(), from + BATCH)), delay);
    }
  }

  private void sendBatch(List<WorkMessage> messages, Duration delay) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (WorkMessage message : messages) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(codec.write(message))
              .delaySeconds((int) Math.min(MAX_DELAY_SECONDS, delay.toSeconds()))
              .build());
    }
    try {
      SendMessageBatchResponse answer = client.sendMessageBatch(r -> r.queueUrl(url).entries(entries));
      if (answer.hasFailed() && !answer.failed().isEmpty()) {
        LOG.warn("{} of {} messages were not taken; the sweeper will send them", answer.failed().size(), entries.size());
      }
    } catch (SdkException e) {
      LOG.warn("{} messages were not sent; the sweeper will send them: {}", entries.size(), e.getMessage());
    }
  }
}
