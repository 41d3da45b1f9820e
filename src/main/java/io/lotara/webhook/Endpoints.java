package io.lotara.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The addresses that tenants want to be told at. Every method may throw {@link io.lotara.job.JobStore.Unavailable}. */
public interface Endpoints {

  /** Keeps an endpoint. May be called more than once with the same one. */
  void put(Endpoint endpoint);

  /** One of a tenant's endpoints. */
  Optional<Endpoint> find(String tenant, String id);

  /** A tenant's endpoints, oldest first. */
  List<Endpoint> list(String tenant);

  /** Whether a tenant has any; asked with every job. */
  boolean any(String tenant);

  /**
   * Replaces the secret of one. The one before stays good for {@link Secret#OVERLAP}; one before that is good no more.
   *
   * @return whether there is one
   */
  boolean replaceSecret(String tenant, String id, String secret, Instant now);

  /**
   * Removes one. May be called more than once.
   *
   * @return whether it was there
   */
  boolean remove(String tenant, String id);

  /** Notes that nothing is told there any more. May be called more than once, and for one that is gone. */
  void disable(String tenant, String id, String why);
}
