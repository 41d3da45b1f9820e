package io.lotara.bench;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.DayMeals;
import io.lotara.trip.Itinerary.Item;
import io.lotara.trip.Itinerary.MealStop;
import io.lotara.trip.Itinerary.Night;
import io.lotara.trip.Itinerary.Ride;
import io.lotara.trip.Itinerary.Visit;
import io.lotara.trip.Offers;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one would write in an afternoon: the first flight, else the first taxi, else one's own car; the first house; the next restaurants
 * and sights in the order of
 * the rows. Writes the days down properly, so that only its choices are judged.
 */
final class NaivePlanner {
  private final Search search;
  private final Offers offers;
  private final TripRequest request;
  private final int people;
  private final List<Day> days = new ArrayList<>();
  private final List<TransportOffer> flights = new ArrayList<>();
  private final Set<StayOffer> hotels = new HashSet<>();
  private final Set<String> used = new HashSet<>();

  private NaivePlanner(Understanding understanding, Search search, Offers offers) {
    this.search = search;
    this.offers = offers;
    this.request = understanding.request();
    this.people = request.party().size();
  }

  /** The plan, or empty when a town has no way to it, no house or too few tables. */
  static Optional<Itinerary> plan(Understanding understanding, Search search, Offers offers) {
    return search.routes().isEmpty() ? Optional.empty() : new NaivePlanner(understanding, search, offers).plan(understanding);
  }

  private Optional<Itinerary> plan(Understanding understanding) {
    Search.Route route = search.routes().getFirst();
    List<Town> towns = route.townIds().stream().map(id -> search.towns().stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow()).toList();
    LocalDate date = request.start();
    Town before = search.origin();
    for (int i = 0; i < towns.size(); i++) {
      Town town = towns.get(i);
      Optional<TransportOffer> way = way(before, town, date);
      Optional<StayOffer> stay = offers.stays().stream().filter(s -> s.city().equals(town.name())).findFirst();
      if (way.isEmpty() || stay.isEmpty()) {
        return Optional.empty();
      }
      hotels.add(stay.get());
      travel(date, way.get(), stay.get());
      for (int n = 1; n < route.nights().get(i); n++) {
        if (!spend(date.plusDays(n), town, stay.get())) {
          return Optional.empty();
        }
      }
      date = date.plusDays(route.nights().get(i));
      before = town;
    }
    Optional<TransportOffer> home = way(before, search.origin(), date);
    if (home.isEmpty()) {
      return Optional.empty();
    }
    travel(date, home.get(), null);
    return Optional.of(written(understanding, towns));
  }

  private Optional<TransportOffer> way(Town from, Town to, LocalDate date) {
    List<TransportOffer> ways = offers.transport().stream()
        .filter(o -> o.from().equals(from.name()) && o.to().equals(to.name()) && o.date().equals(date)).toList();
    return ways.stream().filter(o -> o.mode() == TransportMode.FLIGHT).findFirst()
        .or(() -> ways.stream().filter(o -> o.mode() != TransportMode.SELF_DRIVING).findFirst())
        .or(() -> ways.stream().findFirst());
  }

  private void travel(LocalDate date, TransportOffer way, StayOffer stay) {
    if (way.mode() == TransportMode.FLIGHT) {
      flights.add(way);
    }
    Ride ride = new Ride(way.mode(), way.ref(), way.source(), way.from(), way.to(), way.depart(), way.arrive(), way.durationMinutes(),
        way.price(), way.fetchedAt(), way.expiresAt());
    List<Item> items = new ArrayList<>();
    items.add(new Item("transport", clock(way.depart()), clock(way.arrive()), way.from() + " to " + way.to(), way.to(), null, way.ref(),
        way.source(), way.price(), null, way.fetchedAt(), way.expiresAt()));
    days.add(new Day(days.size() + 1, date, null, way.from(), way.to(), ride, new DayMeals(null, null, null), List.of(), night(stay, items),
        items));
  }

