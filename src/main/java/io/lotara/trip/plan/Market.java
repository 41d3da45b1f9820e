package io.lotara.trip.plan;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Meal;
import io.lotara.travel.StayOffer;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Offers;
import io.lotara.trip.TripRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The offers of a trip, sorted by where and when they serve, with cost and worth for the party. What the terms forbid is left out. */
final class Market {
  private static final Set<String> DIETS = Set.of("vegetarian", "vegan", "halal", "kosher", "gluten_free", "pescatarian");

  /** A way to travel: cost and worth for everyone. */
  record Leg(TransportOffer offer, long cost, double worth, LegTimes times, int pattern) {
    boolean ownCar() {
      return offer.mode() == TransportMode.SELF_DRIVING;
    }
  }

  /** A place to sleep: cost and worth of all rooms for one night. */
  record Stay(StayOffer offer, int rooms, long cost, double worth) {}

  private record Way(String from, String to, LocalDate date) {}

  private final TripRequest request;
  private final Terms terms;
  private final Purse purse;
  private final Worth worth;
  private final Kept kept;
  private final boolean dietsKnown;
  private final boolean oddHours;
  private final Map<Way, List<TransportOffer>> transport;
  private final Map<String, List<StayOffer>> stays;
  private final Map<String, List<Attraction>> attractions;
  private final Map<String, List<Eatery>> eateries;
  private final Map<String, List<Menu.Option>> menus = new HashMap<>();
  private final Map<String, Menu> stayMenus = new HashMap<>();
  private final Map<String, List<Sights.Option>> sights = new HashMap<>();

  Market(TripRequest request, Terms terms, Offers offers, Purse purse) {
    this(request, terms, offers, purse, Kept.NOTHING);
  }

  Market(TripRequest request, Terms terms, Offers offers, Purse purse, Kept kept) {
    this.kept = kept;
    this.oddHours = false;
    this.request = request;
    this.purse = purse;
    this.worth = new Worth(request, purse);
    this.transport = grouped(offers.transport(), o -> List.of(o.source(), o.ref(), o.date()), o -> new Way(o.from(), o.to(), o.date()));
    this.stays = grouped(offers.stays(), s -> Arrays.asList(s.source(), s.ref(), s.validFrom(), s.validTo()), StayOffer::city);
    this.attractions = grouped(offers.attractions(), a -> List.of(a.source(), a.ref()), Attraction::city);
    this.eateries = grouped(offers.eateries(), e -> List.of(e.source(), e.ref()), Eatery::city);
    this.terms = checkable(terms);
    this.dietsKnown = !this.terms.diets().isEmpty();
  }

  private Market(Market other, Terms terms, boolean oddHours) {
    this.kept = other.kept;
    this.oddHours = oddHours;
    this.request = other.request;
    this.purse = other.purse;
    this.worth = other.worth;
    this.transport = other.transport;
    this.stays = other.stays;
    this.attractions = other.attractions;
    this.eateries = other.eateries;
    this.terms = checkable(terms);
    this.dietsKnown = !this.terms.diets().isEmpty();
    this.sights.putAll(other.sights);
  }

  /** Without the diets of which the sources tell nothing: they cannot decide where one eats. */
  private Terms checkable(Terms asked) {
    boolean told = eateries.values().stream().flatMap(Collection::stream).anyMatch(e -> !e.diets().isEmpty());
    Set<String> diets = new LinkedHashSet<>(told ? asked.diets() : Set.of());
    diets.retainAll(DIETS);
    return asked.withDiets(diets);
  }

  /** Overlapping questions bring the same offer more than once; the first answer is kept. */
  private static <T, K> Map<K, List<T>> grouped(List<T> offers, Function<T, List<Object>> identity, Function<T, K> group) {
    Set<List<Object>> seen = new HashSet<>();
    Map<K, List<T>> groups = new LinkedHashMap<>();
    for (T offer : offers) {
      if (seen.add(identity.apply(offer))) {
        groups.computeIfAbsent(group.apply(offer), g -> new ArrayList<>()).add(offer);
      }
    }
    return groups;
  }

  /** The same offers under other terms. */
  Market under(Terms other) {
    return new Market(this, other, oddHours);
  }

  /** The same offers when meals on days of travel may be early or late. */
  Market atOddHours() {
    return new Market(this, terms, true);
  }

  TripRequest request() {
    return request;
  }

