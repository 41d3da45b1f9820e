package io.lotara.interleave;

import io.lotara.job.IdempotencyKeys;
import io.lotara.job.memory.InMemoryTable;
import java.time.Instant;

/** Keys under which ids stand that follow from how many there were: chance would make worlds that differ in nothing else. */
public final class NamedKeys implements IdempotencyKeys {
  private final InMemoryTable table;
  private final int before;
  private final Runnable taken;
  private final String end;

  /**
   * Over a table.
   *
   * @param before how many keys were taken
   * @param taken called when one more is
   * @param end of every key, whoever asks for it
   */
  public NamedKeys(InMemoryTable table, int before, Runnable taken, String end) {
    this.table = table;
    this.before = before;
    this.taken = taken;
    this.end = end;
  }

  @Override
  public Taken take(String tenant, String scope, String key, String fingerprint, String jobId, Instant now) {
    String mine = "job-" + (before + 1);
    Taken found = table.take(tenant, scope, key + end, fingerprint, mine, now);
    if (found.jobId().equals(mine)) {
      taken.run();
    }
    return found;
  }

  @Override
  public void forget(String tenant, String scope, String key, String jobId) {
    table.forget(tenant, scope, key + end, jobId);
  }
}
