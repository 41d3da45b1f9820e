package io.lotara.trip.plan.check;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.Item;
import io.lotara.trip.Itinerary.MealStop;
import io.lotara.trip.Itinerary.Night;
import io.lotara.trip.Itinerary.Ride;
import io.lotara.trip.Offers;
import io.lotara.trip.TripRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Nothing is invented: every ref, name, time and price stands in an answer of a source. */
public final class OfferChecks {
  private final Offers offers;
  private final Itinerary itinerary;
  private final Findings findings;
  private final int people;
  private final String cabin;

  /** Checks of one itinerary. */
  public OfferChecks(TripRequest request, Offers offers, Itinerary itinerary, Findings findings) {
    this.offers = offers;
    this.itinerary = itinerary;
    this.findings = findings;
    this.people = request.party().size();
    this.cabin = request.transport().cabin();
  }

  /** Runs them. */
  public void run() {
    findings.begin("refs");
    findings.begin("prices");
    findings.begin("items");
    findings.begin("cabin");
    for (Day day : itinerary.days()) {
      List<String> told = new ArrayList<>();
      if (day.transport() != null) {
        ride(day, day.transport());
        told.add("transport " + day.transport().ref());
      }
      meal(day, day.meals().breakfast(), "breakfast", told);
      meal(day, day.meals().lunch(), "lunch", told);
      meal(day, day.meals().dinner(), "dinner", told);
      for (Itinerary.Visit visit : day.attractions()) {
        visit(day, visit);
        told.add("attraction " + visit.ref());
      }
      if (day.lodging() != null) {
        night(day, day.lodging());
        told.add("lodging " + day.lodging().ref());
      }
      items(day, told);
    }
    lists();
    flights();
  }

  private void ride(Day day, Ride ride) {
    TransportOffer offer = offers.transport().stream()
        .filter(o -> o.ref().equals(ride.ref()) && o.source().equals(ride.source()) && o.date().equals(day.date()))
        .findFirst().orElse(null);
    if (offer == null) {
      findings.violated("refs", "day " + day.day() + ": no source offers " + ride.ref() + " on " + day.date());
      return;
    }
    boolean same = offer.mode() == ride.mode() && offer.from().equals(ride.from()) && offer.to().equals(ride.to())
        && Objects.equals(offer.depart(), ride.depart()) && Objects.equals(offer.arrive(), ride.arrive())
        && offer.durationMinutes() == ride.durationMinutes();
    if (!same) {
      findings.violated("refs", "day " + day.day() + ": " + ride.ref() + " is not as its source tells it");
    }
    price(day, ride.ref(), ride.price(), offer.price());
  }

  private void meal(Day day, MealStop meal, String kind, List<String> told) {
    if (meal == null) {
      return;
    }
    told.add(kind + " " + meal.ref());
    Eatery eatery = offers.eateries().stream().filter(e -> e.ref().equals(meal.ref()) && e.source().equals(meal.source())).findFirst()
        .orElse(null);
    if (eatery == null || !eatery.name().equals(meal.name()) || !eatery.city().equals(meal.city())) {
      findings.violated("refs", "day " + day.day() + ": no source knows " + meal.name() + " in " + meal.city() + " as " + meal.ref());
      return;
    }
    if (eatery.meals().stream().noneMatch(m -> m.name().equalsIgnoreCase(kind))) {
      findings.violated("refs", "day " + day.day() + ": " + meal.name() + " serves no " + kind);
    }
    if (!eatery.cuisines().equals(meal.cuisines())) {
      findings.violated("refs", "day " + day.day() + ": the cuisines of " + meal.name() + " are not those of its source");
    }
    price(day, meal.name(), meal.price(), times(eatery.price(), people));
  }

  private void visit(Day day, Itinerary.Visit visit) {
    Attraction place =
        offers.attractions().stream().filter(a -> a.ref().equals(visit.ref()) && a.source().equals(visit.source())).findFirst()
            .orElse(null);
    if (place == null || !place.name().equals(visit.name()) || !place.city().equals(visit.city())) {
      findings.violated("refs", "day " + day.day() + ": no source knows " + visit.name() + " in " + visit.city() + " as " + visit.ref());
      return;
    }
    price(day, visit.name(), visit.price(), times(place.price(), people));
  }

