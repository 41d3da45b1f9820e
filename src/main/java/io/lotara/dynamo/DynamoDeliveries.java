package io.lotara.dynamo;

import io.lotara.job.JobKey;
import io.lotara.webhook.Deliveries;
import io.lotara.webhook.Delivery;
import io.lotara.webhook.EventType;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
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
  public boolean create(Delivery delivery, Instant due) {
    return table.putFirst(item(delivery, due)).isEmpty();
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
    Map<String, AttributeValue> item = item(next, due);
    return Table.call(
        () -> {
          try {
            table
                .client()
                .putItem(
                    r ->
                        r.tableName(table.name())
                            .item(item)
                            .conditionExpression("tried = :tried AND fails = :fails AND st = :st")
                            .expressionAttributeValues(
                                Map.of(
                                    ":tried", number(read.tried()),
                                    ":fails", number(read.failures()),
                                    ":st", AttributeValue.fromS(wire(read.state())))));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private Map<String, AttributeValue> item(Delivery d, @Nullable Instant due) {
    Map<String, AttributeValue> item = new HashMap<>(key(d.job(), d.event(), d.target()).attributes());
    long t0 = d.createdAt().toEpochMilli();
    item.put("type", AttributeValue.fromS(d.type().wire()));
    item.put(STATE, AttributeValue.fromS(wire(d.state())));
    item.put("cr", number(t0));
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
      item.put("next", number(d.nextAt().toEpochMilli()));
    }
    DynamoJobStore.optional(item, "why", d.why());
    item.put(JobItemCodec.TTL, DynamoJobStore.seconds(d.createdAt().plus(DynamoJobStore.SIDE_ITEMS_KEPT)));
    if (due != null) {
      item.put("attempts", number(0));
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
        item.containsKey("next") ? Instant.ofEpochMilli(Long.parseLong(item.get("next").n())) : null,
        DynamoJobStore.text(item, "why"));
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
