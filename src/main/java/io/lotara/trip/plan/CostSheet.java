package io.lotara.trip.plan;

import io.lotara.travel.Price;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/** Adds up what the days cost: each price is converted and rounded by itself, so that the parts sum to the total. */
final class CostSheet {
  private final Market market;
  private final List<Price> localTransport;

  CostSheet(Market market, List<Price> localTransport) {
    this.market = market;
    this.localTransport = localTransport;
  }

  Itinerary.Cost of(List<Day> days) {
    Purse purse = market.purse();
    long ways = sum(days, "transport");
    long lodging = sum(days, "lodging");
    long food = sum(days, "breakfast") + sum(days, "lunch") + sum(days, "dinner");
    long sights = sum(days, "attraction");
    long local = localTransport.stream().filter(p -> p != null).mapToLong(purse::minor).sum();
    long total = ways + lodging + food + sights + local;
    long budget = market.terms().budget();
    BigDecimal perPerson = purse.amount(total)
        .divide(BigDecimal.valueOf(market.request().party().size()), Price.digits(purse.currency()), RoundingMode.HALF_UP);
    Itinerary.By by = new Itinerary.By(
        purse.amount(ways), purse.amount(lodging), purse.amount(food), purse.amount(sights), purse.amount(local));
    return new Itinerary.Cost(purse.amount(total), purse.currency(), perPerson, budget == Terms.NO_LIMIT ? null : purse.amount(budget),
        budget == Terms.NO_LIMIT ? null : total <= budget, by, rate(days));
  }

  private long sum(List<Day> days, String kind) {
    return prices(days).filter(i -> i.kind().equals(kind)).mapToLong(i -> market.purse().minor(i.price())).sum();
  }

  private static Stream<Item> prices(List<Day> days) {
    return days.stream().flatMap(d -> d.items().stream()).filter(i -> i.price() != null);
  }

  /** The rate of the first foreign currency that is paid in. */
  private Itinerary.Fx rate(List<Day> days) {
    Purse purse = market.purse();
    return Stream.concat(prices(days).map(Item::price), localTransport.stream().filter(p -> p != null))
        .map(Price::currency)
        .filter(c -> !c.equals(purse.currency()))
        .findFirst()
        .map(c -> new Itinerary.Fx(purse.rates().rate(c, purse.currency()), purse.rates().asOf(), c, purse.currency()))
        .orElse(null);
  }
}
