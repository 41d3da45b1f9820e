package io.lotara.sqs;

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

/** Sends bodies to one queue, ten at a time. What could not be sent is logged and no fault: it is owed, and sent again by the sweeper. */
record Batches(SqsClient client, String url) {
  private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
  private static final int BATCH = 10;
  private static final int MAX_DELAY_SECONDS = 900;

  /** An empty batch, which the service refuses: nothing is sent. */
  void prime() {
    try {
      client.sendMessageBatch(r -> r.queueUrl(url).entries(List.of()));
    } catch (SqsException e) {
      LOG.debug("refused, as it should be: {}", e.getMessage());
    }
  }

  void send(List<String> bodies, Duration delay) {
    for (int from = 0; from < bodies.size(); from += BATCH) {
      sendBatch(bodies.subList(from, Math.min(bodies.size(), from + BATCH)), delay);
    }
  }

  private void sendBatch(List<String> bodies, Duration delay) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (String body : bodies) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(body)
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
