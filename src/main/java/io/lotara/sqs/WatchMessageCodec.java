package io.lotara.sqs;

import io.lotara.suggestion.WatchKey;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Watches to be checked as they travel: see {@code infra/messages/}. */
@Singleton
public class WatchMessageCodec {
  /** The version of this form. */
  public static final int SCHEMA = 1;

  private final JsonMapper json;

  public WatchMessageCodec(JsonMapper json) {
    this.json = json;
  }

  @Serdeable
  record Wire(@Nullable Integer v, @Nullable List<Key> watches) {}

  @Serdeable
  record Key(@Nullable String tenant, @Nullable String id) {}

  /** As JSON. */
  public String write(List<WatchKey> watches) {
    try {
      return json.writeValueAsString(new Wire(SCHEMA, watches.stream().map(w -> new Key(w.tenant(), w.id())).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * From JSON.
   *
   * @throws IllegalArgumentException when it is no such message of a version that is understood
   */
  public List<WatchKey> read(String body) {
    Wire wire;
    try {
      wire = json.readValue(body, Argument.of(Wire.class));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("not a message of watches", e);
    }
    if (wire == null || wire.v() == null || wire.v() != SCHEMA || wire.watches() == null) {
      throw new IllegalArgumentException("a message of watches of version " + SCHEMA + " is expected");
    }
    if (wire.watches().stream().anyMatch(k -> k == null || k.tenant() == null || k.id() == null)) {
      throw new IllegalArgumentException("each watch needs tenant and id");
    }
    return wire.watches().stream().map(k -> new WatchKey(k.tenant(), k.id())).toList();
  }
}
