package io.lotara.webhook;

import java.time.Instant;
import java.util.List;

/** What deliveries to the {@code callback_url} of requests are signed with: a secret of each tenant. */
public interface SigningSecrets {

  /**
   * The secrets that are good now, the newest first: one that was replaced stays good for a day. A tenant that has none gets one.
   *
   * @throws io.lotara.job.JobStore.Unavailable when the store throttles or cannot be reached
   */
  List<String> of(String tenant, Instant now);

  /** Replaces a tenant's secret; returns the new one. */
  String rotate(String tenant, Instant now);
}