  private static String clock(String dateTime) {
    return dateTime == null ? null : dateTime.substring(11);
  }

  private Night night(StayOffer stay, List<Item> items) {
    if (stay == null) {
      return null;
    }
    int rooms = stay.roomsFor(people);
    Price price = stay.nightly().times(rooms);
    items.add(new Item("lodging", null, null, stay.name(), stay.city(), stay.position(), stay.ref(), stay.source(), price, null,
        stay.fetchedAt(), stay.expiresAt()));
    return new Night(stay.name(), stay.city(), stay.ref(), stay.source(), rooms, price, stay.fetchedAt(), stay.expiresAt());
  }

  private boolean spend(LocalDate date, Town town, StayOffer stay) {
    List<Eatery> tables = offers.eateries().stream().filter(e -> e.city().equals(town.name()) && used.add(e.ref())).limit(3).toList();
    Optional<Attraction> sight = offers.attractions().stream().filter(a -> a.city().equals(town.name()) && used.add(a.ref())).findFirst();
    if (tables.size() < 3 || sight.isEmpty()) {
      return false;
    }
    List<Item> items = new ArrayList<>();
    MealStop breakfast = meal(tables.get(0), "breakfast", "08:00", "08:45", items);
    Attraction a = sight.get();
    Price price = a.price().times(people);
    Visit visit = new Visit(a.name(), a.city(), a.ref(), a.source(), a.kind(), a.position(), "10:00", "11:30", price, a.url(),
        a.fetchedAt(), a.expiresAt());
    items.add(new Item("attraction", "10:00", "11:30", a.name(), a.city(), a.position(), a.ref(), a.source(), price, null, a.fetchedAt(),
        a.expiresAt()));
    MealStop lunch = meal(tables.get(1), "lunch", "12:30", "13:30", items);
    MealStop dinner = meal(tables.get(2), "dinner", "19:00", "20:15", items);
    days.add(new Day(days.size() + 1, date, town.name(), null, null, null, new DayMeals(breakfast, lunch, dinner), List.of(visit),
        night(stay, items), items));
    return true;
  }

  private MealStop meal(Eatery e, String kind, String start, String end, List<Item> items) {
    Price price = e.price().times(people);
    items.add(new Item(kind, start, end, e.name(), e.city(), e.position(), e.ref(), e.source(), price, null, e.fetchedAt(),
        e.expiresAt()));
    return new MealStop(e.name(), e.city(), e.ref(), e.source(), e.cuisines(), e.position(), price, e.fetchedAt(), e.expiresAt());
  }

  private Itinerary written(Understanding understanding, List<Town> towns) {
    BigDecimal ways = sum("transport");
    BigDecimal lodging = sum("lodging");
    BigDecimal food = sum("breakfast").add(sum("lunch")).add(sum("dinner"));
    BigDecimal sights = sum("attraction");
    BigDecimal total = ways.add(lodging).add(food).add(sights);
    BigDecimal budget = request.budget() == null ? null : request.budget().total(request.party()).setScale(2, RoundingMode.HALF_UP);
    Itinerary.Cost cost = new Itinerary.Cost(total, "USD", total.divide(BigDecimal.valueOf(people), 2, RoundingMode.HALF_UP), budget,
        budget == null ? null : total.compareTo(budget) <= 0, new Itinerary.By(ways, lodging, food, sights, BigDecimal.ZERO.setScale(2)),
            null);
    Itinerary.Trip trip = new Itinerary.Trip(search.origin().name(), towns.stream().map(Town::name).toList(),
        new Itinerary.Dates(request.start(), request.end()), request.days(),
        new Itinerary.Travellers(request.party().adults(), request.party().childrenAges()));
    return new Itinerary("", trip, understanding.fields(), List.of(), days, flights, List.copyOf(hotels), cost, List.of(), List.of(),
        List.of());
  }

  private BigDecimal sum(String kind) {
    return days.stream().flatMap(d -> d.items().stream()).filter(i -> i.kind().equals(kind)).map(i -> i.price().amount())
        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }
}
