package io.lotara.dynamo;

import io.lotara.job.JobKey;
import io.lotara.webhook.Deliveries;
import io.lotara.webhook.Delivery;
import io.lotara.webhook.EventType;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Deliveries in DynamoDB: the item by which one is owed stays when it is owed no more, to show what became of it. */
@Singleton
class DynamoDeliveries implements Deliveries {
  private static final String SUBSCRIBER = "webhook";
  private static final String TRIED = "tried";
  private static final String STATE = "st";
  private static final String FAILURES = "fails";
  private static final String TRIES = "tries";
  private static final String NEXT = "next";
  private static final String WHY = "why";
  private static final String ATTEMPTS = "attempts";
  private static final String BUSY = "busy";

  /** All that {@link #write} may change; when a delivery goes is not among it, so that pinning its job and telling do not meet. */
  private static final List<String> CHANGING =
      List.of(STATE, TRIED, FAILURES, TRIES, NEXT, WHY, ATTEMPTS, BUSY, DueIndex.SHARD, DueIndex.AT);

  private final Table table;
  private final Rows rows;

  DynamoDeliveries(Table table, JsonMapper json) {
    this.table = table;
    this.rows = new Rows(json);
  }

  private static ItemKey key(JobKey job, int event, String target) {
    return new ItemKey.NoticeItem(job, SUBSCRIBER, event + "#" + target);
  }

  @Override
  public boolean create(Delivery delivery, Instant due, @Nullable Instant until) {
    Map<String, AttributeValue> item = new HashMap<>(key(delivery).attributes());
    item.putAll(state(delivery, due));
    item.put("type", AttributeValue.fromS(delivery.type().wire()));
    item.put("cr", number(delivery.createdAt().toEpochMilli()));
    DynamoJobStore.expire(item, until);
    return table.putFirst(item).isEmpty();
  }

  @Override
  public Optional<Delivery> find(JobKey job, int event, String target) {
    return table.get(key(job, event, target)).filter(item -> item.containsKey(STATE)).map(item -> read(job, item));
  }

  @Override
  public List<Delivery> of(JobKey job) {
    // What is owed to be spread stands among them, without a state.
    return table.under(key(job, 0, ""), ItemKey.NoticeItem.PREFIX + SUBSCRIBER + "#").stream()
        .filter(item -> item.containsKey(STATE))
        .map(item -> read(job, item))
        .toList();
  }

  @Override
  public boolean write(Delivery read, Delivery next, @Nullable Instant due) {
    Map<String, AttributeValue> state = state(next, due);
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> set = new ArrayList<>();
    List<String> remove = new ArrayList<>();
    for (String name : CHANGING) {
      names.put("#" + name, name);
      if (state.containsKey(name)) {
        set.add("#%s = :%s".formatted(name, name));
        values.put(":" + name, state.get(name));
      } else {
        remove.add("#" + name);
      }
    }
    values.put(":tried_before", number(read.tried()));
    values.put(":fails_before", number(read.failures()));
    values.put(":st_before", AttributeValue.fromS(wire(read.state())));
    String update = "SET " + String.join(", ", set) + (remove.isEmpty() ? "" : " REMOVE " + String.join(", ", remove));
    return Table.call(
        () -> {
          try {
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(key(next).attributes())
                            .updateExpression(update)
                            .conditionExpression("#tried = :tried_before AND #fails = :fails_before AND #st = :st_before")
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  @Override
  public boolean claim(Delivery read, Instant now, Instant until) {
    Map<String, AttributeValue> values =
        Map.of(
            ":tried", number(read.tried()),
            ":fails", number(read.failures()),
            ":st", AttributeValue.fromS(wire(read.state())),
            ":now", number(now.toEpochMilli()),
            ":until", number(until.toEpochMilli()));
    return Table.call(
        () -> {
          try {
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(key(read).attributes())
                            .updateExpression("SET busy = :until")
                            .conditionExpression(
                                "tried = :tried AND fails = :fails AND st = :st AND (attribute_not_exists(busy) OR busy <= :now)")
                            .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private static ItemKey key(Delivery d) {
    return key(d.job(), d.event(), d.target());
  }

  /** What changes of a delivery, and what puts it into the index while it is owed. */
  private Map<String, AttributeValue> state(Delivery d, @Nullable Instant due) {
    Map<String, AttributeValue> item = new HashMap<>();
    long t0 = d.createdAt().toEpochMilli();
    item.put(STATE, AttributeValue.fromS(wire(d.state())));
    item.put(TRIED, number(d.tried()));
    item.put(FAILURES, number(d.failures()));
    item.put(
        TRIES,
        AttributeValue.fromS(
            rows.write(
                d.tries().stream()
                    .map(t -> new Row(Arrays.<Object>asList(t.at().toEpochMilli() - t0, t.status(), t.error(), t.millis())))
                    .toList())));
    if (d.nextAt() != null) {
      item.put(NEXT, number(d.nextAt().toEpochMilli()));
    }
    DynamoJobStore.optional(item, WHY, d.why());
    if (due != null) {
      item.put(ATTEMPTS, number(0));
      DueIndex.put(item, d.job(), due);
    }
    return item;
  }

  private Delivery read(JobKey job, Map<String, AttributeValue> item) {
    String[] about = item.get(ItemKey.SK).s().substring(ItemKey.NoticeItem.PREFIX.length() + SUBSCRIBER.length() + 1).split("#", 2);
    long t0 = Long.parseLong(item.get("cr").n());
    return new Delivery(
        job,
        Integer.parseInt(about[0]),
        about[1],
        EventType.of(item.get("type").s()).orElseThrow(),
        Delivery.State.valueOf(item.get(STATE).s().toUpperCase(Locale.ROOT)),
        Instant.ofEpochMilli(t0),
        rows.read(item, TRIES).stream().map(r -> attempt(r, t0)).toList(),
        Integer.parseInt(item.get(TRIED).n()),
        Integer.parseInt(item.get(FAILURES).n()),
        item.containsKey(NEXT) ? Instant.ofEpochMilli(Long.parseLong(item.get(NEXT).n())) : null,
        DynamoJobStore.text(item, WHY));
  }

  private static Delivery.Try attempt(Row r, long t0) {
    return new Delivery.Try(r.time(0, t0), r.values().get(1) == null ? null : (int) r.number(1), r.text(2), r.number(3));
  }

  private static String wire(Delivery.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
