package io.lotara.travel.open;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.LocalFares;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.micronaut.core.util.SupplierUtil;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The source that needs no key: open data, facts of our own and documented models ({@link FareModel}, {@link GroundModel}, {@link
 * StayModel}). Every place is real, every price an estimate in US dollars, and nothing can be booked here: each offer says where to look.
 * It knows ways between all towns of the gazetteer, and stays, sights and eateries of the cities with facts of our own; of other towns it
 * has estimates for classes of houses and eateries ({@link TownEstimates}) and says so. The same question on the same day has the same
 * answer. Reads nothing but class path resources, a city's when it is first asked for.
 */
@Singleton
public class OpenTravel implements TravelSource, LocalFares {
  /** Name of the source. */
  public static final String NAME = "open";

  private static final int MOST_OTHERS = 12;

  private final OpenGazetteer gazetteer;
  private final InstantSource clock;
  private final Supplier<OpenTransport> transport;
  private final Supplier<TownEstimates> estimates = SupplierUtil.memoized(TownEstimates::new);
  private final Map<String, CityFacts> facts = new ConcurrentHashMap<>();

  /**
   * What the weather is usually like in a month.
   *
   * @param meanTemperature mean daily temperature in °C
   * @param rainDays mean number of days with rain
   */
  public record Climate(double meanTemperature, double rainDays) {}

  /**
   * @param clock tells how long before the departure a question is asked, and when an answer was given
   */
  public OpenTravel(OpenGazetteer gazetteer, InstantSource clock) {
    this.gazetteer = gazetteer;
    // What is shown and kept has milliseconds.
    this.clock = () -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
    this.transport = SupplierUtil.memoized(() -> new OpenTransport(gazetteer));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Offering> offerings() {
    return Set.of(Offering.values());
  }

  @Override
  public boolean inMemory() {
    return true;
  }

  /** Any day that is not over somewhere on Earth: a model knows no end of its timetable, but nobody can travel in the past. */
  @Override
  public boolean covers(LocalDate date) {
    return !date.isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1));
  }

  @Override
  public List<Town> towns(String name) {
    List<Town> towns = gazetteer.towns(name);
    return towns.isEmpty() ? gazetteer.byAirport(name.strip()).stream().toList() : towns;
  }

  @Override
  public List<Town> townsIn(String regionOrCountry) {
    return townsIn(regionOrCountry, 1);
  }

  /** The cities with facts of our own, then the biggest others. */
  @Override
  public List<Town> townsIn(String regionOrCountry, int atLeast) {
    List<Town> covered = gazetteer.covered(regionOrCountry);
    return covered.size() >= atLeast
        ? covered
        : Stream.concat(covered.stream(), gazetteer.biggest(regionOrCountry, MOST_OTHERS).stream()).distinct().toList();
  }

  @Override
  public List<String> remarks(Town town) {
    return estimated(town) ? List.of(TownEstimates.remark(town)) : List.of();
  }

  private boolean estimated(Town town) {
    return gazetteer.city(town).isEmpty() && gazetteer.knows(town);
  }

  /**
   * Flights between the towns' main airports, then train, bus, taxi and rented car where plausible; empty when nothing is.
   *
   * @throws io.lotara.travel.SourceException.Final for an unknown cabin
   */
  @Override
  public List<TransportOffer> transport(TransportQuery query) {
    return transport.get().offers(query, clock.instant());
  }

  @Override
  public List<StayOffer> stays(StayQuery query) {
    Optional<City> city = gazetteer.city(query.town());
    if (city.isPresent()) {
      return StayModel.offers(query, city.get(), facts(city.get()).areas(), clock.instant());
    }
    Town town = query.town();
    if (!estimated(town)) {
      return List.of();
    }
    TownEstimates made = estimates.get();
    return StayModel.offers(query, made.city(town), made.areas(town), TownEstimates.hasEverything(town), clock.instant());
  }

  @Override
  public List<Attraction> attractions(Town town) {
    Optional<City> city = gazetteer.city(town);
    if (city.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<Attraction> attractions = new ArrayList<>();
    for (CityFacts.Sight sight : facts(city.get()).sights()) {
      attractions.add(
          new Attraction(
              "open:place:" + city.get().slug() + ":" + sight.id(),
              NAME,
              sight.name(),
              town.name(),
              sight.kind(),
              sight.position(),
              sight.minutes(),
              sight.hours(),
              Price.estimated((sight.low() + sight.high()) / 2, "USD"),
              sight.interests(),
              attractions.size() + 1,
              sight.url(),
              now,
              now.plus(StayModel.VALID)));
    }
    return attractions;
  }

  @Override
  public List<Eatery> eateries(Town town) {
    Optional<City> city = gazetteer.city(town);
    Instant now = clock.instant();
    if (city.isEmpty()) {
      return estimated(town) ? estimates.get().eateries(town, now, now.plus(StayModel.VALID)) : List.of();
    }
    return facts(city.get()).eats().stream()
        .map(
            e ->
                new Eatery(
                    "open:eat:" + city.get().slug() + ":" + e.id(),
                    NAME,
                    e.name(),
                    town.name(),
                    e.cuisines(),
                    e.position(),
                    e.meals(),
                    Price.estimated((e.low() + e.high()) / 2, "USD"),
                    null,
                    e.diets(),
                    now,
                    now.plus(StayModel.VALID)))
        .toList();
  }

  /** The usual weather; empty for a town without facts of our own. */
  public Optional<Climate> climate(Town town, Month month) {
    int index = month.getValue() - 1;
    return gazetteer.city(town).map(c -> new Climate(c.temperatures().get(index), c.rainDays().get(index)));
  }

  /** The months usually recommended for a visit; empty for a town without facts of our own. */
  public List<Month> bestMonths(Town town) {
    return gazetteer.city(town).map(c -> c.bestMonths().stream().map(Month::of).toList()).orElse(List.of());
  }

  @Override
  public Optional<Price> perPersonAndDay(Town town) {
    Optional<Double> perDay =
        gazetteer.city(town).map(City::transitDay).or(() -> Optional.of(town).filter(this::estimated).map(estimates.get()::transitDay));
    return perDay.map(usd -> Price.estimated(usd, "USD"));
  }

  /** The official page on visas and entry for the town's country; empty when none is known. */
  public Optional<String> visaPage(Town town) {
    return gazetteer.city(town).map(City::visaUrl).filter(url -> !url.isEmpty());
  }

  private CityFacts facts(City city) {
    return facts.computeIfAbsent(city.slug(), CityFacts::read);
  }
}
