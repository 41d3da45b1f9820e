package io.lotara.e2e;

import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue beside those of the template, from which nobody takes anything. */
final class IdleQueue implements AutoCloseable {
  private final SqsClient sqs;
  private final String url;

  IdleQueue(TestCloud cloud) {
    sqs = cloud.local().sqs();
    url = sqs.createQueue(q -> q.queueName("idle-" + UUID.randomUUID())).queueUrl();
  }

  String url() {
    return url;
  }

  /** How many messages lie in it. */
  int depth() {
    QueueAttributeName count = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    return Integer.parseInt(sqs.getQueueAttributes(q -> q.queueUrl(url).attributeNames(count)).attributes().get(count));
  }

  /** Bodies of some of the messages that lie in it; they are hidden for a while then. */
  List<String> take() {
    return sqs.receiveMessage(q -> q.queueUrl(url).maxNumberOfMessages(10)).messages().stream().map(Message::body).toList();
  }

  @Override
  public void close() {
    sqs.deleteQueue(q -> q.queueUrl(url));
  }
}
