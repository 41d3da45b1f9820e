package io.lotara.travel;

import io.lotara.travel.TravelSource.Offering;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The sources there are, and the order in which they are asked: the one that was named, then those that are configured, then the open data,
 * which is always there. A source that fails degrades to the next, and the reason is kept.
 */
@Singleton
public class Sources {
  /** Name of the source that needs no key and answers everything. */
  public static final String OPEN = "open";

  private final List<TravelSource> all;

  public Sources(List<TravelSource> all) {
    this.all =
        all.stream()
            .sorted(
                Comparator.comparing((TravelSource s) -> s.name().equals(OPEN)).thenComparing(TravelSource::name))
            .toList();
  }

  /** The sources that can be asked. */
  public List<TravelSource> all() {
    return all.stream().filter(s -> !s.offerings().isEmpty()).toList();
  }

  /** Their names. */
  public List<String> names() {
    return all().stream().map(TravelSource::name).toList();
  }

  /**
   * Sources for a trip, in the order in which they are asked; empty when none knows those days.
   *
   * @param provider name of the one to ask first, whatever days it covers, or null
   * @param start first day of the trip
   * @param end last day of the trip
   */
  public List<TravelSource> order(@Nullable String provider, LocalDate start, LocalDate end) {
    return all.stream()
        .filter(s -> !s.offerings().isEmpty())
        .filter(s -> s.name().equals(provider) || s.covers(start) && s.covers(end))
        .sorted(Comparator.comparing((TravelSource s) -> !s.name().equals(provider)))
        .toList();
  }

  /** The source of that name. */
  public Optional<TravelSource> named(String name) {
    return all.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /**
   * What was found, and what went wrong on the way.
   *
   * @param notes sentences for a person: which source could not answer, and why
   */
  public record Found<T>(List<T> offers, List<String> notes) {}

  /**
   * Asks one source after the other until one has an answer.
   *
   * @throws SourceException.Retriable when none had an answer and one of them may have one later
   */
  public static <T> Found<T> ask(
      List<TravelSource> order, Offering offering, Function<TravelSource, List<T>> question) {
    List<String> notes = new ArrayList<>();
    SourceException.Retriable later = null;
    for (TravelSource source : order) {
      if (source.offerings().contains(offering)) {
        try {
          List<T> offers = question.apply(source);
          if (!offers.isEmpty()) {
            return new Found<>(offers, notes);
          }
        } catch (SourceException e) {
          notes.add("%s could not answer (%s).".formatted(source.name(), e.getMessage()));
          later = e instanceof SourceException.Retriable retriable ? retriable : later;
        }
      }
    }
    if (later != null) {
      throw later;
    }
    return new Found<>(List.of(), notes);
  }
}
