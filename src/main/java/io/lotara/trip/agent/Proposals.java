package io.lotara.trip.agent;

import io.lotara.travel.Gazetteer;
import io.lotara.travel.Position;
import io.lotara.travel.Town;
import io.lotara.trip.PastTrips;
import io.lotara.trip.PastTrips.Rated;
import io.lotara.trip.Preferences;
import io.lotara.trip.Understanding;
import io.lotara.trip.Understanding.Source;
import io.lotara.trip.parse.Reading;
import io.lotara.trip.parse.Stop;
import io.lotara.trip.parse.Topic;
import io.lotara.trip.parse.Wording;
import io.lotara.trip.trigger.TriggerType;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Proposes where to go, and for how long, when a trigger leaves that open: first what the traveller would like to see, then what was liked,
 * then what is near; never what was rated low. A proposal counts only when a plan can be made of it, within the budget if there is one.
 */
@Singleton
class Proposals {
  private static final int LIKED = 4;
  private static final int DISLIKED = 2;
  private static final int MOST_NEAR = 6;
  private static final int MOST_TRIES = 24;
  private static final double NEAREST_KM = 100;

  /** Shorter trips to try when nobody said how long and the usual length is too dear. */
  private static final List<Integer> SHORTER = List.of(4, 3, 2);

  private final Gazetteer gazetteer;
  private final Provider<PastTrips> past;

  Proposals(Gazetteer gazetteer, Provider<PastTrips> past) {
    this.gazetteer = gazetteer;
    this.past = past;
  }

  /** A place, and why it. */
  private record Candidate(String place, Source source, String why) {}

  /** A proposal to try; without a candidate it is the length alone. */
  private record Trial(@Nullable Candidate candidate, Wording wording) {}

  /**
   * The first proposal that can be planned; else the first that is understood; empty when there is nothing to propose, or nothing left open.
   *
   * @param wording without a proposal
   * @param bare what is understood of it
   * @param read understands a wording
   * @param works whether a plan can be made of an understanding that has no question
   */
  Optional<Understanding> of(
      TriggerType type,
      Wording wording,
      Understanding bare,
      String tenant,
      String userId,
      Function<Wording, Understanding> read,
      Predicate<Understanding> works) {
    boolean placeless = bare.fields().stream().noneMatch(f -> Set.of("destination", "cities", "legs").contains(f.field()));
    boolean open = placeless && type != TriggerType.PRICE_DROP && bare.question() != null;
    if (!open && (type != TriggerType.BUDGET_SURPLUS || bare.question() != null || works.test(bare))) {
      return Optional.empty();
    }
    List<Candidate> candidates = open ? candidates(wording, bare, tenant, userId) : List.of();
    List<Trial> trials = new ArrayList<>();
    for (Integer days : lengths(type)) {
      if (open) {
        candidates.forEach(c -> trials.add(new Trial(c, wording.proposal(proposal(c, days)))));
      } else if (days != null) {
        trials.add(new Trial(null, wording.proposal(proposal(null, days))));
      }
    }
    Understanding first = null;
    Map<String, String> skipped = new LinkedHashMap<>();
    for (Trial trial : trials.subList(0, Math.min(MOST_TRIES, trials.size()))) {
      Understanding understanding = read.apply(trial.wording());
      boolean known = understanding.question() == null;
      if (known) {
        first = first == null ? understanding : first;
        if (works.test(understanding)) {
          return Optional.of(told(understanding, skipped, trial.candidate()));
        }
      }
      if (trial.candidate() != null && trial.candidate().source() == Source.PREFERENCES) {
        String why = known ? "no plan could be made of it for these days and this budget" : "no such place is known";
        skipped.putIfAbsent(trial.candidate().place(), why);
      }
    }
    return Optional.ofNullable(first);
  }

