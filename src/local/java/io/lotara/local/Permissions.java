package io.lotara.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * What the template's policies allow a function: a call that they do not allow is refused as AWS would refuse it, so that a missing
 * permission is seen before anything is deployed. Applies to clients whose context takes interceptors from its beans.
 */
final class Permissions implements ExecutionInterceptor {
  /** One allowed action on one resource; both may hold {@code *}. */
  record Allowed(String action, String resource) {
    boolean covers(Allowed call) {
      return glob(action).matcher(call.action).matches() && glob(resource).matcher(call.resource).matches();
    }

    private static Pattern glob(String text) {
      return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E", Pattern.CASE_INSENSITIVE);
    }
  }

  /** ARNs by the name of a table or the URL of a queue. */
  interface Names {
    String tableArn(String name);

    String queueArn(String url);
  }

  private final String function;
  private final List<Allowed> allowed;
  private final Names names;

  private Permissions(String function, List<Allowed> allowed, Names names) {
    this.function = function;
    this.allowed = allowed;
    this.names = names;
  }

  /**
   * Reads a function's {@code Policies}; empty if there is one in them that only AWS knows, by whose name all could be allowed.
   *
   * @param policies with all functions in them evaluated
   */
  static Optional<Permissions> of(String function, Object policies, Names names) {
    var allowed = new ArrayList<Allowed>();
    for (Object policy : policies instanceof List<?> list ? Values.list(list, function) : List.of()) {
      if (!(policy instanceof Map<?, ?> map) || !map.containsKey("Statement")) {
        return Optional.empty();
      }
      for (Object item : Values.list(map.get("Statement"), function + ".Policies")) {
        var statement = Values.map(item, function + ".Policies");
        if (!"Allow".equals(statement.get("Effect")) || statement.containsKey("Condition")) {
          return Optional.empty();
        }
        for (String action : texts(statement.get("Action"), function)) {
          for (String resource : texts(statement.get("Resource"), function)) {
            allowed.add(new Allowed(action, resource));
          }
        }
      }
    }
    return Optional.of(new Permissions(function, allowed, names));
  }

  private static List<String> texts(Object value, String function) {
    return value instanceof List ? Values.strings(value, function) : List.of(Values.text(value, function + ".Policies"));
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    var service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    boolean sqs = service.equalsIgnoreCase("Sqs");
    if (!sqs && !service.equalsIgnoreCase("DynamoDb")) {
      return;
    }
    for (var call : sqs ? queueCalls(operation, context.request()) : tableCalls(operation, context.request())) {
      if (allowed.stream().noneMatch(rule -> rule.covers(call))) {
        var message = function + " is not authorized to perform: " + call.action() + " on resource: " + call.resource();
        var details = AwsErrorDetails.builder().serviceName(service).errorCode("AccessDeniedException").errorMessage(message).build();
        throw sqs
            ? SqsException.builder().statusCode(403).awsErrorDetails(details).message(message).build()
            : DynamoDbException.builder().statusCode(400).awsErrorDetails(details).message(message).build();
      }
    }
  }

  private List<Allowed> queueCalls(String operation, SdkRequest request) {
    var url = request.getValueForField("QueueUrl", String.class);
    return url.map(u -> List.of(new Allowed("sqs:" + operation.replaceFirst("Batch$", ""), names.queueArn(u)))).orElse(List.of());
  }

  private List<Allowed> tableCalls(String operation, SdkRequest request) {
    return switch (request) {
      case TransactWriteItemsRequest transaction -> transaction.transactItems().stream().map(this::part).toList();
      case TransactGetItemsRequest transaction ->
          transaction.transactItems().stream().map(item -> table("GetItem", item.get().tableName(), "")).toList();
      case BatchGetItemRequest batch -> batch.requestItems().keySet().stream().map(name -> table(operation, name, "")).toList();
      case BatchWriteItemRequest batch -> batch.requestItems().keySet().stream().map(name -> table(operation, name, "")).toList();
      default -> {
        var index = request.getValueForField("IndexName", String.class).map(name -> "/index/" + name).orElse("");
        yield request.getValueForField("TableName", String.class).map(name -> List.of(table(operation, name, index))).orElse(List.of());
      }
    };
  }

  private Allowed part(TransactWriteItem item) {
    if (item.put() != null) {
      return table("PutItem", item.put().tableName(), "");
    } else if (item.update() != null) {
      return table("UpdateItem", item.update().tableName(), "");
    } else if (item.delete() != null) {
      return table("DeleteItem", item.delete().tableName(), "");
    }
    return table("ConditionCheckItem", item.conditionCheck().tableName(), "");
  }

  private Allowed table(String operation, String name, String index) {
    return new Allowed("dynamodb:" + operation, names.tableArn(name) + index);
  }
}
