package io.lotara.sqs;

import io.lotara.job.JobStore;
import io.lotara.suggestion.WatchKey;
import io.lotara.suggestion.WatchQueue;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** The queue of watches to be checked, in SQS. */
@Singleton
class SqsWatchQueue implements WatchQueue {
  private static final Logger LOG = LoggerFactory.getLogger(SqsWatchQueue.class);
  private static final int BATCH = 10;
  private static final int MAX_DELAY_SECONDS = 900;
  private static final List<QueueAttributeName> DEPTHS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);

  private final SqsClient client;
  private final String url;
  private final WatchMessageCodec codec;

  SqsWatchQueue(SqsClient client, @Value("${lotara.watch-queue}") String url, WatchMessageCodec codec) {
    this.client = client;
    this.url = url;
    this.codec = codec;
  }

  @Override
  public int send(List<List<WatchKey>> batches, Duration spread) {
    int sent = 0;
    for (int from = 0; from < batches.size(); from += BATCH) {
      sent += sendBatch(batches.subList(from, Math.min(batches.size(), from + BATCH)), spread);
    }
    return sent;
  }

  private int sendBatch(List<List<WatchKey>> batches, Duration spread) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    long most = Math.min(MAX_DELAY_SECONDS, spread.toSeconds());
    for (List<WatchKey> watches : batches) {
      // By the watches themselves, so that every page of a long list is spread over all of the time.
      int delay = most == 0 ? 0 : (int) Math.floorMod(watches.getFirst().id().hashCode() * 0x9E3779B9L >>> 8, most + 1);
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(codec.write(watches))
              .delaySeconds(delay)
              .build());
    }
    try {
      SendMessageBatchResponse answer = client.sendMessageBatch(r -> r.queueUrl(url).entries(entries));
      return answer.successful().size();
    } catch (SdkException e) {
      LOG.warn("{} messages of watches were not sent; they are due still: {}", entries.size(), e.getMessage());
      return 0;
    }
  }

  @Override
  public int waiting() {
    try {
      Map<QueueAttributeName, String> depths = client.getQueueAttributes(r -> r.queueUrl(url).attributeNames(DEPTHS)).attributes();
      return depths.values().stream().mapToInt(Integer::parseInt).sum();
    } catch (SdkException e) {
      throw new JobStore.Unavailable("the queue of watches cannot be reached", e);
    }
  }
}
