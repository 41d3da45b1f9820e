package io.lotara.trip.agent;

import io.lotara.llm.Answer;
import io.lotara.llm.MeteredModel;
import io.lotara.llm.Prompt;
import io.lotara.travel.Gazetteer;
import io.lotara.travel.Town;
import io.lotara.trip.parse.ConstraintsReader;
import io.lotara.trip.parse.QueryReader;
import io.lotara.trip.parse.Reading;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A language model's reading of a sentence, for what the grammar did not understand. Whatever the model says is looked at before it counts; see
 * {@link ReadingGuard}. When it cannot be used, the grammar's reading stands, and a note says so.
 */
@Singleton
class ModelReading {
  private static final int MOST_CHARACTERS = 4_000;

  private final MeteredModel model;
  private final ConstraintsReader structure;
  private final Gazetteer gazetteer;
  private final JsonMapper json;

  ModelReading(MeteredModel model, ConstraintsReader structure, Gazetteer gazetteer, JsonMapper json) {
    this.model = model;
    this.structure = structure;
    this.gazetteer = gazetteer;
    this.json = json;
  }

  /**
   * What the model adds.
   *
   * @param reading only of what the grammar is silent on
   * @param notes what a person should know of it
   */
  record Second(Reading reading, List<String> notes) {
    static final Second NONE = new Second(Reading.NOTHING, List.of());
  }

  /**
   * Has the model read a sentence.
   *
   * @param tenant who pays for it
   * @param sources looks a name up in the travel sources
   */
  Second of(String tenant, String query, LocalDate today, Function<String, Optional<Town>> sources) {
    if (!model.configured() || query.isBlank() || query.length() > MOST_CHARACTERS) {
      return Second.NONE;
    }
    return switch (model.ask(tenant, null, Prompt.file("trip-intake", input(query, today))).answer()) {
      case Answer.Unavailable(String why, boolean later) -> stands(why);
      case Answer.Refused() -> stands("it declined");
      case Answer.BadAnswer(String why) -> stands(why);
      case Answer.Given(JsonNode answer) -> {
        ConstraintsReader.Result read = structure.read(filled(answer));
        if (!read.violations().isEmpty()) {
          yield stands("its answer breaks a rule: " + read.violations().getFirst().msg());
        }
        yield new ReadingGuard(query, today, gazetteer, sources).held(read.said(), QueryReader.read(query, today, gazetteer));
      }
    };
  }

  /** Without objects that hold nothing but nulls: another way to say null. */
  private static JsonNode filled(JsonNode answer) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    answer.entries().forEach(
        field -> {
          boolean hollow = field.getValue().isObject();
          if (hollow) {
            for (JsonNode part : field.getValue().values()) {
              hollow &= part.isNull();
            }
          }
          if (!hollow) {
            fields.put(field.getKey(), field.getValue());
          }
        });
    return JsonNode.createObjectNode(fields);
  }

  private static Second stands(String why) {
    return new Second(
        Reading.NOTHING, List.of("The language model could not be used to understand the request (%s); what the grammar read stands.".formatted(why)));
  }

  private String input(String query, LocalDate today) {
    Map<String, String> input = new LinkedHashMap<>();
    input.put("today", today.toString());
    input.put("sentence", query);
    try {
      return json.writeValueAsString(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
