package io.lotara.bench.cost;

import io.lotara.local.LocalCloud;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What lies in the table, as DynamoDB bills it: items and index entries, each with 100 bytes more than its size.
 *
 * @param items without entries of indexes
 * @param bytes of items and entries
 * @param byteDays bytes by the days until they go; 30 for what no time removes, which is the month that is paid first
 */
record Stored(double items, double bytes, double byteDays) {
  private static final int OVERHEAD = 100;
  private static final double DAY_SECONDS = 24 * 3600;
  private static final double MONTH_DAYS = 30;
  private static final Set<String> KEY = Set.of("pk", "sk");

  /** Reads the whole table. */
  static Stored in(LocalCloud cloud) {
    double now = cloud.clock().millis() / 1000.0;
    Stored sum = new Stored(0, 0, 0);
    for (Map<String, AttributeValue> item : cloud.dynamo().scanPaginator(r -> r.tableName(cloud.tableName("Table"))).items()) {
      double bytes = OVERHEAD + Capacity.size(item);
      for (Set<String> index : Meter.INDEXES) {
        bytes += item.keySet().containsAll(index) ? OVERHEAD + Capacity.size(projected(item, index)) : 0;
      }
      double days = item.containsKey("ttl") ? (Double.parseDouble(item.get("ttl").n()) - now) / DAY_SECONDS : MONTH_DAYS;
      sum = sum.plus(new Stored(1, bytes, bytes * days));
    }
    return sum;
  }

  private static Map<String, AttributeValue> projected(Map<String, AttributeValue> item, Set<String> index) {
    Map<String, AttributeValue> entry = new HashMap<>(item);
    entry.keySet().removeIf(name -> !KEY.contains(name) && !index.contains(name));
    return entry;
  }

  private Stored plus(Stored other) {
    return new Stored(items + other.items, bytes + other.bytes, byteDays + other.byteDays);
  }

  /** What came since, for each of so many. */
  Stored since(Stored before, double count) {
    return new Stored((items - before.items) / count, (bytes - before.bytes) / count, (byteDays - before.byteDays) / count);
  }
}
