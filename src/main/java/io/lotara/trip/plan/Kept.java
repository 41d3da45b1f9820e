package io.lotara.trip.plan;

import io.lotara.trip.Offers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to be in a plan, by ref. It is made worth more than all else can cost, so that every search takes it wherever it can be had at
 * all; a plan without it is none.
 *
 * @param refs of offers and places
 */
record Kept(Set<String> refs) {
  /** Nothing has to be there. */
  static final Kept NOTHING = new Kept(Set.of());

  /** Worth of a thing that is kept: above any money, below a meal that is missing ({@link Menu#GAP}). */
  static final double WORTH = 1e14;

  /** The worth of an offer, raised when it is kept. */
  double raised(String ref, double worth) {
    return refs.contains(ref) ? worth + WORTH : worth;
  }

  /** Whether this is the worth of something that is kept. */
  static boolean holds(double worth) {
    return worth > WORTH / 2;
  }

  /** What is not in a plan though it has to be. */
  Set<String> missing(Solution solution) {
    Set<String> used = new HashSet<>();
    solution.legs().forEach(leg -> used.add(leg.offer().ref()));
    solution.stays().stream().filter(stay -> stay != null).forEach(stay -> used.add(stay.offer().ref()));
    solution.meals().forEach(meals -> meals.forEach(pick -> used.add(pick.option().eatery().ref())));
    solution.sights().forEach(days -> days.forEach(day -> day.forEach(sight -> used.add(sight.place().ref()))));
    Set<String> missing = new LinkedHashSet<>(refs);
    missing.removeAll(used);
    return missing;
  }

  /** Names for refs, as the sources gave them; the ref itself where no source has it any more. */
  List<String> names(Set<String> some, Offers offers) {
    List<String> names = new ArrayList<>();
    for (String ref : some) {
      names.add(
          offers.stays().stream().filter(s -> s.ref().equals(ref)).map(s -> s.name()).findFirst()
              .or(() -> offers.attractions().stream().filter(a -> a.ref().equals(ref)).map(a -> a.name()).findFirst())
              .or(() -> offers.eateries().stream().filter(e -> e.ref().equals(ref)).map(e -> e.name()).findFirst())
              .or(() -> offers.transport().stream().filter(t -> t.ref().equals(ref)).map(t -> t.from() + " to " + t.to()).findFirst())
              .orElse(ref));
    }
    return names;
  }
}
