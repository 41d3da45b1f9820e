package io.lotara.local;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Messages as Lambda's poller sends them to a function, and the function's answer about them. */
final class QueueEvents {
  private QueueEvents() {}

  static SQSEvent event(List<Message> messages, String arn) {
    var event = new SQSEvent();
    event.setRecords(messages.stream().map(message -> record(message, arn)).toList());
    return event;
  }

  /** Messages that were in no queue. */
  static List<Message> byHand(List<String> bodies, long now) {
    var sent = String.valueOf(now);
    var attributes =
        Map.of(
            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1",
            MessageSystemAttributeName.SENT_TIMESTAMP, sent,
            MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP, sent,
            MessageSystemAttributeName.SENDER_ID, "local");
    return bodies.stream()
        .map(body -> Message.builder().messageId(UUID.randomUUID().toString()).receiptHandle("by hand").body(body).attributes(attributes).build())
        .toList();
  }

  private static SQSEvent.SQSMessage record(Message message, String arn) {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.receiptHandle());
    record.setBody(message.body());
    record.setMd5OfBody(message.md5OfBody());
    record.setAttributes(new HashMap<>(message.attributesAsStrings()));
    var attributes = new HashMap<String, SQSEvent.MessageAttribute>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    record.setMessageAttributes(attributes);
    record.setEventSource("aws:sqs");
    record.setEventSourceArn(arn);
    record.setAwsRegion(Template.REGION);
    return record;
  }

  private static SQSEvent.MessageAttribute attribute(MessageAttributeValue value) {
    var attribute = new SQSEvent.MessageAttribute();
    attribute.setDataType(value.dataType());
    attribute.setStringValue(value.stringValue());
    attribute.setBinaryValue(value.binaryValue() == null ? null : ByteBuffer.wrap(value.binaryValue().asByteArray()));
    return attribute;
  }

  /**
   * The ids of the messages that failed. An answer that Lambda cannot use, naming no id or one that was not in the batch, fails the
   * whole batch; so does nothing else: no answer at all is success.
   */
  static Set<String> failures(Object answer, List<Message> messages) {
    var failed = new HashSet<String>();
    var all = new HashSet<String>();
    messages.forEach(message -> all.add(message.messageId()));
    if (answer instanceof SQSBatchResponse response && response.getBatchItemFailures() != null) {
      for (var failure : response.getBatchItemFailures()) {
        if (failure == null || !all.contains(failure.getItemIdentifier())) {
          return all;
        }
        failed.add(failure.getItemIdentifier());
      }
    } else if (answer instanceof Map<?, ?> map && map.get("batchItemFailures") instanceof List<?> list) {
      for (Object failure : list) {
        if (!(failure instanceof Map<?, ?> item) || !all.contains(item.get("itemIdentifier"))) {
          return all;
        }
        failed.add((String) item.get("itemIdentifier"));
      }
    }
    return failed;
  }
}
