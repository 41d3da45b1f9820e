package io.lotara.trip.plan;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.HouseRule;
import io.lotara.travel.Meal;
import io.lotara.travel.Position;
import io.lotara.travel.Price;
import io.lotara.travel.RoomType;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A source that offers what a test lists. */
final class ListedSource implements TravelSource {
  private static final String NAME = "listed";
  final List<Town> towns = new ArrayList<>();
  final List<TransportOffer> ways = new ArrayList<>();
  final List<StayOffer> stays = new ArrayList<>();
  final List<Attraction> sights = new ArrayList<>();
  final List<Eatery> eateries = new ArrayList<>();
  int asked;

  ListedSource town(String name, String region) {
    towns.add(new Town(NAME + ":" + name, name, region, null, null, 0, null, List.of()));
    return this;
  }

  /** Times are {@code HH:MM} of that day, or null for a way without a timetable; the price is for one person. */
  void way(TransportMode mode, String from, String to, LocalDate date, String depart, String arrive, int minutes, int price) {
    way(mode, from, to, date, depart, arrive, minutes, price, null);
  }

  void way(TransportMode mode, String from, String to, LocalDate date, String depart, String arrive, int minutes, int price, String cabin) {
    String ref = mode + "-" + ways.size();
    ways.add(new TransportOffer(ref, NAME, mode, from, to, null, null, date, depart == null ? null : date + "T" + depart,
        arrive == null ? null : date + "T" + arrive, minutes, Price.estimated(price, "USD"), null, null, null, null, List.of(), cabin,
        false, null,
        Instant.EPOCH, null));
  }

  void stay(String town, String name, RoomType type, Set<HouseRule> forbids, int minimum, int occupancy, int price, LocalDate from,
      LocalDate to) {
    stays.add(new StayOffer("stay-" + stays.size(), NAME, name, town, null, null, type, forbids, minimum, occupancy, Price.estimated(price,
        "USD"),
        null, from, to, false, null, Instant.EPOCH, null));
  }

  void sight(String town, String name, Position position, int minutes, String hours, int price, List<String> interests) {
    long rank = sights.stream().filter(s -> s.city().equals(town)).count() + 1;
    sights.add(new Attraction("sight-" + sights.size(), NAME, name, town, null, position, minutes, hours, Price.estimated(price, "USD"),
        interests, (int) rank, null, Instant.EPOCH, null));
  }

  void eatery(String town, String name, List<String> cuisines, Position position, Set<Meal> meals, int price, Set<String> diets) {
    eateries.add(new Eatery("meal-" + eateries.size(), NAME, name, town, cuisines, position, meals, Price.estimated(price, "USD"), null,
        diets,
        Instant.EPOCH, null));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Offering> offerings() {
    return EnumSet.allOf(Offering.class);
  }

  @Override
  public boolean covers(LocalDate date) {
    return true;
  }

  @Override
  public List<Town> towns(String name) {
    return towns.stream().filter(t -> t.name().equalsIgnoreCase(name)).toList();
  }

  @Override
  public List<Town> townsIn(String region) {
    return towns.stream().filter(t -> region.equals(t.region())).toList();
  }

  /** For everyone: the listed price times the party. */
  @Override
  public List<TransportOffer> transport(TransportQuery q) {
    asked++;
    return ways.stream()
        .filter(o -> o.from().equals(q.from().name()) && o.to().equals(q.to().name()) && o.date().equals(q.date()))
        .map(o -> o.withPrice(new Price(o.price().amount().multiply(BigDecimal.valueOf(q.party().size())), "USD", o.price().kind())))
        .toList();
  }

  @Override
  public List<StayOffer> stays(StayQuery q) {
    return stays.stream().filter(s -> s.city().equals(q.town().name())).toList();
  }

  @Override
  public List<Attraction> attractions(Town town) {
    return sights.stream().filter(s -> s.city().equals(town.name())).toList();
  }

  @Override
  public List<Eatery> eateries(Town town) {
    return eateries.stream().filter(e -> e.city().equals(town.name())).toList();
  }
}
