package io.lotara.trip.agent;

import io.lotara.digest.Sha256;
import io.lotara.job.Bill;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Price;
import io.lotara.trip.Itinerary;
import io.lotara.trip.TripRequest;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The bill of an itinerary, from the prices of what it is made of, and the hash that names exactly this plan at these prices. */
final class ItineraryBill {
  private final List<Bill.Line> lines = new ArrayList<>();
  private final StringBuilder plan = new StringBuilder();
  private final ExchangeRates rates;
  private final String currency;

  private ItineraryBill(ExchangeRates rates, String currency) {
    this.rates = rates;
    this.currency = currency;
  }

  /**
   * The bill of a trip.
   *
   * @param thresholdCurrency currency in which the approval's threshold is told
   */
  static Bill of(Itinerary itinerary, TripRequest request, ExchangeRates rates, String thresholdCurrency) {
    ItineraryBill bill = new ItineraryBill(rates, itinerary.cost().currency());
    bill.add(itinerary);
    return new Bill(
        bill.lines, bill.currency, bill.budget(request), rates.rate(bill.currency, thresholdCurrency));
  }

  /** 32 hexadecimal digits of SHA-256 over every ref, day and price. */
  static String planHash(Itinerary itinerary, ExchangeRates rates) {
    ItineraryBill bill = new ItineraryBill(rates, itinerary.cost().currency());
    bill.add(itinerary);
    return Sha256.hex(bill.plan.toString(), 16);
  }

  private void add(Itinerary itinerary) {
    for (Itinerary.Day day : itinerary.days()) {
      // Every leg of the day is an item; the day's main leg is among them.
      for (Itinerary.Item item : day.items()) {
        if (item.kind().equals("transport") && item.price() != null) {
          line(day, "transport", item.ref(), item.price());
        }
      }
      meal(day, day.meals().breakfast());
      meal(day, day.meals().lunch());
      meal(day, day.meals().dinner());
      day.attractions().forEach(v -> line(day, "activity", v.ref(), v.price()));
      if (day.lodging() != null) {
        line(day, "lodging", day.lodging().ref(), day.lodging().price());
      }
    }
    // What no single offer stands for: an estimate per day of moving about in towns.
    lines.add(new Bill.Line("local_transport", itinerary.cost().by().localTransport()));
    plan.append("local ").append(itinerary.cost().by().localTransport().toPlainString());
  }

  private void meal(Itinerary.Day day, @Nullable Itinerary.MealStop meal) {
    if (meal != null) {
      line(day, "meal", meal.ref(), meal.price());
    }
  }

  private void line(Itinerary.Day day, String what, @Nullable String ref, Price price) {
    BigDecimal amount = rates.convert(price.amount(), price.currency(), currency);
    lines.add(new Bill.Line(what + " " + ref, amount));
    plan.append(day.date()).append(' ').append(what).append(' ').append(ref).append(' ').append(amount.toPlainString()).append('\n');
  }

  private @Nullable BigDecimal budget(TripRequest request) {
    return request.budget() == null
        ? null
        : rates.convert(request.budget().total(request.party()), request.budget().currency(), currency);
  }
}
