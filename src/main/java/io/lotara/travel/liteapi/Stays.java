package io.lotara.travel.liteapi;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Position;
import io.lotara.travel.Price;
import io.lotara.travel.SourceException;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.http.ProviderHttp;
import io.lotara.travel.liteapi.StayRates.Amount;
import io.lotara.travel.liteapi.StayRates.Hotel;
import io.lotara.travel.liteapi.StayRates.HotelRates;
import io.lotara.travel.liteapi.StayRates.RoomType;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stays of LiteAPI as ours: each house once, at its cheapest rate for exactly these nights and this party. The ref is the house's id with the
 * nights behind it ({@code lp1897/2027-04-12/3}), for the provider's own offer ids live no longer than an answer.
 */
final class Stays {
  private static final int RADIUS_METRES = 8_000;
  private static final int SECONDS = 8;
  private static final int PAGE = 200;
  private static final int MOST_PAGES = 3;
  private static final int ENOUGH = 20;
  private static final int PICKS = 15;
  private static final int CHEAPEST = 15;

  private final ProviderHttp http;
  private final ExchangeRates rates;
  private final InstantSource clock;
  private final String nationality;

  Stays(ProviderHttp http, ExchangeRates rates, InstantSource clock, String nationality) {
    this.http = http;
    this.rates = rates;
    this.clock = clock;
    this.nationality = nationality;
  }

  /** Pages are of houses looked at, not of offers: the next is asked for while there are offers, but few. */
  List<StayOffer> offers(StayQuery query) {
    Town town = query.town();
    boolean named = town.country() != null;
    if (town.position() == null && !named || nights(query) < 1) {
      return List.of();
    }
    List<StayOffer> offers = new ArrayList<>();
    int page = 0;
    int before;
    do {
      before = offers.size();
      try {
        offers.addAll(asked(query, null, page * PAGE));
      } catch (SourceException e) {
        if (page == 0) {
          throw e;
        }
        // The first page is an answer; that there might have been more is no reason to lose it.
      }
      page++;
    } while (offers.size() > before && offers.size() < ENOUGH && page < MOST_PAGES);
    return chosen(offers);
  }

  /** What the provider puts first, for what a house is worth, and the cheapest of the others, for what it costs; the cheapest first. */
  private static List<StayOffer> chosen(List<StayOffer> offers) {
    Comparator<StayOffer> byPrice = Comparator.comparing((StayOffer o) -> o.nightly().amount()).thenComparing(StayOffer::ref);
    return Stream.concat(offers.stream().limit(PICKS), offers.stream().skip(PICKS).sorted(byPrice).limit(CHEAPEST)).sorted(byPrice).toList();
  }

  /** The present price of a house that was offered; empty when it has no such rooms any more. */
  Optional<Price> again(StayOffer offer, StayQuery query) {
    LocalDate checkIn = offer.validFrom() == null ? query.checkIn() : offer.validFrom();
    LocalDate checkOut = offer.validTo() == null ? query.checkOut() : offer.validTo();
    StayQuery same = new StayQuery(query.town(), checkIn, checkOut, query.party(), query.currency());
    String house = offer.ref().split("/", 2)[0];
    return asked(same, house, 0).stream().filter(o -> o.ref().equals(ref(house, same))).findFirst().map(StayOffer::nightly);
  }

  private List<StayOffer> asked(StayQuery query, @Nullable String house, int offset) {
    Rooms rooms = rooms(query);
    Town town = query.town();
    Position at = house == null ? town.position() : null;
    boolean byName = house == null && at == null;
    StayRates.Question question =
        new StayRates.Question(
            rooms.occupancies(),
            query.currency(),
            nationality,
            query.checkIn(),
            query.checkOut(),
            SECONDS,
            1,
            true,
            house == null ? null : List.of(house),
            byName ? town.country() : null,
            byName ? town.name() : null,
            at == null ? null : at.latitude(),
            at == null ? null : at.longitude(),
            at == null ? null : RADIUS_METRES,
            PAGE,
            offset);
    Optional<StayRates.Answer> answer = http.post("/hotels/rates", question).read(StayRates.Answer.class);
    if (answer.isEmpty()) {
      return List.of();
    }
    if (answer.get().data() == null) {
      throw new SourceException.Retriable("its answer holds no list of rates", null);
    }
    return offers(query, rooms, answer.get());
  }

