package io.lotara.trip.trigger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What a proactive trip was suggested by, as its job keeps it.
 *
 * @param triggerType as it was sent
 * @param by whose word the context is
 * @param context JSON object
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Trigger(String triggerType, By by, JsonNode context) {

  /** Whose word it is. */
  @Serdeable
  public enum By {
    /** Whoever called the API. */
    @JsonProperty("caller")
    CALLER,
    /** A price watch: its prices are those of a travel source. */
    @JsonProperty("watch")
    WATCH
  }

  /** What it is. */
  public TriggerType type() {
    return TriggerType.of(triggerType);
  }

  /** A text that a price watch has put into its context; empty for any other caller's word. */
  Optional<String> watched(String field) {
    JsonNode value = by == By.WATCH ? context.get(field) : null;
    return value != null && value.isString() ? Optional.of(value.getStringValue()) : Optional.empty();
  }

  /** As a job's request keeps it. */
  public String write(JsonMapper json) {
    try {
      return json.writeValueAsString(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #write} wrote; empty for a trip that a person asked for. */
  public static Optional<Trigger> read(JsonMapper json, @Nullable String context) {
    if (context == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readValue(context, Argument.of(Trigger.class)));
    } catch (IOException e) {
      throw new UncheckedIOException("the trigger of a job cannot be read", e);
    }
  }
}
