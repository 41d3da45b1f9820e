package io.lotara.trip.plan.check;

import io.lotara.travel.Attraction;
import io.lotara.travel.OpeningHours;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.Item;
import io.lotara.trip.Itinerary.Visit;
import io.lotara.trip.Offers;
import io.lotara.trip.TripRequest;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happens when: order, overlaps, opening hours, the time that ways take, sights. */
public final class DayChecks {
  /** Nobody gets about a town faster, door to door. */
  private static final double FASTEST_KM_PER_HOUR = 50;

  private static final int DAY = 1440;
  private final TripRequest request;
  private final Offers offers;
  private final Itinerary itinerary;
  private final Findings findings;

  /** Checks of one itinerary. */
  public DayChecks(TripRequest request, Offers offers, Itinerary itinerary, Findings findings) {
    this.request = request;
    this.offers = offers;
    this.itinerary = itinerary;
    this.findings = findings;
  }

  /** Runs them. */
  public void run() {
    findings.begin("attractions");
    findings.begin("repeats");
    findings.begin("order");
    findings.begin("travel_time");
    findings.begin("opening_hours");
    Set<String> seen = new HashSet<>();
    for (Day day : itinerary.days()) {
      for (Visit visit : day.attractions()) {
        if (!seen.add(visit.name().strip() + " @ " + visit.city())) {
          findings.violated("repeats", "day " + day.day() + ": " + visit.name() + " comes again");
        }
        boolean travels = day.city() == null;
        boolean here = travels ? List.of(day.from(), day.to()).contains(visit.city()) : visit.city().equals(day.city());
        if (!here) {
          findings.violated("attractions", "day " + day.day() + ": " + visit.name() + " is in " + visit.city());
        }
        open(day, visit);
      }
      order(day);
      legs(day);
      pace(day);
    }
    for (Day day : itinerary.days()) {
      if (day.city() != null && day.attractions().isEmpty()) {
        nothingToSee(day, seen);
      }
    }
    interests();
  }

  private void open(Day day, Visit visit) {
    if (visit.start() == null || visit.end() == null) {
      findings.violated("order", "day " + day.day() + ": " + visit.name() + " has no times");
      return;
    }
    int start = minute(visit.start());
    int end = minute(visit.end());
    offers.attractions().stream().filter(a -> a.ref().equals(visit.ref()) && a.source().equals(visit.source())).findFirst().ifPresent(a -> {
      if (a.hours() != null && hours(a, day.date()).stream().noneMatch(s -> s.opens() <= start && end <= s.closes())) {
        findings.violated("opening_hours",
            "day " + day.day() + ": " + visit.name() + " from " + visit.start() + " to " + visit.end() + ", open " + a.hours());
      }
      if (end - start < Math.min(a.visitMinutes(), 60) / 2) {
        findings.violated("order", "day " + day.day() + ": " + visit.name() + " is left after " + (end - start) + " minutes");
      }
    });
    boolean told = day.items().stream()
        .anyMatch(i -> visit.ref().equals(i.ref()) && visit.start().equals(i.start()) && visit.end().equals(i.end()));
    if (!told) {
      findings.violated("order", "day " + day.day() + ": " + visit.name() + " has other times in the items");
    }
  }

  private static List<OpeningHours.Span> hours(Attraction place, LocalDate date) {
    return OpeningHours.parse(place.hours()).on(date.getDayOfWeek());
  }

