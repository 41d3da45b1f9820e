package io.lotara.trip.plan.check;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Price;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Cost;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.TripRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The sums are those of the parts, in one currency, and the budget holds. */
public final class CostChecks {
  private final TripRequest request;
  private final Itinerary itinerary;
  private final ExchangeRates rates;
  private final Findings findings;
  private final Cost cost;

  /**
   * Checks of one itinerary.
   *
   * @param rates or null to believe the rate in the itinerary
   */
  public CostChecks(TripRequest request, Itinerary itinerary, ExchangeRates rates, Findings findings) {
    this.request = request;
    this.itinerary = itinerary;
    this.rates = rates;
    this.findings = findings;
    this.cost = itinerary.cost();
  }

  /** Runs them. */
  public void run() {
    findings.begin("cost");
    findings.begin("budget");
    if (!cost.currency().equals(request.currency())) {
      findings.violated("cost", "costs are told in " + cost.currency() + ", wanted in " + request.currency());
      return;
    }
    Itinerary.By by = cost.by();
    same("ways", by.flights(), days().flatMap(d -> d.items().stream()).filter(i -> i.kind().equals("transport"))
        .map(Itinerary.Item::price));
    same("lodging", by.lodging(), days().map(Day::lodging).filter(n -> n != null).map(Itinerary.Night::price));
    same("food", by.food(), days().flatMap(CostChecks::meals));
    same("activities", by.activities(), days().flatMap(d -> d.attractions().stream()).map(Itinerary.Visit::price));
    BigDecimal total = by.flights().add(by.lodging()).add(by.food()).add(by.activities()).add(by.localTransport());
    if (total.compareTo(cost.total()) != 0) {
      findings.violated("cost", "the parts sum to " + total + ", not to " + cost.total());
    }
    if (by.localTransport().signum() < 0) {
      findings.violated("cost", "local transport costs " + by.localTransport());
    }
    BigDecimal each = cost.total().divide(BigDecimal.valueOf(request.party().size()), Price.digits(cost.currency()), RoundingMode.HALF_UP);
    if (each.compareTo(cost.perPerson()) != 0) {
      findings.violated("cost", "each person pays " + each + ", not " + cost.perPerson());
    }
    budget();
  }

  private Stream<Day> days() {
    return itinerary.days().stream();
  }

  private static Stream<Price> meals(Day day) {
    return Stream.of(day.meals().breakfast(), day.meals().lunch(), day.meals().dinner()).filter(m -> m != null)
        .map(Itinerary.MealStop::price);
  }

  private void same(String part, BigDecimal told, Stream<Price> prices) {
    List<Price> all = new ArrayList<>(prices.toList());
    BigDecimal sum = BigDecimal.ZERO;
    for (Price price : all) {
      BigDecimal rate = rate(price.currency(), cost.currency());
      if (rate == null) {
        findings.warning("cost", "no rate is told for " + price.currency() + ", so " + part + " cannot be added up");
        return;
      }
      sum = sum.add(price.amount().multiply(rate).setScale(Price.digits(cost.currency()), RoundingMode.HALF_UP));
    }
    if (sum.compareTo(told) != 0) {
      findings.violated("cost", part + " sums to " + sum + ", not to " + told);
    }
  }

  private BigDecimal rate(String from, String to) {
    if (from.equals(to)) {
      return BigDecimal.ONE;
    }
    if (rates != null) {
      return rates.rate(from, to);
    }
    boolean told = cost.fx() != null && cost.fx().from().equals(from) && cost.fx().to().equals(to);
    return told ? cost.fx().rate() : null;
  }

  private void budget() {
    if (request.budget() == null) {
      if (cost.budget() != null || cost.withinBudget() != null) {
        findings.violated("budget", "a budget is told that nobody gave");
      }
      return;
    }
    BigDecimal given = request.budget().amount();
    if (request.budget().scope() == TripRequest.BudgetScope.PER_PERSON) {
      given = given.multiply(BigDecimal.valueOf(request.party().size()));
    }
    BigDecimal rate = rate(request.budget().currency(), cost.currency());
    // Without a rate at hand the budget is believed as the itinerary tells it.
    BigDecimal limit = rate == null ? cost.budget() : given.multiply(rate).setScale(Price.digits(cost.currency()), RoundingMode.HALF_UP);
    if (cost.budget() == null || limit.compareTo(cost.budget()) != 0) {
      findings.violated("budget", "the budget is " + limit + ", told as " + cost.budget());
    }
    if (limit != null && cost.total().compareTo(limit) > 0) {
      findings.violated("budget", "costs " + cost.total() + ", the budget is " + limit);
    }
    if (cost.withinBudget() == null || limit != null && cost.withinBudget() != (cost.total().compareTo(limit) <= 0)) {
      findings.violated("budget", "it is told wrongly whether the budget holds");
    }
  }
}