  /** What was tried before, and why it was not taken, beside what is proposed. */
  private static Understanding told(Understanding taken, Map<String, String> skipped, @Nullable Candidate candidate) {
    List<String> assumptions = new ArrayList<>(taken.assumptions());
    skipped.forEach((place, why) -> {
      if (candidate == null || !candidate.place().equals(place)) {
        assumptions.add("%s would have been proposed before, but %s.".formatted(place, why));
      }
    });
    return new Understanding(taken.request(), taken.fields(), assumptions, taken.question(), taken.notes());
  }

  /** Lengths to try, null for the usual one; what was said of the length is stronger than any of them. */
  private static List<Integer> lengths(TriggerType type) {
    List<Integer> lengths = new ArrayList<>();
    lengths.add(null);
    if (type == TriggerType.BUDGET_SURPLUS) {
      lengths.addAll(SHORTER);
    }
    return lengths;
  }

  private static Wording.Proposal proposal(@Nullable Candidate candidate, @Nullable Integer days) {
    Reading.Draft draft = new Reading.Draft();
    Source source = Source.DEFAULT;
    if (candidate != null) {
      draft.say(Topic.DESTINATION, Stop.of(candidate.place()), candidate.why(), 0.6);
      draft.assume("Nobody said where to, so %s is proposed: %s.".formatted(candidate.place(), candidate.why()));
      source = candidate.source();
    }
    if (days != null) {
      draft.say(Topic.DURATION_DAYS, days, "what the money is enough for", 0.5);
      draft.assume("Nobody said how long, so %d days are proposed, which the money is enough for.".formatted(days));
    }
    return new Wording.Proposal(draft.done(), source);
  }

  private List<Candidate> candidates(Wording wording, Understanding bare, String tenant, String userId) {
    Preferences preferences = wording.preferences();
    List<Rated> rated = past.get().of(tenant, userId);
    Set<String> disliked = named(rated, r -> r.rating() <= DISLIKED);
    Map<String, Candidate> found = new LinkedHashMap<>();
    for (String place : orEmpty(preferences == null ? null : preferences.preferredDestinations())) {
      found.putIfAbsent(key(place), new Candidate(place, Source.PREFERENCES, "it is among the traveller's preferred destinations"));
    }
    for (Rated trip : rated) {
      if (trip.rating() >= LIKED) {
        String why = "an earlier trip there was rated %d of 5".formatted(trip.rating());
        trip.destinations().forEach(place -> found.putIfAbsent(key(place), new Candidate(place, Source.PREFERENCES, why)));
      }
    }
    near(bare).stream()
        .filter(t -> orEmpty(preferences == null ? null : preferences.pastDestinations()).stream().noneMatch(p -> key(p).equals(key(t.name()))))
        .limit(MOST_NEAR)
        .forEach(t -> found.putIfAbsent(key(t.name()), new Candidate(t.name(), Source.DEFAULT, "it is not far from where the journey starts")));
    return found.entrySet().stream().filter(e -> !disliked.contains(e.getKey())).map(Map.Entry::getValue).toList();
  }

  /** Towns that much is known of, the nearest to the origin first; empty when nobody said where the journey starts. */
  private List<Town> near(Understanding bare) {
    Optional<Position> origin =
        bare.fields().stream()
            .filter(f -> f.field().equals("origin"))
            .flatMap(f -> gazetteer.towns(String.valueOf(f.value())).stream())
            .map(Town::position)
            .filter(p -> p != null)
            .findFirst();
    return origin
        .map(
            from ->
                gazetteer.covered().stream()
                    .filter(t -> t.position() != null && from.kilometresTo(t.position()) >= NEAREST_KM)
                    .sorted(Comparator.comparingDouble((Town t) -> from.kilometresTo(t.position())).thenComparing(Town::id))
                    .toList())
        .orElse(List.of());
  }

  private static Set<String> named(List<Rated> rated, Predicate<Rated> which) {
    return rated.stream().filter(which).flatMap(r -> r.destinations().stream()).map(Proposals::key).collect(Collectors.toSet());
  }

  private static String key(String place) {
    String town = place.split(",")[0].strip();
    return Normalizer.normalize(town, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list.stream().filter(p -> p != null && !p.isBlank()).toList();
  }
}
