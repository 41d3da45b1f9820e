package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An output as it is kept: the facts for the job and the values, together, so that both come from the same run.
 *
 * @param facts what the job must know
 * @param values by key
 * @param calls questions to language models, when somebody wants to know; null otherwise
 */
@Serdeable
public record StoredOutput(StepFacts facts, Map<String, JsonNode> values, @Nullable List<ModelCall> calls) {

  /** Without questions to language models. */
  public StoredOutput(StepFacts facts, Map<String, JsonNode> values) {
    this(facts, values, null);
  }


  /** Reads what {@link #write} wrote. */
  public static StoredOutput read(JsonMapper json, byte[] bytes) {
    try {
      return json.readValue(bytes, Argument.of(StoredOutput.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored output cannot be read", e);
    }
  }

  static byte[] write(JsonMapper json, StepFacts facts, Map<String, ?> values) {
    return write(json, facts, values, List.of());
  }

  static byte[] write(JsonMapper json, StepFacts facts, Map<String, ?> values, List<ModelCall> calls) {
    try {
      Map<String, JsonNode> nodes = new LinkedHashMap<>();
      for (Map.Entry<String, ?> value : values.entrySet()) {
        nodes.put(
            value.getKey(), value.getValue() instanceof JsonNode node ? node : json.writeValueToTree(value.getValue()));
      }
      return json.writeValueAsBytes(new StoredOutput(facts, nodes, calls.isEmpty() ? null : calls));
    } catch (IOException e) {
      throw new UncheckedIOException("an output cannot be written", e);
    }
  }
}
