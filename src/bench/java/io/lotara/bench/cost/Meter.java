package io.lotara.bench.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Counts what functions ask of DynamoDB and SQS: units as the database itself reports them, and for writes also by {@link Capacity}'s rules,
 * with the moves of index entries, from what was written before. A write that was refused counts like one that was not.
 */
final class Meter {
  static final List<Set<String>> INDEXES = List.of(Set.of("due_shard", "due_at"), Set.of("by_user", "by_user_at"));
  private static final double LEAST_QUERY = 0.5;
  private static final Pattern ASSIGNMENT = Pattern.compile("(#?\\w+) = (:\\w+)");
  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();
  private final Map<String, DoubleAdder> counts = new ConcurrentHashMap<>();

  /** The interceptor of one function. */
  ExecutionInterceptor of(String function) {
    return new Ear(function);
  }

  void add(String name, double amount) {
    counts.computeIfAbsent(name, n -> new DoubleAdder()).add(amount);
  }

  /** Everything counted since the last call, by name. */
  Map<String, Double> take() {
    Map<String, Double> taken = new TreeMap<>();
    for (String name : List.copyOf(counts.keySet())) {
      taken.put(name, counts.remove(name).sum());
    }
    return taken;
  }

  private final class Ear implements ExecutionInterceptor {
    private final String function;

    Ear(String function) {
      this.function = function;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      ReturnConsumedCapacity all = ReturnConsumedCapacity.INDEXES;
      return switch (context.request()) {
        case PutItemRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
        case UpdateItemRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
        case DeleteItemRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
        case GetItemRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
        case QueryRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
        case BatchGetItemRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
        case TransactWriteItemsRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
        default -> context.request();
      };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      sent(context.request());
      reported(context.request(), context.response());
      written(context.request(), true);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
      sent(context.request());
      written(context.request(), false);
    }

    private void sent(SdkRequest request) {
      if (request instanceof SendMessageBatchRequest || request instanceof SendMessageRequest) {
        add(function + " sqs requests", 1);
      } else {
        add(function + " database requests", 1);
      }
    }

    private void reported(SdkRequest request, SdkResponse response) {
      boolean reads = response instanceof GetItemResponse || response instanceof QueryResponse || response instanceof BatchGetItemResponse;
      Stream<ConsumedCapacity> used =
          switch (response) {
            case PutItemResponse r -> Stream.ofNullable(r.consumedCapacity());
            case UpdateItemResponse r -> Stream.ofNullable(r.consumedCapacity());
            case DeleteItemResponse r -> Stream.ofNullable(r.consumedCapacity());
            case GetItemResponse r -> Stream.ofNullable(r.consumedCapacity());
            case QueryResponse r -> Stream.ofNullable(r.consumedCapacity());
            case BatchGetItemResponse r -> r.consumedCapacity().stream();
            case TransactWriteItemsResponse r -> r.consumedCapacity().stream();
            default -> Stream.empty();
          };
      // A query that finds nothing is reported as nothing, and billed as the least that one costs.
      double least = request instanceof QueryRequest query ? (Boolean.TRUE.equals(query.consistentRead()) ? 1 : LEAST_QUERY) : 0;
      used.forEach(c -> add(function + (reads ? " read units, reported" : " write units, reported"), Math.max(least, c.capacityUnits())));
    }

    private void written(SdkRequest request, boolean done) {
      switch (request) {
        case PutItemRequest r -> put(r.item(), 1, done);
        case TransactWriteItemsRequest r -> {
          for (TransactWriteItem item : r.transactItems()) {
            if (item.put() != null) {
              put(item.put().item(), 2, done);
            }
          }
        }
        case UpdateItemRequest r -> update(r, done);
        // Of a small item: what is owed and was done.
        case DeleteItemRequest r -> {
          Map<String, AttributeValue> before = items.remove(key(r.key()));
          units(r.key(), 1, "delete");
          index(before, Map.of(), 1);
        }
        default -> {}
      }
    }

    /** An item that is known gets what is set and loses what is removed; of one that is not, or that counts, it is known that it is small. */
    private void update(UpdateItemRequest r, boolean done) {
      Map<String, AttributeValue> before = items.get(key(r.key()));
      if (before == null) {
        units(r.key(), 1, "update");
        return;
      }
      Map<String, AttributeValue> after = new HashMap<>(before);
      String[] parts = r.updateExpression().split("REMOVE", 2);
      ASSIGNMENT.matcher(parts[0]).results().forEach(m -> after.put(named(r, m.group(1)), r.expressionAttributeValues().get(m.group(2))));
      if (parts.length > 1) {
        Stream.of(parts[1].split(",")).map(name -> named(r, name.strip())).forEach(after::remove);
      }
      units(r.key(), Capacity.write(Capacity.size(before), Capacity.size(after)), "update");
      if (done) {
        items.put(key(r.key()), after);
        index(before, after, 1);
      }
    }

    private static String named(UpdateItemRequest r, String name) {
      return name.startsWith("#") ? r.expressionAttributeNames().get(name) : name;
    }

    private void put(Map<String, AttributeValue> item, int times, boolean done) {
      String key = key(item);
      Map<String, AttributeValue> before = items.get(key);
      int size = Capacity.size(item);
      units(item, times * Capacity.write(before == null ? 0 : Capacity.size(before), size), "");
      add("bytes of " + kind(item), size);
      if (done) {
        items.put(key, item);
        index(before, item, times);
      } else {
        add(function + " refused writes", 1);
      }
    }

    private void units(Map<String, AttributeValue> item, double units, String how) {
      add(function + " write units", units);
      add("write units of " + kind(item) + (how.isEmpty() ? "" : ", " + how), units);
      add("writes of " + kind(item) + (how.isEmpty() ? "" : ", " + how), 1);
    }

    /** Entries hold keys only and are under a kilobyte: one unit to make or to remove, two to move, none when the keys stay. */
    private void index(Map<String, AttributeValue> before, Map<String, AttributeValue> after, int times) {
      for (Set<String> index : INDEXES) {
        List<AttributeValue> was = entry(before, index);
        List<AttributeValue> is = entry(after, index);
        double units = was.equals(is) ? 0 : (was.isEmpty() ? 0 : 1) + (is.isEmpty() ? 0 : 1);
        if (units > 0) {
          add(function + " write units", times * units);
          add("write units of index " + index.stream().sorted().findFirst().orElseThrow(), times * units);
        }
      }
    }
  }

  private static List<AttributeValue> entry(Map<String, AttributeValue> item, Set<String> index) {
    if (item == null || !item.keySet().containsAll(index)) {
      return List.of();
    }
    List<AttributeValue> values = new ArrayList<>();
    index.stream().sorted().forEach(name -> values.add(item.get(name)));
    return values;
  }

  private static String key(Map<String, AttributeValue> item) {
    return item.get("pk").s() + "\n" + item.get("sk").s();
  }

  /** Job, request, output of a step and so on: the first part of the sort key. */
  private static String kind(Map<String, AttributeValue> item) {
    String[] sort = item.get("sk").s().split("#");
    return sort.length > 1 ? sort[0] + "#" + sort[1] : sort[0].matches("\\d.*") ? "RATE" : sort[0];
  }
}
