package io.lotara.dynamo;

import io.lotara.suggestion.Basis;
import io.lotara.suggestion.Drop;
import io.lotara.suggestion.Journey;
import io.lotara.suggestion.Sighting;
import io.lotara.suggestion.Watch;
import io.lotara.suggestion.WatchKey;
import io.lotara.travel.Price;
import io.lotara.travel.PriceKind;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A watch as an item. Its history is one attribute of rows, with times as milliseconds since creation: an item's size is what a write costs. */
@Singleton
class WatchItemCodec {
  /** Marks what was deleted. */
  static final String GONE = "gone";

  static final int SHARDS = 8;

  /** How long a watch that is over can still be looked at. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final JsonMapper json;
  private final Rows rows;

  WatchItemCodec(JsonMapper json) {
    this.json = json;
    this.rows = new Rows(json);
  }

  /** Shards of their own: the sweeper looks at the jobs' every minute, and must not find watches there. */
  static String shard(int number) {
    return "watch#" + number;
  }

  static String userOf(String tenant, String userId) {
    return ItemKey.user(tenant, userId) + "#W";
  }

  static boolean gone(Map<String, AttributeValue> item) {
    return item.containsKey(GONE);
  }

  /** Whether there is anything to read: not of a watch that was deleted and owes nothing. */
  static boolean whole(Map<String, AttributeValue> item) {
    return item.containsKey("v");
  }

  Map<String, AttributeValue> write(Watch watch, String writeId) {
    long t0 = watch.createdAt().toEpochMilli();
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.WatchItem(watch.key()).attributes());
    number(item, "v", watch.version());
    item.put(JobItemCodec.WRITE_ID, AttributeValue.fromS(writeId));
    item.put("usr", AttributeValue.fromS(watch.userId()));
    json(item, "trip", watch.journey());
    item.put("pct", AttributeValue.fromN(watch.thresholdPercent().toPlainString()));
    json(item, "base", watch.baseline());
    json(item, "last", watch.last());
    json(item, "basis", watch.basis());
    item.put("act", AttributeValue.fromBool(watch.active()));
    number(item, "cr", t0);
    time(item, "chk", watch.checkedAt());
    item.put("hist", AttributeValue.fromS(rows.write(watch.history().stream().map(s -> row(s, t0)).toList())));
    number(item, "drops", watch.drops());
    json(item, "owed", watch.owed());
    time(item, "quiet", watch.quietUntil());
    number(item, "miss", watch.misses());
    item.put(UserIndex.USER, AttributeValue.fromS(userOf(watch.key().tenant(), watch.userId())));
    item.put(UserIndex.PLACE, AttributeValue.fromS(watch.place()));
    if (watch.dueAt() != null) {
      item.put(DueIndex.SHARD, AttributeValue.fromS(shard(Math.floorMod(watch.key().id().hashCode(), SHARDS))));
      time(item, DueIndex.AT, watch.dueAt());
    }
    if (watch.idempotency() != null) {
      item.put("idem", AttributeValue.fromS(watch.idempotency()));
    }
    if (watch.deleted()) {
      item.put(GONE, AttributeValue.fromBool(true));
    }
    Instant end = watch.journey().departure().atStartOfDay(ZoneOffset.UTC).toInstant();
    item.put(JobItemCodec.TTL, DynamoJobStore.seconds(end.plus(KEPT)));
    return item;
  }

  Watch read(Map<String, AttributeValue> item) {
    long t0 = Long.parseLong(item.get("cr").n());
    return new Watch(
        ItemKey.watch(item.get(ItemKey.PK).s()),
        item.get("usr").s(),
        json(item, "trip", Journey.class),
        new BigDecimal(item.get("pct").n()),
        json(item, "base", Price.class),
        json(item, "last", Price.class),
        json(item, "basis", Basis.class),
        item.get("act").bool(),
        Instant.ofEpochMilli(t0),
        time(item, "chk"),
        rows.read(item, "hist").stream().map(r -> sighting(r, t0)).toList(),
        Integer.parseInt(item.get("drops").n()),
        json(item, "owed", Drop.class),
        time(item, "quiet"),
        Integer.parseInt(item.get("miss").n()),
        time(item, DueIndex.AT),
        item.containsKey("idem") ? item.get("idem").s() : null,
        gone(item),
        Long.parseLong(item.get("v").n()));
  }

  private static Row row(Sighting s, long t0) {
    Price price = s.price();
    return new Row(
        Arrays.asList(
            s.at().toEpochMilli() - t0,
            price == null ? null : price.amount().toPlainString(),
            price == null ? null : price.currency(),
            price == null ? null : (long) price.kind().ordinal(),
            s.jobId(),
            s.note()));
  }

  private static Sighting sighting(Row row, long t0) {
    Price price =
        row.text(1) == null
            ? null
            : new Price(new BigDecimal(row.text(1)), row.text(2), PriceKind.values()[(int) row.number(3)]);
    return new Sighting(row.time(0, t0), price, row.text(4), row.text(5));
  }

  private void json(Map<String, AttributeValue> item, String name, @Nullable Object value) {
    if (value != null) {
      try {
        item.put(name, AttributeValue.fromS(json.writeValueAsString(value)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private <T> @Nullable T json(Map<String, AttributeValue> item, String name, Class<T> type) {
    if (!item.containsKey(name)) {
      return null;
    }
    try {
      return json.readValue(item.get(name).s(), Argument.of(type));
    } catch (IOException e) {
      throw new UncheckedIOException("the attribute '%s' of a watch cannot be read".formatted(name), e);
    }
  }

  private static void number(Map<String, AttributeValue> item, String name, long value) {
    item.put(name, AttributeValue.fromN(Long.toString(value)));
  }

  private static void time(Map<String, AttributeValue> item, String name, @Nullable Instant at) {
    if (at != null) {
      number(item, name, at.toEpochMilli());
    }
  }

  private static @Nullable Instant time(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Instant.ofEpochMilli(Long.parseLong(item.get(name).n())) : null;
  }
}
