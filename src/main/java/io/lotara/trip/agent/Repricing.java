package io.lotara.trip.agent;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * An itinerary with the present prices of its flights and stays in place of those that were shown. Prices are looked up by source and ref; a
 * stay's price is for a room and night.
 */
record Repricing(Map<String, Price> prices, ExchangeRates rates) {

  Itinerary apply(Itinerary shown) {
    List<Itinerary.Day> days = shown.days().stream().map(this::day).toList();
    List<TransportOffer> flights = shown.flights().stream().map(o -> o.withPrice(now(o.source(), o.ref(), o.price()))).toList();
    List<StayOffer> hotels = shown.hotels().stream().map(o -> o.withNightly(now(o.source(), o.ref(), o.nightly()))).toList();
    return new Itinerary(
        shown.summary(),
        shown.trip(),
        shown.understood(),
        shown.assumptions(),
        days,
        flights,
        hotels,
        cost(shown, days),
        shown.checks(),
        shown.alternatives(),
        shown.why());
  }

  private Price now(String source, String ref, Price shown) {
    return prices.getOrDefault(source + " " + ref, shown);
  }

  private Itinerary.Day day(Itinerary.Day d) {
    Itinerary.Ride ride = d.transport();
    if (ride != null) {
      Price price = now(ride.source(), ride.ref(), ride.price());
      ride =
          new Itinerary.Ride(
              ride.mode(),
              ride.ref(),
              ride.source(),
              ride.from(),
              ride.to(),
              ride.depart(),
              ride.arrive(),
              ride.durationMinutes(),
              price,
              ride.fetchedAt(),
              ride.expiresAt());
    }
    Itinerary.Night night = d.lodging();
    if (night != null) {
      night =
          new Itinerary.Night(
              night.name(), night.city(), night.ref(), night.source(), night.rooms(), night(night), night.fetchedAt(),
              night.expiresAt());
    }
    List<Itinerary.Item> items = d.items().stream().map(i -> item(i, d)).toList();
    return new Itinerary.Day(
        d.day(), d.date(), d.city(), d.from(), d.to(), ride, d.meals(), d.attractions(), night, items);
  }

  private Price night(Itinerary.Night night) {
    Price room = prices.get(night.source() + " " + night.ref());
    return room == null ? night.price() : room.times(night.rooms());
  }

  private Itinerary.Item item(Itinerary.Item i, Itinerary.Day day) {
    if (i.price() == null || i.ref() == null || i.source() == null) {
      return i;
    }
    Price price =
        switch (i.kind()) {
          case "transport" -> now(i.source(), i.ref(), i.price());
          case "lodging" -> day.lodging() == null ? i.price() : night(day.lodging());
          default -> i.price();
        };
    return new Itinerary.Item(
        i.kind(), i.start(), i.end(), i.place(), i.city(), i.coordinates(), i.ref(), i.source(), price, i.note(), i.fetchedAt(),
        i.expiresAt());
  }

  private Itinerary.Cost cost(Itinerary shown, List<Itinerary.Day> days) {
    Itinerary.Cost was = shown.cost();
    BigDecimal rides = was.by().flights().add(difference(shown, days, true));
    BigDecimal nights = was.by().lodging().add(difference(shown, days, false));
    Itinerary.By by =
        new Itinerary.By(rides, nights, was.by().food(), was.by().activities(), was.by().localTransport());
    BigDecimal total = rides.add(nights).add(by.food()).add(by.activities()).add(by.localTransport());
    int people = shown.trip().travellers().adults() + shown.trip().travellers().children().size();
    return new Itinerary.Cost(
        total,
        was.currency(),
        total.divide(BigDecimal.valueOf(people), Price.digits(was.currency()), RoundingMode.HALF_UP),
        was.budget(),
        was.budget() == null ? null : total.compareTo(was.budget()) <= 0,
        by,
        was.fx());
  }

  private BigDecimal difference(Itinerary shown, List<Itinerary.Day> days, boolean transport) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int d = 0; d < days.size(); d++) {
      sum = sum.add(sum(days.get(d), transport, shown)).subtract(sum(shown.days().get(d), transport, shown));
    }
    return sum;
  }

  private BigDecimal sum(Itinerary.Day day, boolean transport, Itinerary shown) {
    BigDecimal sum = BigDecimal.ZERO;
    String currency = shown.cost().currency();
    if (transport) {
      for (Itinerary.Item item : day.items()) {
        if (item.kind().equals("transport") && item.price() != null) {
          sum = sum.add(rates.convert(item.price().amount(), item.price().currency(), currency));
        }
      }
    } else if (day.lodging() != null) {
      sum = rates.convert(day.lodging().price().amount(), day.lodging().price().currency(), currency);
    }
    return sum;
  }
}
