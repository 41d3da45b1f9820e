package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * One thing done outside.
 *
 * @param source name of the provider's adapter
 * @param key idempotency key made of job, item and plan hash, or null when nothing is ever called
 * @param state what is known of it
 * @param ref the provider's own id of the reservation, or null
 */
@Serdeable
public record Effect(String source, @Nullable String key, EffectState state, @Nullable String ref) {
  Effect now(EffectState state, @Nullable String ref) {
    return new Effect(source, key, state, ref);
  }
}
