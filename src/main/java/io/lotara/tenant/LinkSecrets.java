package io.lotara.tenant;

import java.util.Optional;

/** Where the secret is kept that a deployment has made for itself to sign links with. */
public interface LinkSecrets {

  /** The secret, if there is one already. */
  Optional<byte[]> find();

  /**
   * Keeps a secret unless there is one. May be called more than once.
   *
   * @return the one that is kept: this one, or another that was there before
   */
  byte[] putFirst(byte[] secret);
}
