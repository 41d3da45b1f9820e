package io.lotara.travel.tables;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Meal;
import io.lotara.travel.Price;
import io.lotara.travel.SourceException;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.tables.TableData.Flight;
import io.lotara.travel.tables.TableData.Lodging;
import io.lotara.travel.tables.TableData.Pair;
import io.lotara.travel.tables.TableData.Restaurant;
import io.lotara.travel.tables.TableData.Road;
import io.lotara.travel.tables.TableData.Sight;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A travel source made of six CSV tables: {@code cities}, {@code flights}, {@code distances}, {@code accommodations}, {@code restaurants},
 * {@code attractions}. They are read on first use and kept until a file changes (files that do not tell: for a quarter of an hour);
 * a table that cannot be read is tried again with the next question. Prices are in US dollars: {@code LIVE} where a table states them, {@code ESTIMATED} where they are computed (roads, by {@link GroundTariff}) or
 * not stated (attractions, which cost nothing here). Distances hold one way, as listed.
 */
public final class ReferenceTables implements TravelSource {
  /** Value of {@code constraints.provider} that asks for this source. */
  public static final String NAME = "reference-tables";

  private static final String CURRENCY = "USD";
  private static final int VISIT_MINUTES = 90;
  private static final Duration KEPT = Duration.ofMinutes(15);

  /** A file may be written to while it is read. */
  private static final int TRIES = 5;

  private final TableFiles files;
  private final InstantSource clock;
  private volatile Loaded loaded;

