package io.lotara.trip.parse;

import io.lotara.travel.Town;
import io.lotara.trip.Preferences;
import io.lotara.trip.Understanding.Source;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Everything that was said about one trip, and when.
 *
 * @param query the sentence
 * @param constraints structure that came with it, or null
 * @param preferences what the traveller usually wants, or null
 * @param answers to earlier questions, the oldest first
 * @param today the day on which it was said, in the traveller's or else in UTC time
 * @param second another reading of the sentence, such as a language model's, for what the grammar did not understand; or null
 * @param sources looks a name up in the configured travel sources; asked only for names that the gazetteer does not know
 * @param regions whether the configured travel sources know towns in a region of that name; asked as {@code sources} is
 * @param context structure that a trigger brought, or null; weaker than constraints
 * @param proposal what is proposed where nobody said anything, or null
 */
public record Wording(
    String query,
    @Nullable JsonNode constraints,
    @Nullable Preferences preferences,
    List<Answer> answers,
    LocalDate today,
    @Nullable Reading second,
    Function<String, Optional<Town>> sources,
    Predicate<String> regions,
    @Nullable JsonNode context,
    @Nullable Proposal proposal) {

  public Wording {
    answers = List.copyOf(answers);
  }

  /** What is proposed, and where it comes from: the traveller's preferences or nobody. */
  public record Proposal(Reading reading, Source source) {}

  /** A sentence alone. */
  public static Wording of(String query, LocalDate today) {
    return new Wording(query, null, null, List.of(), today, null, name -> Optional.empty(), name -> false, null, null);
  }

  public Wording constraints(@Nullable JsonNode structure) {
    return new Wording(query, structure, preferences, answers, today, second, sources, regions, context, proposal);
  }

  public Wording preferences(@Nullable Preferences usual) {
    return new Wording(query, constraints, usual, answers, today, second, sources, regions, context, proposal);
  }

  public Wording answers(List<Answer> given) {
    return new Wording(query, constraints, preferences, given, today, second, sources, regions, context, proposal);
  }

  public Wording second(@Nullable Reading other) {
    return new Wording(query, constraints, preferences, answers, today, other, sources, regions, context, proposal);
  }

  public Wording sources(Function<String, Optional<Town>> lookup) {
    return new Wording(query, constraints, preferences, answers, today, second, lookup, regions, context, proposal);
  }

  public Wording regions(Predicate<String> lookup) {
    return new Wording(query, constraints, preferences, answers, today, second, sources, lookup, context, proposal);
  }

  /** With what the context of a trigger says, in the form of constraints. */
  public Wording context(@Nullable JsonNode structure) {
    return new Wording(query, constraints, preferences, answers, today, second, sources, regions, structure, proposal);
  }

  public Wording proposal(@Nullable Proposal proposed) {
    return new Wording(query, constraints, preferences, answers, today, second, sources, regions, context, proposed);
  }
}