  private void night(Day day, Night night) {
    StayOffer stay = offers.stays().stream()
        .filter(s -> s.ref().equals(night.ref()) && s.source().equals(night.source()) && valid(s, day.date()))
        .findFirst().orElse(null);
    if (stay == null || !stay.name().equals(night.name()) || !stay.city().equals(night.city())) {
      findings.violated("refs", "day " + day.day() + ": no source offers " + night.name() + " in " + night.city() + " that night as "
          + night.ref());
      return;
    }
    boolean priced = offers.stays().stream()
        .filter(s -> s.ref().equals(night.ref()) && s.source().equals(night.source()) && valid(s, day.date()))
        .anyMatch(s -> times(s.nightly(), night.rooms()).equals(night.price()));
    if (!priced) {
      price(day, night.name(), night.price(), times(stay.nightly(), night.rooms()));
    }
  }

  private static boolean valid(StayOffer stay, LocalDate night) {
    return (stay.validFrom() == null || !night.isBefore(stay.validFrom())) && (stay.validTo() == null || night.isBefore(stay.validTo()));
  }

  private void price(Day day, String what, Price told, Price offered) {
    if (!told.equals(offered)) {
      findings.violated("prices", "day " + day.day() + ": " + what + " is told at " + told.amount() + " " + told.currency()
          + ", offered at "
          + offered.amount() + " " + offered.currency());
    }
  }

  private static Price times(Price price, int count) {
    return new Price(price.amount().multiply(java.math.BigDecimal.valueOf(count)), price.currency(), price.kind());
  }

  /** The day's list of items tells the same as its fields; a leg beyond the main one must be an offer of its own. */
  private void items(Day day, List<String> told) {
    List<String> left = new ArrayList<>(told);
    for (Item item : day.items()) {
      if (item.ref() == null) {
        continue;
      }
      boolean known = left.remove(item.kind() + " " + item.ref());
      boolean otherLeg = !known && item.kind().equals("transport") && offers.transport().stream()
          .anyMatch(o -> o.ref().equals(item.ref()) && o.date().equals(day.date()) && o.price().equals(item.price()) && o.to()
          .equals(item.city()));
      if (!known && !otherLeg) {
        findings.violated("items", "day " + day.day() + ": " + item.kind() + " " + item.place() + " stands in the items alone");
      }
      if (known && !Objects.equals(item.price(), priceOf(day, item))) {
        findings.violated("items", "day " + day.day() + ": " + item.place() + " has two prices");
      }
    }
    left.forEach(l -> findings.violated("items", "day " + day.day() + ": " + l + " is missing in the items"));
  }

  private static Price priceOf(Day day, Item item) {
    return switch (item.kind()) {
      case "transport" -> day.transport().price();
      case "breakfast" -> day.meals().breakfast().price();
      case "lunch" -> day.meals().lunch().price();
      case "dinner" -> day.meals().dinner().price();
      case "lodging" -> day.lodging().price();
      default -> day.attractions().stream().filter(a -> a.ref().equals(item.ref())).findFirst().map(Itinerary.Visit::price).orElse(null);
    };
  }

  /** Every flight of the days is listed, no other is, and each is flown in the cabin that was asked for. */
  private void flights() {
    Set<String> flown = new HashSet<>();
    for (Day day : itinerary.days()) {
      day.items().stream()
          .filter(i -> i.kind().equals("transport"))
          .flatMap(i -> offers.transport().stream().filter(o -> o.ref().equals(i.ref()) && o.date().equals(day.date())).limit(1))
          .filter(o -> o.mode() == TransportMode.FLIGHT)
          .forEach(o -> flown.add(o.ref() + " on " + o.date()));
    }
    Set<String> listed = new HashSet<>();
    for (TransportOffer flight : itinerary.flights()) {
      listed.add(flight.ref() + " on " + flight.date());
      if (cabin != null && flight.cabin() == null) {
        findings.warning("cabin", flight.ref() + ": the source does not tell the cabin, wanted " + cabin.replace('_', ' '));
      } else if (cabin != null && !cabin.equals(flight.cabin())) {
        findings.violated("cabin", flight.ref() + " is flown in " + flight.cabin() + ", wanted " + cabin);
      }
    }
    if (!flown.equals(listed)) {
      findings.violated("items", "the list of flights is not that of the days");
    }
  }

  /** The lists of whole offers are those of the days. */
  private void lists() {
    if (!offers.transport().containsAll(itinerary.flights()) || !offers.stays().containsAll(itinerary.hotels())) {
      findings.violated("refs", "a listed flight or stay is not as its source gave it");
    }
    Set<String> slept = new HashSet<>();
    itinerary.days().stream().filter(d -> d.lodging() != null).forEach(d -> slept.add(d.lodging().ref()));
    Set<String> listed = new HashSet<>();
    itinerary.hotels().forEach(h -> listed.add(h.ref()));
    if (!slept.equals(listed)) {
      findings.violated("items", "the list of hotels is not that of the nights");
    }
  }
}
