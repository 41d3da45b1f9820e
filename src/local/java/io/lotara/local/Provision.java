package io.lotara.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes the template's tables and queues, and tells the template what they are called. */
final class Provision implements Permissions.Names {
  private final Template template;
  private final String prefix;
  private final DynamoDbClient dynamo;
  private final SqsClient sqs;
  private final Map<String, String> tables = new LinkedHashMap<>();
  private final Map<String, String> queues = new LinkedHashMap<>();
  private final Map<String, String> urlsByArn = new HashMap<>();
  private final Map<String, String> tableArns = new HashMap<>();

  Provision(Template template, String prefix, DynamoDbClient dynamo, SqsClient sqs) {
    this.template = template;
    this.prefix = prefix;
    this.dynamo = dynamo;
    this.sqs = sqs;
  }

  /** Names of the tables by logical id. */
  Map<String, String> tables() {
    return tables;
  }

  /** URLs of the queues by logical id. */
  Map<String, String> queues() {
    return queues;
  }

  /** URL of the queue that the template calls {@code arn}. */
  String queueUrl(String arn, String source) {
    return Optional.ofNullable(urlsByArn.get(arn)).orElseThrow(() -> new TemplateException(source + ": the template has no queue " + arn));
  }

  @Override
  public String tableArn(String name) {
    return tableArns.getOrDefault(name, "arn:aws:dynamodb:::table/" + name);
  }

  @Override
  public String queueArn(String url) {
    return urlsByArn.entrySet().stream().filter(made -> made.getValue().equals(url)).map(Map.Entry::getKey).findFirst().orElse(url);
  }

  /** Makes what is not there yet; data of an earlier run stay. */
  void tables(List<Template.Resource> declared) {
    for (var table : declared) {
      var name = prefix + "-" + table.id();
      try {
        dynamo.createTable(request(name, table));
        dynamo.waiter().waitUntilTableExists(wanted -> wanted.tableName(name));
      } catch (ResourceInUseException e) {
        // It was kept from an earlier run.
      }
      timeToLive(name, table);
      tables.put(table.id(), name);
      var made = dynamo.describeTable(wanted -> wanted.tableName(name)).table();
      tableArns.put(name, made.tableArn());
      template.made(table.id(), Map.of("Ref", name, "Arn", made.tableArn()));
    }
  }

  private void timeToLive(String name, Template.Resource table) {
    var rule = Values.map(table.properties(), "TimeToLiveSpecification", table.id());
    if (rule.isEmpty() || !Values.flag(rule, "Enabled", true, table.id())) {
      return;
    }
    var status = dynamo.describeTimeToLive(wanted -> wanted.tableName(name)).timeToLiveDescription().timeToLiveStatus();
    if (status != TimeToLiveStatus.ENABLED && status != TimeToLiveStatus.ENABLING) {
      var attribute = Values.text(rule, "AttributeName", table.id());
      dynamo.updateTimeToLive(wanted -> wanted.tableName(name).timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
    }
  }

  private static CreateTableRequest request(String name, Template.Resource table) {
    var place = table.id();
    var properties = table.properties();
    var request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(properties, place))
            .attributeDefinitions(
                maps(properties, "AttributeDefinitions", place).stream()
                    .map(a -> attribute(Values.text(a, "AttributeName", place), Values.text(a, "AttributeType", place)))
                    .toList());
    var indexes = new ArrayList<GlobalSecondaryIndex>();
    for (var index : maps(properties, "GlobalSecondaryIndexes", place)) {
      var projection = Values.map(index, "Projection", place);
      var attributes = Values.strings(projection.get("NonKeyAttributes"), place);
      indexes.add(
          GlobalSecondaryIndex.builder()
              .indexName(Values.text(index, "IndexName", place))
              .keySchema(keys(index, place))
              .projection(
                  Projection.builder()
                      .projectionType(Values.text(projection, "ProjectionType", place))
                      .nonKeyAttributes(attributes.isEmpty() ? null : attributes)
                      .build())
              .build());
    }
    return (indexes.isEmpty() ? request : request.globalSecondaryIndexes(indexes)).build();
  }

  private static AttributeDefinition attribute(String name, String type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static List<KeySchemaElement> keys(Map<String, Object> owner, String place) {
    return maps(owner, "KeySchema", place).stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(Values.text(key, "AttributeName", place))
                    .keyType(Values.text(key, "KeyType", place))
                    .build())
        .toList();
  }

  private static List<Map<String, Object>> maps(Map<String, Object> owner, String key, String place) {
    return Values.list(owner.get(key), place + "." + key).stream().map(item -> Values.map(item, place + "." + key)).toList();
  }

  /**
   * @param speed of the local clock: what a queue counts in seconds passes that much faster
   * @param visibility instead of what the template says, if present
   */
  void queues(double speed, Optional<Duration> visibility) {
    for (var queue : template.queues()) {
      var attributes = new HashMap<QueueAttributeName, String>();
      int seconds = Values.number(queue.properties(), "VisibilityTimeout", 30, queue.id());
      long hidden = visibility.map(Duration::toSeconds).orElseGet(() -> (long) Math.ceil(seconds / speed));
      attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(Math.max(1, hidden)));
      int delay = Values.number(queue.properties(), "DelaySeconds", 0, queue.id());
      attributes.put(QueueAttributeName.DELAY_SECONDS, String.valueOf((long) Math.ceil(delay / speed)));
      if (Values.flag(queue.properties(), "FifoQueue", false, queue.id())) {
        attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
      }
      var name = prefix + "-" + queue.id() + (attributes.containsKey(QueueAttributeName.FIFO_QUEUE) ? ".fifo" : "");
      var url = sqs.createQueue(wanted -> wanted.queueName(name).attributes(attributes)).queueUrl();
      var arn =
          sqs.getQueueAttributes(wanted -> wanted.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
              .attributes()
              .get(QueueAttributeName.QUEUE_ARN);
      queues.put(queue.id(), url);
      urlsByArn.put(arn, url);
      template.made(queue.id(), Map.of("Ref", url, "QueueUrl", url, "Arn", arn, "QueueName", name));
    }
    // Only now is every dead letter queue known by its name.
    template.queues().forEach(this::redrive);
  }

  private void redrive(Template.Resource queue) {
    var rule = Values.map(queue.properties(), "RedrivePolicy", queue.id());
    if (!rule.isEmpty()) {
      var target = Values.text(rule, "deadLetterTargetArn", queue.id());
      queueUrl(target, queue.id());
      var policy =
          "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
              .formatted(target, Values.number(rule, "maxReceiveCount", 10, queue.id()));
      sqs.setQueueAttributes(
          wanted -> wanted.queueUrl(queues.get(queue.id())).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
    }
  }

  /** Removes what was made, where others use the same emulator. */
  void remove() {
    queues.values().forEach(url -> sqs.deleteQueue(wanted -> wanted.queueUrl(url)));
    tables.values().forEach(name -> dynamo.deleteTable(wanted -> wanted.tableName(name)));
  }
}
