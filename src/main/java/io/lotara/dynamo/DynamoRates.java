package io.lotara.dynamo;

import io.lotara.job.JobStore;
import io.lotara.tenant.Limits;
import io.lotara.tenant.RateLimited;
import io.lotara.tenant.Rates;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Counts in DynamoDB: an item for each tenant and day. A count is one write that adds on condition that there is something left; nothing is
 * read before. Whether the bucket is full or not must be said in the request, since the store cannot compute a maximum: it is guessed from
 * what it last was here, and when that was wrong the refusal says how it is.
 */
@Singleton
class DynamoRates implements Rates {
  private static final int ATTEMPTS = 10;
  private static final Duration KEPT = Duration.ofDays(2);
  private static final String FULL_AT = "full_at";
  private static final String JOBS = "jobs";

  private final Table table;
  private final Map<String, Long> lastFullAt = new ConcurrentHashMap<>();

  DynamoRates(Table table) {
    this.table = table;
  }

  @Override
  public void take(String tenant, Limits limits, boolean job, Instant now) {
    if (!limits.rated() && !(job && limits.capped())) {
      return;
    }
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    ItemKey key = new ItemKey.RateItem(tenant, day);
    boolean full = lastFullAt.getOrDefault(tenant, 0L) <= Limits.micros(now);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Map<String, AttributeValue>> refused = add(tenant, key, limits, job, full, now);
      if (refused.isEmpty()) {
        return;
      }
      long fullAt = number(refused.get(), FULL_AT);
      Optional<RateLimited> refusal = limits.refusal(fullAt, number(refused.get(), JOBS), job, now);
      if (refusal.isPresent()) {
        lastFullAt.put(tenant, fullAt);
        throw refusal.get();
      }
      full = fullAt <= Limits.micros(now);
    }
    throw new JobStore.Unavailable("a count changed too often to be counted on", null);
  }

  /** Adds; returns the item as it is when its condition does not hold. */
  private Optional<Map<String, AttributeValue>> add(
      String tenant, ItemKey key, Limits limits, boolean job, boolean full, Instant now) {
    List<String> sets = new ArrayList<>(List.of("#ttl = :ttl"));
    List<String> conditions = new ArrayList<>();
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":ttl", DynamoJobStore.seconds(now.plus(KEPT)));
    if (limits.rated()) {
      long micros = Limits.micros(now);
      values.put(":now", n(micros));
      if (full) {
        sets.add("full_at = :next");
        conditions.add("(attribute_not_exists(full_at) OR full_at <= :now)");
        values.put(":next", n(micros + limits.costMicros()));
      } else {
        sets.add("full_at = full_at + :cost");
        conditions.add("full_at > :now AND full_at <= :latest");
        values.put(":cost", n(limits.costMicros()));
        values.put(":latest", n(micros + limits.toleranceMicros()));
      }
    }
    if (job && limits.capped()) {
      sets.add("jobs = if_not_exists(jobs, :none) + :one");
      conditions.add("(attribute_not_exists(jobs) OR jobs < :cap)");
      values.putAll(Map.of(":none", n(0), ":one", n(1), ":cap", n(limits.jobsPerDay())));
    }
    return Table.call(
        () -> {
          try {
            Map<String, AttributeValue> changed =
                table
                    .client()
                    .updateItem(
                        r ->
                            r.tableName(table.name())
                                .key(key.attributes())
                                .updateExpression("SET " + String.join(", ", sets))
                                .conditionExpression(String.join(" AND ", conditions))
                                .expressionAttributeNames(Map.of("#ttl", JobItemCodec.TTL))
                                .expressionAttributeValues(values)
                                .returnValues(ReturnValue.UPDATED_NEW)
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes();
            lastFullAt.put(tenant, number(changed, FULL_AT));
            return Optional.empty();
          } catch (ConditionalCheckFailedException e) {
            return Optional.of(e.hasItem() ? e.item() : Map.of());
          }
        });
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Long.parseLong(item.get(name).n()) : 0;
  }

  private static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