  private static Rooms rooms(StayQuery query) {
    try {
      return Rooms.of(query.party());
    } catch (IllegalArgumentException e) {
      throw new SourceException.Final("it has no rooms for children alone", e);
    }
  }

  private List<StayOffer> offers(StayQuery query, Rooms rooms, StayRates.Answer answer) {
    Map<String, Hotel> hotels = new HashMap<>();
    if (answer.hotels() != null) {
      answer.hotels().forEach(h -> hotels.put(h.id(), h));
    }
    List<StayOffer> offers = new ArrayList<>();
    for (HotelRates house : answer.data()) {
      Hotel hotel = hotels.get(house.hotelId());
      if (hotel != null && hotel.name() != null && house.roomTypes() != null) {
        house.roomTypes().stream()
            .flatMap(r -> total(r).stream())
            .min(Comparator.comparing(Price::amount))
            .ifPresent(total -> offers.add(offer(query, rooms, hotel, total)));
      }
    }
    if (offers.isEmpty() && !answer.data().isEmpty()) {
      throw new SourceException.Retriable("none of its rates could be read", null);
    }
    return offers;
  }

  private StayOffer offer(StayQuery query, Rooms rooms, Hotel hotel, Price total) {
    int units = nights(query) * rooms.occupancies().size();
    // Up, so that the nights together never come to less than the provider asks.
    BigDecimal nightly = total.amount().divide(BigDecimal.valueOf(units), Price.digits(total.currency()), RoundingMode.UP);
    Position at = hotel.latitude() == null || hotel.longitude() == null ? null : new Position(hotel.latitude(), hotel.longitude());
    Double rating = hotel.rating() == null || hotel.rating() <= 0 || hotel.rating() > 10 ? null : hotel.rating() / 2;
    return new StayOffer(
        ref(hotel.id(), query),
        LiteApiTravel.NAME,
        hotel.name(),
        query.town().name(),
        null,
        at,
        null,
        Set.of(),
        nights(query),
        rooms.people(),
        Price.live(nightly, total.currency()),
        rating,
        query.checkIn(),
        query.checkOut(),
        false,
        null,
        clock.instant(),
        null);
  }

  private static String ref(String house, StayQuery query) {
    return house + "/" + query.checkIn() + "/" + nights(query);
  }

  private static int nights(StayQuery query) {
    return (int) ChronoUnit.DAYS.between(query.checkIn(), query.checkOut());
  }

  /** All rooms, all nights, with the fees that are to be paid on top; empty when a part of it cannot be told. */
  private Optional<Price> total(RoomType room) {
    try {
      Amount offered = offered(room);
      BigDecimal sum = offered.amount();
      for (StayRates.Rate rate : room.rates()) {
        List<StayRates.Fee> fees = rate.retailRate().taxesAndFees();
        for (StayRates.Fee fee : fees == null ? List.<StayRates.Fee>of() : fees) {
          if (Boolean.FALSE.equals(fee.included())) {
            sum = sum.add(rates.convert(fee.amount(), fee.currency() == null ? offered.currency() : fee.currency(), offered.currency()));
          }
        }
      }
      return Optional.of(Price.live(sum, offered.currency()));
    } catch (IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  /** The offer's own sum, or that of its rooms. */
  private static Amount offered(RoomType room) {
    JsonNode rate = room.offerRetailRate();
    JsonNode one = rate != null && rate.isArray() && rate.size() > 0 ? rate.get(0) : rate;
    if (one != null && one.isObject() && one.get("amount") != null && one.get("amount").isNumber()) {
      return new Amount(one.get("amount").getBigDecimalValue(), one.get("currency").getStringValue());
    }
    BigDecimal sum = BigDecimal.ZERO;
    String currency = null;
    for (StayRates.Rate r : room.rates()) {
      Amount amount = r.retailRate().total().getFirst();
      if (currency != null && !currency.equals(amount.currency())) {
        throw new IllegalArgumentException("rooms in several currencies");
      }
      currency = amount.currency();
      sum = sum.add(amount.amount());
    }
    return new Amount(sum, currency);
  }
}
