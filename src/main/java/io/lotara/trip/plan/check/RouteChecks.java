package io.lotara.trip.plan.check;

import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.Item;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.DestinationKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Dates, order of towns, legs that join, a closed trip, modes of transport. */
public final class RouteChecks {

  /** A town with the night of arrival and the number of nights. */
  private record Visit(String town, int nights) {}

  private final TripRequest request;
  private final Search search;
  private final Itinerary itinerary;
  private final Findings findings;

  /** Checks of one itinerary. */
  public RouteChecks(TripRequest request, Search search, Itinerary itinerary, Findings findings) {
    this.request = request;
    this.search = search;
    this.itinerary = itinerary;
    this.findings = findings;
  }

  /** The days are those asked for; without that the other checks have nothing to stand on. */
  public static boolean wellFormed(TripRequest request, Itinerary itinerary, Findings findings) {
    findings.begin("dates");
    List<Day> days = itinerary.days();
    if (days.size() != request.days()) {
      findings.violated("dates", days.size() + " days instead of " + request.days());
    }
    LocalDate date = request.start();
    for (int i = 0; i < days.size(); i++, date = date.plusDays(1)) {
      if (days.get(i).day() != i + 1 || !date.equals(days.get(i).date())) {
        findings.violated("dates", "day " + (i + 1) + " is told as day " + days.get(i).day() + ", " + days.get(i).date());
      }
    }
    Itinerary.Trip trip = itinerary.trip();
    if (trip.days() != request.days() || !trip.dates().start().equals(request.start()) || !trip.dates().end().equals(request.end())) {
      findings.violated("dates", "the trip is told as " + trip.dates().start() + " to " + trip.dates().end());
    }
    if (trip.travellers().adults() != request.party().adults() || !trip.travellers().children().equals(request.party().childrenAges())) {
      findings.violated("dates", "the travellers are not those who asked");
    }
    return findings.checks().getFirst().status() != Itinerary.Check.Status.VIOLATED;
  }

  /** Runs them. */
  public void run() {
    findings.begin("route");
    findings.begin("closed_trip");
    findings.begin("cities");
    findings.begin("nights");
    findings.begin("transport");
    findings.begin("own_car");
    List<Visit> visits = walk();
    modes();
    cities(visits);
    legsOnTheirDays();
  }

  /** Follows the traveller from day to day. */
  private List<Visit> walk() {
    String home = search.origin() == null ? null : search.origin().name();
    String here = home == null ? itinerary.days().getFirst().city() : home;
    if (home != null && !home.equals(itinerary.trip().origin())) {
      findings.violated("closed_trip", "the trip is told to start in " + itinerary.trip().origin() + ", not in " + home);
    }
    List<String> sleeps = new ArrayList<>();
    for (Day day : itinerary.days()) {
      List<Item> rides = day.items().stream().filter(i -> i.kind().equals("transport")).toList();
      String morning = here;
      for (Item ride : rides) {
        if (here == null || !ride.place().equals(here + " to " + ride.city())) {
          findings.violated("route", "day " + day.day() + ": the leg '" + ride.place() + "' does not start in " + here);
        }
        here = ride.city();
      }
      if (rides.isEmpty() && (day.city() == null || !day.city().equals(here))) {
        findings.violated("route", "day " + day.day() + " is spent in " + day.city() + ", but one is in " + here);
      }
      if (!rides.isEmpty() && (day.city() != null || day.from() == null || !day.from().equals(morning) || day.to() == null)) {
        findings.violated("route", "day " + day.day() + " travels but is told as " + day.city() + ", " + day.from() + " to " + day.to());
      }
      if (!rides.isEmpty() && rides.size() == 1 && !rides.getFirst().city().equals(day.to())) {
        findings.violated("route", "day " + day.day() + " leads to " + rides.getFirst().city() + ", not to " + day.to());
      }
      if ((day.transport() == null) != rides.isEmpty()) {
        findings.violated("route", "day " + day.day() + ": transport and items disagree");
      }
      sleeps.add(here);
    }
    if (home != null && request.comesHome() && !home.equals(here)) {
      findings.violated("closed_trip", "the trip ends in " + here + ", not in " + home);
    }
    if (home != null && itinerary.days().size() > 1 && home.equals(itinerary.days().getFirst().city())) {
      findings.violated("closed_trip", "the first day is spent in " + home);
    }
    if (home != null && !request.comesHome() && home.equals(here)) {
      findings.violated("closed_trip", "the trip ends in " + home + ", but is one way");
    }
    return visits(sleeps, request.comesHome() ? home : null);
  }

