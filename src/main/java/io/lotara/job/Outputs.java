package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What steps have found: an item for each step and revision, written once. */
public interface Outputs {

  /**
   * Stores the output of a step unless one is there already. May be called more than once; the first one stays.
   *
   * @param json UTF-8 JSON, up to {@link #MAX_BYTES}
   * @param until when it goes, as {@link Lifetimes#ofPart} says; null for never
   * @return what is stored: this output, or the one that came first
   * @throws JobStore.Unavailable when it is not known whether it was stored
   */
  byte[] putFirst(JobKey job, String step, int revision, byte[] json, @Nullable Instant until);

  /** The output of a step. */
  Optional<byte[]> get(JobKey job, String step, int revision);

  /** Every output of a job, by step and revision; one request to the store for a job of ordinary size. */
  Map<Ref, byte[]> all(JobKey job);

  /** Names an output. */
  record Ref(String step, int revision) {}

  /** Longest output in bytes of JSON; an output is compressed and must then fit one item. */
  int MAX_BYTES = 3_000_000;
}
