package io.lotara.trace;

import io.lotara.digest.Sha256;
import java.time.Instant;

/** Ids of spans: UUIDv7 (RFC 9562) whose random bits are made of the span's name, so that a trace that is sent twice has the same. */
final class SpanIds {
  private SpanIds() {}

  static String of(String traceId, String name, Instant began) {
    return Sha256.uuid(began, traceId + "/" + name).toString();
  }
}
