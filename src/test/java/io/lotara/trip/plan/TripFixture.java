package io.lotara.trip.plan;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.HouseRule;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.tables.ReferenceTables;
import io.lotara.travel.tables.TableFiles;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Offers;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.Budget;
import io.lotara.trip.TripRequest.BudgetScope;
import io.lotara.trip.TripRequest.Destination;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.Understanding;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request under construction, and the whole way from it to a plan over one source. */
final class TripFixture {
  /** One euro is 1.25 dollars, a dollar 25,000 dong. */
  static final ExchangeRates RATES = new ExchangeRates() {
    private final Map<String, BigDecimal> dollars =
        Map.of("USD", BigDecimal.ONE, "EUR", new BigDecimal("1.25"), "VND", new BigDecimal("0.00004"));

    @Override
    public LocalDate asOf() {
      return LocalDate.of(2031, 1, 2);
    }

    @Override
    public boolean knows(String currency) {
      return dollars.containsKey(currency);
    }

    @Override
    public BigDecimal rate(String from, String to) {
      return dollars.get(from).divide(dollars.get(to), 12, java.math.RoundingMode.HALF_UP).stripTrailingZeros();
    }
  };

  /** What planning saw and made. */
  record Planned(TripRequest request, Search search, Offers offers, PlanOutcome outcome) {
    Itinerary itinerary() {
      return switch (outcome) {
        case PlanOutcome.Planned p -> p.itinerary();
        case PlanOutcome.Infeasible i -> throw new AssertionError("infeasible: " + i);
      };
    }

    PlanOutcome.Infeasible infeasible() {
      return switch (outcome) {
        case PlanOutcome.Planned p -> throw new AssertionError("planned for " + p.itinerary().cost());
        case PlanOutcome.Infeasible i -> i;
      };
    }

    List<Itinerary.Check> notOk() {
      return new ItineraryChecker().check(request, search, offers, itinerary(), RATES).stream()
          .filter(c -> c.status() != Itinerary.Check.Status.OK).toList();
    }
  }

  static final LocalDate START = LocalDate.of(2031, 5, 5);
  final TravelSource source;
  boolean probe = true;
  String origin = "Norwick";
  List<Destination> destinations = new ArrayList<>();
  Integer cityCount;
  List<TripRequest.Leg> legs = List.of();
  LocalDate start = START;
  int days = 3;
  Boolean oneWay;
  Party party = new Party(2, List.of());
  Budget budget;
  List<String> interests = List.of();
  TripRequest.Pace pace = TripRequest.Pace.BALANCED;
  RoomWish room;
  Set<HouseRule> mustAllow = Set.of();
  BigDecimal maxPerNight;
  List<String> cuisines = List.of();
  List<String> dietary = List.of();
  Set<TransportMode> forbidden = Set.of();
  String cabin;
  String currency = "USD";
  Map<String, Price> localTransport = Map.of();

  TripFixture(TravelSource source) {
    this.source = source;
  }

  static TripFixture tables() {
    return new TripFixture(new ReferenceTables(TableFiles.folder(Path.of("src/test/resources/tables")),
        InstantSource.fixed(Instant.EPOCH)));
  }

  TripFixture to(String... cities) {
    for (String city : cities) {
      destinations.add(new Destination(DestinationKind.CITY, city, null, null, null));
    }
    return this;
  }

  TripFixture stay(String city, int nights) {
    destinations.add(new Destination(DestinationKind.CITY, city, null, null, nights));
    return this;
  }

  TripFixture in(String region, Integer count) {
    destinations.add(new Destination(DestinationKind.REGION, region, null, null, null));
    cityCount = count;
    return this;
  }

  TripFixture oneWay() {
    oneWay = true;
    return this;
  }

  TripFixture days(int number) {
    days = number;
    return this;
  }

  TripFixture budget(String amount) {
    budget = new Budget(new BigDecimal(amount), "USD", BudgetScope.TOTAL);
    return this;
  }

  TripRequest request() {
    return new TripRequest(origin == null ? null : new TripRequest.PlaceName(origin, null, null), destinations, cityCount, legs, start,
        start.plusDays(days - 1), party, budget, interests, pace, new TripRequest.Lodging(room, mustAllow, maxPerNight),
        new TripRequest.Meals(cuisines, dietary), new TripRequest.Transport(forbidden, cabin), null, null, currency, oneWay);
  }

  Search search() {
    SourcedTowns towns = new SourcedTowns(List.of(source), probe ? Optional.of(source) : Optional.empty());
    return new SearchPlanner().search(request(), towns, RATES);
  }

  Planned plan() {
    Search search = search();
    return planWith(search, offers(search));
  }

  Offers offers(Search search) {
    List<TransportOffer> transport = new ArrayList<>();
    for (TransportQuery query : search.transport()) {
      transport.addAll(source.transport(query));
    }
    List<StayOffer> stays = new ArrayList<>();
    for (StayQuery query : search.stays()) {
      stays.addAll(source.stays(query));
    }
    List<Attraction> attractions = new ArrayList<>();
    List<Eatery> eateries = new ArrayList<>();
    for (Town town : search.towns()) {
      attractions.addAll(source.attractions(town));
      eateries.addAll(source.eateries(town));
    }
    return new Offers(transport, stays, attractions, eateries);
  }

  Planned planWith(Search search, Offers offers) {
    TripRequest request = request();
    Understanding understanding = new Understanding(request, List.of(), List.of("one assumption"), null, List.of());
    return new Planned(request, search, offers, new TripPlanner().plan(understanding, search, offers, RATES, localTransport));
  }
}
