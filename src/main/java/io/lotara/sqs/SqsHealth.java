package io.lotara.sqs;

import io.lotara.job.HealthProbe;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One look at the queue's attributes. */
@Singleton
class SqsHealth implements HealthProbe {
  private final SqsClient client;
  private final String url;

  SqsHealth(SqsClient client, @Value("${lotara.agent-queue}") String url) {
    this.client = client;
    this.url = url;
  }

  @Override
  public String service() {
    return "sqs";
  }

  @Override
  public boolean healthy() {
    try {
      client.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN));
      return true;
    } catch (SdkException e) {
      return false;
    }
  }
}