  /** A source over these files; nothing is read before the first question. */
  public ReferenceTables(TableFiles files, InstantSource clock) {
    this.files = files;
    // What is shown and kept has milliseconds.
    this.clock = () -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
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
  public boolean inMemory() {
    return true;
  }

  /**
   * From a month before the first flight to a month after the last, past days too: a trip by road has no flights of its own, and beds and
   * tables have no dates. Tables without any flight cover every day.
   */
  @Override
  public boolean covers(LocalDate date) {
    TableData data = data();
    return data.first() == null
        || !date.isBefore(data.first().minusMonths(1)) && !date.isAfter(data.last().plusMonths(1));
  }

  @Override
  public List<Town> towns(String name) {
    int comma = name.indexOf(',');
    String town = TownNames.key(comma < 0 ? name : name.substring(0, comma));
    String region = comma < 0 ? "" : TownNames.key(name.substring(comma + 1));
    return data().towns().values().stream()
        .filter(t -> TownNames.key(t.name()).equals(town))
        .filter(t -> region.isEmpty() || t.region() != null && TownNames.key(t.region()).equals(region))
        .toList();
  }

  /** Towns of a state: those with most places to sleep, eat and see first. */
  @Override
  public List<Town> townsIn(String regionOrCountry) {
    TableData data = data();
    String region = TownNames.key(regionOrCountry);
    record Ranked(Town town, int rows) {}
    return data.towns().values().stream()
        .filter(t -> t.region() != null && TownNames.key(t.region()).equals(region))
        .map(t -> new Ranked(t, rows(data, t.name())))
        .sorted(java.util.Comparator.comparingInt((Ranked r) -> -r.rows))
        .map(Ranked::town)
        .toList();
  }

  private static int rows(TableData data, String town) {
    return data.lodgings().getOrDefault(town, List.of()).size()
        + data.restaurants().getOrDefault(town, List.of()).size()
        + data.sights().getOrDefault(town, List.of()).size();
  }

  @Override
  public List<TransportOffer> transport(TransportQuery query) {
    Instant now = clock.instant();
    Pair pair = new Pair(query.from().name(), query.to().name());
    int people = query.party().size();
    List<TransportOffer> offers = new ArrayList<>();
    for (Flight flight : data().flights().getOrDefault(pair, List.of())) {
      if (flight.date().equals(query.date())) {
        LocalDate arrival = flight.arrive().isBefore(flight.depart()) ? query.date().plusDays(1) : query.date();
        offers.add(new TransportOffer(flight.number(), NAME, TransportMode.FLIGHT, pair.from(), pair.to(), null, null, query.date(),
            query.date() + "T" + flight.depart(), arrival + "T" + flight.arrive(), flight.minutes(),
            Price.live(flight.price().multiply(BigDecimal.valueOf(people)), CURRENCY), null, null, null, flight.number(), List.of(), null,
            false, null, now, null));
      }
    }
    Road road = data().roads().get(pair);
    if (road != null) {
      offers.add(drive(TransportMode.SELF_DRIVING, "drive", pair, road, query, now));
      offers.add(drive(TransportMode.TAXI, "taxi", pair, road, query, now));
    }
    return offers;
  }

  private static TransportOffer drive(TransportMode mode, String word, Pair pair, Road road, TransportQuery query, Instant now) {
    String ref = word + ":" + pair.from() + ">" + pair.to() + ":" + query.date();
    int price = GroundTariff.price(mode, road.kilometres(), query.party().size());
    return new TransportOffer(ref, NAME, mode, pair.from(), pair.to(), null, null, query.date(), null, null, road.minutes(),
        Price.estimated(price, CURRENCY), null, null, null, null, List.of(), null, false, null, now, null);
  }

  @Override
  public List<StayOffer> stays(StayQuery query) {
    Instant now = clock.instant();
    List<StayOffer> offers = new ArrayList<>();
    for (Lodging l : data().lodgings().getOrDefault(query.town().name(), List.of())) {
      offers.add(new StayOffer(l.ref(), NAME, l.name(), query.town().name(), null, null, l.type(), l.forbids(), l.nights(), l.occupancy(),
          Price.live(l.price(), CURRENCY), l.rating(), null, null, false, null, now, null));
    }
    return offers;
  }

  @Override
  public List<Attraction> attractions(Town town) {
    Instant now = clock.instant();
    List<Attraction> places = new ArrayList<>();
    for (Sight s : data().sights().getOrDefault(town.name(), List.of())) {
      places.add(new Attraction(s.ref(), NAME, s.name(), town.name(), null, s.position(), VISIT_MINUTES, null, Price.estimated(0, CURRENCY),
          List.of(), places.size() + 1, s.url(), now, null));
    }
    return places;
  }

  @Override
  public List<Eatery> eateries(Town town) {
    Instant now = clock.instant();
    Set<Meal> meals = EnumSet.allOf(Meal.class);
    List<Eatery> places = new ArrayList<>();
    for (Restaurant r : data().restaurants().getOrDefault(town.name(), List.of())) {
      places.add(new Eatery(r.ref(), NAME, r.name(), town.name(), r.cuisines(), null, meals, Price.live(r.cost(), CURRENCY), r.rating(),
          Set.of(), now, null));
    }
    return places;
  }

  /**
   * The tables as they were read.
   *
   * @param stamp of the files, before and after; empty when they have none
   */
  private record Loaded(TableData data, Instant at, Optional<String> stamp) {}

  private TableData data() {
    Optional<String> stamp = stamp();
    Loaded now = loaded;
    if (!good(now, stamp)) {
      synchronized (this) {
        now = loaded;
        if (!good(now, stamp)) {
          now = read();
          loaded = now;
        }
      }
    }
    return now.data();
  }

  private boolean good(@Nullable Loaded read, Optional<String> stamp) {
    boolean same = read != null && read.stamp().equals(stamp);
    return same && (stamp.isPresent() || clock.instant().isBefore(read.at().plus(KEPT)));
  }

  private Loaded read() {
    for (int i = 1; ; i++) {
      Optional<String> before = stamp();
      TableData data = TableData.read(files, NAME);
      if (before.equals(stamp())) {
        return new Loaded(data, clock.instant(), before);
      }
      if (i == TRIES) {
        throw new SourceException.Retriable("the reference tables at " + files + " are being written to", null);
      }
    }
  }

  private Optional<String> stamp() {
    try {
      return files.stamp();
    } catch (IOException e) {
      throw new SourceException.Retriable("the reference tables at " + files + " cannot be looked at", e);
    }
  }
}
