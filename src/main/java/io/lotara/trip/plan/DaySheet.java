package io.lotara.trip.plan;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Meal;
import io.lotara.travel.Position;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.DayMeals;
import io.lotara.trip.Itinerary.Item;
import io.lotara.trip.Itinerary.MealStop;
import io.lotara.trip.Itinerary.Night;
import io.lotara.trip.Itinerary.Ride;
import io.lotara.trip.Itinerary.Visit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One day of the itinerary while it is being written. Things come in the order in which they happen. */
final class DaySheet {
  private record Timed(int start, Item item, Position at) {}

  private final int number;
  private final LocalDate date;
  private final int people;
  private final List<Ride> rides = new ArrayList<>();
  private final Map<Meal, MealStop> meals = new EnumMap<>(Meal.class);
  private final List<Visit> visits = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private String city;
  private Night night;

  DaySheet(int number, LocalDate date, int people) {
    this.number = number;
    this.date = date;
    this.people = people;
  }

  /** A leg between towns. */
  void leg(Market.Leg leg) {
    TransportOffer offer = leg.offer();
    LegTimes times = leg.times();
    rides.add(new Ride(offer.mode(), offer.ref(), offer.source(), offer.from(), offer.to(), offer.depart(), offer.arrive(),
        offer.durationMinutes(), offer.price(), offer.fetchedAt(), offer.expiresAt()));
    String note = times.chosen()
        ? "leave when you like; this start suits the day"
        : times.depart() < 0
            ? "the source knows no timetable; the day leaves room for it"
            : times.arrive() >= LegTimes.DAY ? "arrives on " + date.plusDays(times.arrive() / LegTimes.DAY) : null;
    items.add(ItineraryWriter.item("transport", times.depart(), times.arrive(), offer.from() + " to " + offer.to(), offer.to(), null,
        offer.ref(), offer.source(), offer.price(), note, offer.fetchedAt(), offer.expiresAt()));
  }

  /** What happens in a town on this day. */
  void spend(String town, StopDay day, boolean travelDay) {
    city = travelDay ? city : town;
    List<Timed> timed = new ArrayList<>();
    for (StopDay.MealTime meal : day.meals()) {
      Eatery e = meal.option().eatery();
      Price price = e.price().times(people);
      meals.put(meal.meal(), new MealStop(e.name(), e.city(), e.ref(), e.source(), e.cuisines(), e.position(), price, e.fetchedAt(),
          e.expiresAt()));
      String kind = meal.meal().name().toLowerCase(Locale.ROOT);
      timed.add(new Timed(meal.start(), ItineraryWriter.item(kind, meal.start(), meal.end(), e.name(), e.city(),
          e.position(), e.ref(), e.source(), price, null, e.fetchedAt(), e.expiresAt()), e.position()));
    }
    for (DaySchedule.Visit visit : day.visits()) {
      Attraction a = visit.place();
      Price price = a.price().times(people);
      visits.add(new Visit(a.name(), a.city(), a.ref(), a.source(), a.kind(), a.position(), ItineraryWriter.clock(visit.start()),
          ItineraryWriter.clock(visit.end()), price, a.url(), a.fetchedAt(), a.expiresAt()));
      timed.add(new Timed(visit.start(), ItineraryWriter.item("attraction", visit.start(), visit.end(), a.name(), a.city(), a.position(),
          a.ref(), a.source(), price, null, a.fetchedAt(), a.expiresAt()), a.position()));
    }
    timed.sort(Comparator.comparingInt(Timed::start));
    Timed before = null;
    for (Timed next : timed) {
      transfer(before, next, town);
      items.add(next.item());
      before = next;
    }
  }

  private void transfer(Timed before, Timed next, String town) {
    if (before == null || before.at() == null || next.at() == null) {
      return;
    }
    int minutes = DaySchedule.transfer(before.at(), next.at());
    if (minutes > 0) {
      String note = String.format(Locale.ROOT, "%.1f km", before.at().kilometresTo(next.at()));
      items.add(ItineraryWriter.item("transfer", next.start() - minutes, next.start(), "to " + next.item().place(), town, null, null, null,
          null, note, null, null));
    }
  }

  /** Where the night after this day is spent. */
  void sleep(String town, Market.Stay stay, int nth, int nights) {
    StayOffer offer = stay.offer();
    Price price = offer.nightly().times(stay.rooms());
    night = new Night(offer.name(), town, offer.ref(), offer.source(), stay.rooms(), price, offer.fetchedAt(), offer.expiresAt());
    items.add(ItineraryWriter.item("lodging", -1, -1, offer.name(), town, offer.position(), offer.ref(), offer.source(), price,
        "night " + nth + " of " + nights, offer.fetchedAt(), offer.expiresAt()));
  }

  Day day() {
    // There and back on one day: the day leads to where one turns round.
    Ride shown = rides.isEmpty() ? null : rides.getFirst();
    return new Day(number, date, shown == null ? city : null, shown == null ? null : shown.from(), shown == null ? null : shown.to(), shown,
        new DayMeals(meals.get(Meal.BREAKFAST), meals.get(Meal.LUNCH), meals.get(Meal.DINNER)), List.copyOf(visits), night,
        List.copyOf(items));
  }
}