  Terms terms() {
    return terms;
  }

  Purse purse() {
    return purse;
  }

  Worth worth() {
    return worth;
  }

  /** Whether the party's diets decide where it eats. */
  boolean dietsDecide() {
    return dietsKnown;
  }

  List<Leg> legs(Town from, Town to, LocalDate date, boolean homeward) {
    List<Leg> legs = new ArrayList<>();
    for (TransportOffer offer : transport.getOrDefault(new Way(from.name(), to.name(), date), List.of())) {
      if (terms.allows(offer)) {
        LegTimes times = LegTimes.of(offer, homeward);
        double value = kept.raised(offer.ref(), worth.of(offer, times, homeward));
        legs.add(new Leg(offer, purse.minor(offer.price()), value, times, times.pattern(oddHours)));
      }
    }
    return legs;
  }

  /** What one room costs a night, each price once, the lowest first. */
  List<Long> nightlyPrices() {
    return stays.values().stream().flatMap(Collection::stream).map(s -> purse.minor(s.nightly())).distinct().sorted().toList();
  }

  /** Where all of these nights can be spent. */
  List<Stay> stays(Town town, LocalDate checkIn, int nights) {
    LocalDate checkOut = checkIn.plusDays(nights);
    List<StayOffer> open = stays.getOrDefault(town.name(), List.of()).stream()
        .filter(s -> s.validFrom() == null || !s.validFrom().isAfter(checkIn))
        .filter(s -> s.validTo() == null || !s.validTo().isBefore(checkOut))
        .filter(s -> terms.allows(s, nights, purse))
        .toList();
    int people = request.party().size();
    double usual = Worth.usual(open.stream().mapToLong(s -> purse.minor(s.nightly().times(s.roomsFor(people)))).toArray());
    List<Stay> result = new ArrayList<>();
    for (StayOffer stay : open) {
      int rooms = stay.roomsFor(people);
      long cost = purse.minor(stay.nightly().times(rooms));
      result.add(new Stay(stay, rooms, cost, kept.raised(stay.ref(), worth.of(stay, cost, usual, terms.room() == null))));
    }
    return result;
  }

  /** Where the party can eat, each name once. */
  List<Menu.Option> menu(Town town) {
    return menus.computeIfAbsent(town.name(), name -> {
      Map<String, Eatery> byName = new LinkedHashMap<>();
      eateries.getOrDefault(name, List.of()).stream().filter(terms::suits).forEach(e -> byName.putIfAbsent(e.name().strip(), e));
      double usual = usualMeal(town);
      List<Menu.Option> options = new ArrayList<>();
      for (Eatery eatery : byName.values()) {
        long cost = purse.minor(eatery.price().times(request.party().size()));
        int meals = eatery.meals().stream().mapToInt((Meal m) -> 1 << m.ordinal()).sum();
        double value = kept.raised(eatery.ref(), worth.of(eatery, cost, usual));
        options.add(new Menu.Option(eatery, cost, value, terms.cuisinesOf(eatery), meals));
      }
      return options;
    });
  }

  /** The meals of a stay with so many full days; the same one each time, so that what was worked out for one route serves the others. */
  Menu menu(Town town, int fullDays) {
    return stayMenus.computeIfAbsent(town.name() + "\n" + fullDays, key ->
        new Menu(menu(town), terms.cuisines().size(), fullDays, dietsDecide(), worth.ofPlannedMeal(usualMeal(town))));
  }

  /** The usual cost of a meal there for everyone. */
  double usualMeal(Town town) {
    int people = request.party().size();
    return Worth.usual(
        eateries.getOrDefault(town.name(), List.of()).stream().mapToLong(e -> purse.minor(e.price().times(people))).toArray());
  }

  /** What there is to see, each name once. */
  List<Sights.Option> sights(Town town) {
    return sights.computeIfAbsent(town.name(), name -> {
      Map<String, Attraction> byName = new LinkedHashMap<>();
      attractions.getOrDefault(name, List.of()).forEach(a -> byName.putIfAbsent(a.name().strip(), a));
      return byName.values().stream()
          .map(a -> new Sights.Option(a, admission(a), kept.raised(a.ref(), worth.of(a))))
          .toList();
    });
  }

  /** What a sight costs everyone. */
  long admission(Attraction place) {
    return purse.minor(place.price().times(request.party().size()));
  }
}
