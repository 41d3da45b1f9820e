package io.lotara.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where keys are kept. */
public interface ApiKeys {

  /** Keeps a new key. May be called again with the same key when the answer was lost. */
  void create(ApiKey key);

  /** The key with this id, whatever its state; read consistently, so that a key works as soon as it was made. */
  Optional<ApiKey> find(String id);

  /** The keys of a tenant, revoked and expired ones too, the oldest first. */
  List<ApiKey> list(String tenant);

  /**
   * Revokes a key. May be called more than once: the first time stays.
   *
   * @return the key as it is now, or empty when there is none
   */
  Optional<ApiKey> revoke(String id, Instant now);
}
