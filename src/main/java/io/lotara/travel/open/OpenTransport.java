package io.lotara.travel.open;

import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.SourceException;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ways between towns by {@link FareModel} and {@link GroundModel}, as offers. No carrier, number or time of day: there is no timetable. */
final class OpenTransport {
  private static final double SHARED_AIRPORT_KM = 60;
  private static final double SHORTEST_FLIGHT_KM = 150;
  private static final double NEXT_AIRPORT_KM = 200;
  private static final int INFANT_YEARS = 2;
  private static final Duration VALID = Duration.ofHours(24);

  private final OpenGazetteer gazetteer;
  private final FlightRoutes routes;
  private final GroundModel ground;

  OpenTransport(OpenGazetteer gazetteer) {
    this.gazetteer = gazetteer;
    this.routes = new FlightRoutes(gazetteer.airports());
    this.ground = new GroundModel();
  }

  List<TransportOffer> offers(TransportQuery query, Instant now) {
    List<TransportOffer> offers = new ArrayList<>(flights(query, now));
    boolean covered = gazetteer.city(query.from()).isPresent() && gazetteer.city(query.to()).isPresent();
    ground.ways(query.from(), query.to(), seats(query.party()), covered)
        .forEach((mode, way) -> offers.add(overLand(query, mode, way, now)));
    return offers;
  }

  private List<TransportOffer> flights(TransportQuery query, Instant now) {
    String cabin =
        FareModel.cabin(query.cabin())
            .orElseThrow(
                () ->
                    new SourceException.Final(
                        "unknown cabin '" + query.cabin() + "': economy, premium_economy, business or first", null));
    Optional<Airport> from = airport(query.from());
    Optional<Airport> to = airport(query.to());
    if (from.isEmpty() || to.isEmpty() || shareAnAirport(query, from.get(), to.get())) {
      return List.of();
    }
    double km = from.get().position().kilometresTo(to.get().position());
    double fare =
        FareModel.base(km)
            * FareModel.market(from.get().country(), to.get().country())
            * FareModel.season(query.date(), gazetteer.city(query.from()).orElse(null), gazetteer.city(query.to()).orElse(null))
            * FareModel.weekday(query.date())
            * FareModel.lead(LocalDate.ofInstant(now, ZoneOffset.UTC), query.date())
            * FareModel.cabinFactor(cabin);
    List<FlightRoutes.Way> ways = routes.ways(from.get(), to.get());
    boolean nonstop = !ways.isEmpty() && ways.getFirst().stops().isEmpty();
    List<TransportOffer> offers = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      double one = i == 0 ? fare : fare * (nonstop ? FareModel.WITH_CHANGE : ways.get(i).kilometres() / ways.getFirst().kilometres());
      offers.add(flight(query, from.get(), to.get(), ways.get(i), cabin, one, now));
    }
    return offers;
  }

  private TransportOffer flight(
      TransportQuery query, Airport from, Airport to, FlightRoutes.Way way, String cabin, double fare, Instant now) {
    String stops =
        Stream.concat(Stream.concat(Stream.of(from), way.stops().stream()), Stream.of(to))
            .map(Airport::iata)
            .collect(Collectors.joining("-"));
    int seats = seats(query.party());
    double each = Math.round(fare);
    String search =
        "Flights from %s to %s on %s for %d %s %s"
            .formatted(
                from.iata(), to.iata(), query.date(), query.party().size(), query.party().size() == 1 ? "passenger" : "passengers",
                cabin.replace('_', ' '));
    return new TransportOffer(
        "open:flight:" + stops + ":" + query.date() + ":" + cabin,
        OpenTravel.NAME,
        TransportMode.FLIGHT,
        query.from().name(),
        query.to().name(),
        from.iata(),
        to.iata(),
        query.date(),
        null,
        null,
        way.minutes(),
        Price.estimated(each * seats, "USD"),
        usd(each * seats * FareModel.LOW),
        usd(each * seats * FareModel.HIGH),
        null,
        null,
        way.stops().stream().map(Airport::iata).toList(),
        cabin,
        false,
        "https://www.google.com/travel/flights?q=" + StayModel.encoded(search),
        now,
        now.plus(VALID));
  }

  private TransportOffer overLand(TransportQuery query, TransportMode mode, GroundModel.Way way, Instant now) {
    double price = Math.max(1, Math.round(way.price()));
    String name = mode.name().toLowerCase(Locale.ROOT);
    boolean transit = mode == TransportMode.TRAIN || mode == TransportMode.BUS;
    return new TransportOffer(
        "open:" + name + ":" + query.from().id() + ":" + query.to().id() + ":" + query.date(),
        OpenTravel.NAME,
        mode,
        query.from().name(),
        query.to().name(),
        null,
        null,
        query.date(),
        null,
        null,
        way.minutes(),
        Price.estimated(price, "USD"),
        usd(price * GroundModel.LOW),
        usd(price * GroundModel.HIGH),
        null,
        null,
        List.of(),
        null,
        false,
        "https://www.google.com/maps/dir/?api=1&origin="
            + StayModel.encoded(spoken(query.from()))
            + "&destination="
            + StayModel.encoded(spoken(query.to()))
            + "&travelmode="
            + (transit ? "transit" : "driving"),
        now,
        now.plus(VALID));
  }

  /** The town's main airport, or the nearest within 200 km, a large one before others. */
  private Optional<Airport> airport(Town town) {
    Optional<Airport> own = town.airports().stream().flatMap(code -> gazetteer.airports().find(code).stream()).findFirst();
    if (own.isPresent() || town.position() == null) {
      return own;
    }
    return gazetteer.airports().all().stream()
        .filter(a -> a.position().kilometresTo(town.position()) <= NEXT_AIRPORT_KM)
        .min(
            Comparator.comparing((Airport a) -> !a.large())
                .thenComparing(a -> a.position().kilometresTo(town.position()))
                .thenComparing(Airport::iata));
  }

  private static boolean shareAnAirport(TransportQuery query, Airport from, Airport to) {
    if (query.from().airports().contains(to.iata()) || query.to().airports().contains(from.iata())) {
      return true;
    }
    if (query.from().position() != null
        && query.to().position() != null
        && query.from().position().kilometresTo(query.to().position()) < SHARED_AIRPORT_KM) {
      return true;
    }
    return from.position().kilometresTo(to.position()) < SHORTEST_FLIGHT_KM;
  }

  /** Everyone but infants pays for a seat; someone always does. */
  private static int seats(Party party) {
    long children = party.childrenAges().stream().filter(age -> age >= INFANT_YEARS).count();
    return (int) Math.max(1, party.adults() + children);
  }

  private static String spoken(Town town) {
    String region = town.region() == null ? "" : ", " + town.region();
    String country = town.country() == null ? "" : ", " + Countries.country(town.country()).name();
    return town.name() + region + country;
  }

  private static BigDecimal usd(double amount) {
    return BigDecimal.valueOf(Math.round(amount)).setScale(Price.digits("USD"), RoundingMode.HALF_UP);
  }
}
