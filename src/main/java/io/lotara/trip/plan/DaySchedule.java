package io.lotara.trip.plan;

import io.lotara.travel.Attraction;
import io.lotara.travel.OpeningHours;
import io.lotara.travel.Position;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders a day's few places, lunch among them, by trying every order: each within its opening hours, with the way between. The shortest
 * way wins, a quarter of an hour of waiting counting as a kilometre.
 */
final class DaySchedule {
  static final int LUNCH_MINUTES = 60;
  private static final int LUNCH_FROM = 11 * 60 + 30;
  static final int LUNCH_LATEST = 14 * 60;
  private static final int LONGEST_WAIT = 180;
  private static final double KILOMETRES_PER_MINUTE_WAITED = 1 / 15.0;
  private final Map<String, OpeningHours> patterns = new HashMap<>();

  /** A visit in minutes after midnight. */
  record Visit(Attraction place, int start, int end) {}

  /**
   * A timetable.
   *
   * @param lunch when lunch starts, or -1
   * @param end when the last of it is over
   * @param effort kilometres on the way, and what waiting counts for
   */
  record Timetable(List<Visit> visits, int lunch, int end, double effort, Position last) {}

  /**
   * The frame of a day.
   *
   * @param from earliest start
   * @param until latest end of a visit
   * @param lunchBy latest start of an hour for lunch, or -1 when none belongs to it
   * @param start where one comes from, or null
   * @param lunchAt where lunch is, or null when unknown
   */
  record Frame(DayOfWeek day, int from, int until, int lunchBy, Position start, Position lunchAt) {
    boolean lunch() {
      return lunchBy >= 0;
    }
  }

  /** Minutes from one place to another within a town, ten of them for setting out: 20 km/h for five kilometres, 30 km/h beyond. */
  static int transfer(Position from, Position to) {
    if (from == null || to == null) {
      return 20;
    }
    double km = from.kilometresTo(to);
    return km < 0.05 ? 0 : 10 + (int) Math.ceil(3 * Math.min(km, 5) + 2 * Math.max(0, km - 5));
  }

  /** The best order, or null when not all of the places fit. */
  Timetable best(List<Attraction> places, Frame frame) {
    Search search = new Search(places, frame);
    search.next(0, !frame.lunch(), frame.from(), frame.start(), 0, -1);
    return search.found;
  }

  private final class Search {
    private final List<Attraction> places;
    private final Frame frame;
    private final List<Visit> visits = new ArrayList<>();
    private Timetable found;

    private Search(List<Attraction> places, Frame frame) {
      this.places = places;
      this.frame = frame;
    }

    private void next(int used, boolean eaten, int time, Position at, double effort, int lunch) {
      if (found != null && effort >= found.effort() + 1e-9) {
        return;
      }
      if (visits.size() == places.size() && eaten) {
        if (found == null || effort < found.effort() - 1e-9 || time < found.end()) {
          found = new Timetable(List.copyOf(visits), lunch, time, effort, at);
        }
        return;
      }
      if (!eaten) {
        int start = Math.max(LUNCH_FROM, time + (visits.isEmpty() && frame.start() == null ? 0 : transfer(at, frame.lunchAt())));
        if (start <= frame.lunchBy()) {
          Position there = frame.lunchAt() == null ? at : frame.lunchAt();
          next(used, true, start + LUNCH_MINUTES, there, effort + kilometres(at, frame.lunchAt()), start);
        }
      }
      for (int i = 0; i < places.size(); i++) {
        if ((used >> i & 1) == 0) {
          Attraction place = places.get(i);
          int reach = time + (at == null && visits.isEmpty() && lunch < 0 ? 0 : transfer(at, place.position()));
          int start = opens(place, frame.day(), reach);
          int end = start + place.visitMinutes();
          if (start >= 0 && end <= frame.until()) {
            visits.add(new Visit(place, start, end));
            Position there = place.position() == null ? at : place.position();
            next(used | 1 << i, eaten, end, there, effort + kilometres(at, place.position())
                + (start - reach) * KILOMETRES_PER_MINUTE_WAITED, lunch);
            visits.removeLast();
          }
        }
      }
    }
  }

  private static double kilometres(Position from, Position to) {
    return from == null || to == null ? 0 : from.kilometresTo(to);
  }

  /** The first minute from then on at which the whole visit fits into the opening hours without a long wait, or -1. */
  private int opens(Attraction place, DayOfWeek day, int time) {
    if (place.hours() == null) {
      return time;
    }
    for (OpeningHours.Span span : patterns.computeIfAbsent(place.hours(), OpeningHours::parse).on(day)) {
      int start = Math.max(time, span.opens());
      if (start + place.visitMinutes() <= span.closes() && start - time <= LONGEST_WAIT) {
        return start;
      }
    }
    return -1;
  }
}
