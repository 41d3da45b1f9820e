package io.lotara.trip;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was made of a request.
 *
 * @param request the trip, or null when {@code question} must be answered first
 * @param fields each field with where it comes from
 * @param assumptions sentences that say what nobody said and was assumed
 * @param question what must be asked, or null
 * @param notes remarks that are neither, such as a language model that could not be used
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Understanding(
    @Nullable TripRequest request,
    List<Field> fields,
    List<String> assumptions,
    @Nullable Question question,
    List<String> notes) {

  /** The same with more notes. */
  public Understanding withNotes(List<String> more) {
    return new Understanding(request, fields, assumptions, question, Stream.concat(notes.stream(), more.stream()).toList());
  }

  /** Who said it; the first beats the second and so on. */
  @Serdeable
  public enum Source {
    @JsonProperty("constraints")
    CONSTRAINTS,
    @JsonProperty("query")
    QUERY,
    @JsonProperty("preferences")
    PREFERENCES,
    @JsonProperty("default")
    DEFAULT
  }

  /**
   * One field.
   *
   * @param field its name, as in {@code constraints}
   * @param value as JSON would hold it: a string, number, boolean, list or map
   * @param source who said it
   * @param words the words it was read from, or null
   * @param confidence 0 to 1
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Field(String field, @Nullable Object value, Source source, @Nullable String words, double confidence) {}

  /**
   * A question to the traveller.
   *
   * @param field what is missing
   * @param text the question
   * @param options likely answers, possibly empty
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Question(String field, String text, List<String> options) {}
}
