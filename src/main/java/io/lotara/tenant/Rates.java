package io.lotara.tenant;

import java.time.Instant;

/** Counts what tenants ask for. */
public interface Rates {

  /**
   * Takes one write out of a tenant's bucket and, when it asks for a job, one job out of its day; both or neither. A call whose answer was
   * lost may count twice. A day (UTC) begins with a full bucket.
   *
   * @throws RateLimited when there is nothing left to take; then nothing was counted
   */
  void take(String tenant, Limits limits, boolean job, Instant now);
}
