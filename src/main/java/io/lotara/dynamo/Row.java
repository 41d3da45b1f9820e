package io.lotara.dynamo;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/** A JSON array of strings, whole numbers, nulls and arrays of strings. */
record Row(List<?> values) {

  @Nullable String text(int at) {
    Object value = values.get(at);
    return value == null ? null : value.toString();
  }

  long number(int at) {
    return ((Number) values.get(at)).longValue();
  }

  /** Milliseconds since {@code t0} as a time. */
  @Nullable Instant time(int at, long t0) {
    return values.get(at) == null ? null : Instant.ofEpochMilli(t0 + number(at));
  }

  List<String> texts(int at) {
    return ((List<?>) values.get(at)).stream().map(String::valueOf).toList();
  }
}
