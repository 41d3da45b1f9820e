package io.lotara.trip.plan;

import io.lotara.travel.Attraction;
import io.lotara.travel.Position;
import io.lotara.trip.plan.DaySchedule.Frame;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which places of a town are seen on which day. First each full day gets one place that is open then, the best set there is (the sets
 * that can be spread over the days form a matroid, so taking the best first and making room is exact); then the days are filled up with
 * what is worth its price and lies near, as far as the pace allows.
 */
final class Sights {
  private static final double FAR_KILOMETRES = 15;

  /** A place with its admission and worth for everyone. */
  record Option(Attraction place, long cost, double worth) {}

  /** A day in the town: its frame without positions, and how many places it may hold. */
  record Window(LocalDate date, int from, int until, boolean lunch, boolean full, int most) {
    Frame frame() {
      return new Frame(date.getDayOfWeek(), from, until, lunch ? DaySchedule.LUNCH_LATEST : -1, null, null);
    }
  }

  private final DaySchedule schedule;
  private final List<Option> options;
  private final List<Window> windows;

  Sights(DaySchedule schedule, List<Option> options, List<Window> windows) {
    this.schedule = schedule;
    this.options = options;
    this.windows = windows;
  }

  /** The places of each window, in no order. */
  List<List<Option>> choose(Weights weights) {
    List<Option> ranked = new ArrayList<>(options);
    ranked.sort(Comparator.comparingDouble((Option o) -> weights.of(o.cost(), o.worth())).thenComparingInt(o -> o.place().rank()));
    Option[] anchor = new Option[windows.size()];
    for (Option option : ranked) {
      if (missing(anchor)) {
        place(option, anchor, new boolean[windows.size()]);
      }
    }
    List<List<Option>> days = new ArrayList<>();
    for (int w = 0; w < windows.size(); w++) {
      days.add(new ArrayList<>(anchor[w] == null ? List.of() : List.of(anchor[w])));
    }
    List<Option> anchors = Arrays.asList(anchor);
    for (Option option : ranked) {
      if (!anchors.contains(option) && (option.cost() == 0 || weights.of(option.cost(), option.worth()) < 0)) {
        fill(option, days);
      }
    }
    return days;
  }

  private boolean missing(Option[] anchor) {
    for (int w = 0; w < anchor.length; w++) {
      if (windows.get(w).full() && anchor[w] == null) {
        return true;
      }
    }
    return false;
  }

  /** Gives the place a full day, moving others to days on which they are open too (an augmenting path). */
  private boolean place(Option option, Option[] anchor, boolean[] seen) {
    for (int w = 0; w < anchor.length; w++) {
      if (windows.get(w).full() && !seen[w] && fits(List.of(option), windows.get(w))) {
        seen[w] = true;
        if (anchor[w] == null || place(anchor[w], anchor, seen)) {
          anchor[w] = option;
          return true;
        }
      }
    }
    return false;
  }

  private void fill(Option option, List<List<Option>> days) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int w = 0; w < days.size(); w++) {
      if (days.get(w).size() >= windows.get(w).most()) {
        continue;
      }
      // Full days first, the emptier before the fuller, then the nearest.
      double distance =
          distance(option, days.get(w)) + 4.0 * days.get(w).size() / windows.get(w).most() + (windows.get(w).full() ? 0 : 4);
      if (distance < least && (distance(option, days.get(w)) <= FAR_KILOMETRES || Kept.holds(option.worth()))) {
        List<Option> with = new ArrayList<>(days.get(w));
        with.add(option);
        if (fits(with, windows.get(w))) {
          least = distance;
          best = w;
        }
      }
    }
    if (best >= 0) {
      days.get(best).add(option);
    }
  }

  private boolean fits(List<Option> places, Window window) {
    return schedule.best(places.stream().map(Option::place).toList(), window.frame()) != null;
  }

  private static double distance(Option option, List<Option> day) {
    Position here = option.place().position();
    return here == null
        ? 0
        : day.stream().filter(o -> o.place().position() != null).mapToDouble(o -> here.kilometresTo(o.place().position())).min().orElse(0);
  }
}
