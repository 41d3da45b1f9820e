package io.lotara.trip.trigger;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Price;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cheapest ways that the sources return for the journey whose price is said to have fallen: one way for the price of one way, both for a
 * return, for everyone who travels. The plan is made of them where it can be, and the price that was told is compared with theirs.
 *
 * @param ways there and, unless it is a price of one way, back
 */
public record DroppedFare(List<TransportOffer> ways) {

  /** What the plan needs of them. */
  public Set<String> refs() {
    return ways.stream().map(TransportOffer::ref).collect(Collectors.toSet());
  }

  /** What they cost together; empty where no rate is known. */
  Optional<BigDecimal> in(String currency, ExchangeRates rates) {
    boolean comparable =
        ways.stream().map(w -> w.price().currency()).allMatch(c -> c.equals(currency) || rates.knows(c) && rates.knows(currency));
    return comparable
        ? Optional.of(
            ways.stream()
                .map(w -> rates.convert(w.price().amount(), w.price().currency(), currency))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(Price.digits(currency), java.math.RoundingMode.HALF_UP))
        : Optional.empty();
  }

  /** The ways of the journey that the trigger tells of; empty when the trip is another one, or no source returns them. */
  public static Optional<DroppedFare> of(
      Trigger trigger, ContextReading reading, TripRequest request, Search search, List<TransportOffer> offers, ExchangeRates rates) {
    if (trigger.type() != TriggerType.PRICE_DROP
        || !ToldJourney.of(reading).isOf(request)
        || search.origin() == null
        || search.towns().size() != 1) {
      return Optional.empty();
    }
    Town town = search.towns().getFirst();
    List<List<TransportOffer>> legs = new ArrayList<>();
    legs.add(between(search.origin(), town, request.start(), request, offers));
    if (!ToldJourney.of(reading).oneWay()) {
      legs.add(between(town, search.origin(), request.end(), request, offers));
    }
    Comparator<TransportOffer> dearness = Comparator.comparing(o -> o.price().amount());
    if (rates.knows(request.currency())) {
      dearness = Comparator.comparing(o -> dollars(o, request.currency(), rates));
    }
    return cheapest(legs, seen(trigger), dearness);
  }

  private static BigDecimal dollars(TransportOffer offer, String currency, ExchangeRates rates) {
    Price price = offer.price();
    // Where no rate is known nothing can be compared, and the offer is not the cheapest of any.
    return price.currency().equals(currency) || rates.knows(price.currency())
        ? rates.convert(price.amount(), price.currency(), currency)
        : BigDecimal.valueOf(Long.MAX_VALUE);
  }

  private static List<TransportOffer> between(Town from, Town to, LocalDate day, TripRequest request, List<TransportOffer> offers) {
    String cabin = request.transport().cabin();
    return offers.stream()
        .filter(o -> o.from().equals(from.name()) && o.to().equals(to.name()) && o.date().equals(day))
        .filter(o -> !request.transport().forbidden().contains(o.mode()))
        .filter(o -> cabin == null || o.mode() != TransportMode.FLIGHT || o.cabin() == null || o.cabin().equals(cabin))
        .toList();
  }

  /** How the watch that saw the price travels, when one did. */
  private static @Nullable TransportMode seen(Trigger trigger) {
    return trigger.watched("mode")
        .flatMap(mode -> java.util.Arrays.stream(TransportMode.values()).filter(m -> m.name().toLowerCase(Locale.ROOT).equals(mode)).findFirst())
        .orElse(null);
  }

  /** All ways alike, as a watch asks for them: in its mode, else by air where one can fly, else by what is cheapest. */
  private static Optional<DroppedFare> cheapest(List<List<TransportOffer>> legs, @Nullable TransportMode seen, Comparator<TransportOffer> dearness) {
    Map<TransportMode, DroppedFare> byMode = new EnumMap<>(TransportMode.class);
    for (TransportMode mode : TransportMode.values()) {
      List<TransportOffer> ways =
          legs.stream().map(leg -> leg.stream().filter(o -> o.mode() == mode).min(dearness).orElse(null)).filter(Objects::nonNull).toList();
      if (ways.size() == legs.size()) {
        byMode.put(mode, new DroppedFare(ways));
      }
    }
    for (TransportMode mode : new TransportMode[] {seen, TransportMode.FLIGHT}) {
      if (mode != null && byMode.containsKey(mode)) {
        return Optional.of(byMode.get(mode));
      }
    }
    return byMode.values().stream().min(Comparator.comparing((DroppedFare f) -> f.ways().getFirst(), dearness));
  }
}