  private void order(Day day) {
    Item before = null;
    int clock = 0;
    int left = 0;
    for (Item item : day.items()) {
      if (item.kind().equals("transport")) {
        // Beyond a leg lies another town.
        before = null;
      }
      if (item.start() == null || item.end() == null) {
        continue;
      }
      int start = minute(item.start());
      int end = minute(item.end());
      boolean overnight = end < start;
      if (overnight && !item.kind().equals("transport")) {
        findings.violated("order", "day " + day.day() + ": " + item.place() + " ends before it starts");
      }
      if (start < clock) {
        findings.violated("order", "day " + day.day() + ": " + item.place() + " starts before what comes before is over");
      }
      if (before != null && before.coordinates() != null && item.coordinates() != null) {
        double km = before.coordinates().kilometresTo(item.coordinates());
        if (km > 0.3 && km / FASTEST_KM_PER_HOUR * 60 > start - left) {
          findings.violated("travel_time", "day " + day.day() + ": " + (start - left) + " minutes for the " + Math.round(km) + " km from "
              + before.place() + " to " + item.place());
        }
      }
      clock = overnight ? DAY : end;
      if (!item.kind().equals("transfer")) {
        before = item;
        left = clock;
      }
    }
  }

  /** What lies before a leg is over in time for it, and what comes after it waits for the arrival. */
  private void legs(Day day) {
    for (int i = 0; i < day.items().size(); i++) {
      Item leg = day.items().get(i);
      if (!leg.kind().equals("transport")) {
        continue;
      }
      boolean flies = itinerary.flights().stream().anyMatch(f -> f.ref().equals(leg.ref()) && f.date().equals(day.date()));
      int depart = leg.start() == null ? -1 : minute(leg.start());
      int arrive = leg.end() == null ? -1 : minute(leg.end()) < depart ? DAY : minute(leg.end());
      for (int j = 0; j < day.items().size(); j++) {
        Item item = day.items().get(j);
        if (j == i || item.start() == null || item.kind().equals("transport") || item.kind().equals("transfer") || depart < 0) {
          continue;
        }
        if (j < i && minute(item.end()) > depart - (flies ? 60 : 0)) {
          findings.violated("travel_time", "day " + day.day() + ": " + item.place() + " leaves no time for the departure at "
              + leg.start());
        }
        if (j > i && minute(item.start()) < arrive + (flies ? 30 : 0)) {
          findings.violated("travel_time", "day " + day.day() + ": " + item.place() + " starts before one is there");
        }
        if (j > i && !leg.city().equals(item.city()) || j < i && leg.city().equals(item.city())) {
          findings.violated("order", "day " + day.day() + ": " + item.place() + " is on the wrong side of the journey");
        }
      }
    }
  }

  private void pace(Day day) {
    int most = switch (request.pace()) {
      case SLOW -> 2;
      case BALANCED -> 3;
      case FAST -> 4;
    };
    if (day.attractions().size() > most) {
      findings.warning("pace", "day " + day.day() + " has " + day.attractions().size() + " sights");
    }
  }

  private void nothingToSee(Day day, Set<String> seen) {
    boolean left = offers.attractions().stream()
        .filter(a -> a.city().equals(day.city()) && !seen.contains(a.name().strip() + " @ " + a.city()) && a.visitMinutes() <= 180)
        .anyMatch(a -> a.hours() == null || hours(a, day.date()).stream().anyMatch(s -> s.opens() <= 600 && s.closes() >= 1020));
    if (left) {
      findings.violated("attractions", "day " + day.day() + ": nothing to see in " + day.city());
    } else {
      findings.warning("attractions", "day " + day.day() + ": the source knows nothing more to see in " + day.city());
    }
  }

  private void interests() {
    List<String> wished = request.interests();
    boolean offered = offers.attractions().stream().anyMatch(a -> a.interests().stream().anyMatch(wished::contains));
    boolean met = itinerary.days().stream().flatMap(d -> d.attractions().stream()).anyMatch(v -> offers.attractions().stream()
        .anyMatch(a -> a.ref().equals(v.ref()) && a.source().equals(v.source()) && a.interests().stream().anyMatch(wished::contains)));
    if (offered && !met) {
      findings.warning("interests", "no sight is for " + String.join(", ", wished));
    }
  }

  private static int minute(String clock) {
    return LocalTime.parse(clock).toSecondOfDay() / 60;
  }
}
