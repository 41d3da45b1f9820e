package io.lotara.dynamo;

import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobStore;
import io.lotara.job.UserJobs;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A user's jobs in DynamoDB: keys from the index, then the jobs themselves in one batch. */
@Singleton
class DynamoUserJobs implements UserJobs {
  private static final int BATCHES = 5;
  private final Table table;
  private final JobItemCodec codec;

  DynamoUserJobs(Table table, JobItemCodec codec) {
    this.table = table;
    this.codec = codec;
  }

  @Override
  public Page page(String tenant, String userId, @Nullable String after, int limit) {
    QueryResponse found = UserIndex.newestFirst(table, ItemKey.user(tenant, userId), after, limit);
    Map<JobKey, Job> jobs = read(found.items());
    List<Job> inOrder =
        found.items().stream().map(i -> jobs.get(ItemKey.job(i.get(ItemKey.PK).s()))).filter(Objects::nonNull).toList();
    return new Page(inOrder, found.hasLastEvaluatedKey() ? found.lastEvaluatedKey().get(UserIndex.PLACE).s() : null);
  }

  /** The jobs of index entries; one that is gone already is left out. */
  private Map<JobKey, Job> read(List<Map<String, AttributeValue>> entries) {
    Map<JobKey, Job> jobs = new HashMap<>();
    List<Map<String, AttributeValue>> left = new ArrayList<>();
    entries.forEach(e -> left.add(Map.of(ItemKey.PK, e.get(ItemKey.PK), ItemKey.SK, e.get(ItemKey.SK))));
    for (int i = 0; i < BATCHES && !left.isEmpty(); i++) {
      Map<String, KeysAndAttributes> wanted =
          Map.of(table.name(), KeysAndAttributes.builder().keys(left).consistentRead(true).build());
      BatchGetItemResponse answer = Table.call(() -> table.client().batchGetItem(r -> r.requestItems(wanted)));
      answer.responses().getOrDefault(table.name(), List.of()).stream().map(codec::read).forEach(j -> jobs.put(j.key(), j));
      left.clear();
      if (answer.unprocessedKeys().containsKey(table.name())) {
        left.addAll(answer.unprocessedKeys().get(table.name()).keys());
      }
    }
    if (!left.isEmpty()) {
      throw new JobStore.Unavailable("the table did not answer for " + left.size() + " jobs", null);
    }
    return jobs;
  }
}
