package io.lotara.erasure;

import io.lotara.job.IdempotencyKeys;
import java.time.Instant;

/** Keys under which ids stand that follow from how many there were: chance would make worlds that differ in nothing else. */
final class NamedKeys implements IdempotencyKeys {
  private final ErasureWorld world;

  NamedKeys(ErasureWorld world) {
    this.world = world;
  }

  @Override
  public Taken take(String tenant, String scope, String key, String fingerprint, String jobId, Instant now) {
    String mine = "job-" + (world.keys + 1);
    Taken taken = world.table.take(tenant, scope, key, fingerprint, mine, now);
    world.keys += taken.jobId().equals(mine) ? 1 : 0;
    return taken;
  }

  @Override
  public void forget(String tenant, String scope, String key, String jobId) {
    world.table.forget(tenant, scope, key, jobId);
  }
}