  private List<Visit> visits(List<String> sleeps, String home) {
    List<Visit> visits = new ArrayList<>();
    if (sleeps.size() == 1) {
      String turned = itinerary.days().getFirst().to() == null ? sleeps.getFirst() : itinerary.days().getFirst().to();
      return List.of(new Visit(turned, 0));
    }
    for (String town : sleeps.subList(0, sleeps.size() - 1)) {
      boolean stays = !visits.isEmpty() && visits.getLast().town().equals(town);
      int nights = stays ? visits.removeLast().nights() + 1 : 1;
      visits.add(new Visit(String.valueOf(town), nights));
    }
    String last = sleeps.getLast();
    if (home == null && !visits.isEmpty() && last != null && !visits.getLast().town().equals(last)) {
      findings.violated("nights", "no night is spent in " + last);
    }
    return visits;
  }

  private void cities(List<Visit> visits) {
    List<String> towns = visits.stream().map(Visit::town).toList();
    Set<String> distinct = new LinkedHashSet<>(towns);
    if (distinct.size() != towns.size()) {
      findings.violated("cities", "a town is visited twice: " + String.join(", ", towns));
    }
    if (!itinerary.trip().destinations().equals(towns)) {
      findings.violated("cities", "the trip is told to visit " + itinerary.trip().destinations() + " but visits " + towns);
    }
    boolean onlyRegions = request.destinations().stream().allMatch(d -> d.kind() != DestinationKind.CITY);
    if (request.cityCount() != null && onlyRegions && distinct.size() != request.cityCount()) {
      findings.violated("cities", distinct.size() + " towns instead of " + request.cityCount());
    }
    boolean searched = search.routes().stream().anyMatch(r -> {
      List<String> names = r.townIds().stream().map(this::name).toList();
      return names.equals(towns) && r.nights().equals(visits.stream().map(Visit::nights).toList());
    });
    if (!searched) {
      findings.violated("nights", "no route of the search has " + visits.stream().map(v -> v.nights() + " in " + v.town()).toList());
    }
  }

  private String name(String id) {
    return search.towns().stream().filter(t -> t.id().equals(id)).map(Town::name).findFirst().orElse(id);
  }

  private void modes() {
    boolean ownCar = false;
    boolean other = false;
    for (Day day : itinerary.days()) {
      if (day.transport() == null) {
        continue;
      }
      TransportMode mode = day.transport().mode();
      ownCar |= mode == TransportMode.SELF_DRIVING;
      other |= mode != TransportMode.SELF_DRIVING;
      if (request.transport().forbidden().contains(mode)) {
        findings.violated("transport", "day " + day.day() + " uses " + mode);
      }
      if (day.transport().depart() == null && mode != TransportMode.SELF_DRIVING && mode != TransportMode.TAXI) {
        findings.warning("timetable", "day " + day.day() + ": the source knows no times from " + day.from() + " to " + day.to());
      }
    }
    if (ownCar && other) {
      findings.violated("own_car", "one's own car is mixed with other transport");
    }
  }

  private void legsOnTheirDays() {
    for (TripRequest.Leg leg : request.legs()) {
      for (Day day : itinerary.days()) {
        boolean same = leg.origin().equalsIgnoreCase(day.from()) && leg.destination().equalsIgnoreCase(day.to());
        if (same && !day.date().equals(leg.date())) {
          findings.violated("legs", leg.origin() + " to " + leg.destination() + " is on " + day.date() + ", asked for on " + leg.date());
        }
      }
    }
  }
}
