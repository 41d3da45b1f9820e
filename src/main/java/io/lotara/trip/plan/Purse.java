package io.lotara.trip.plan;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/** Money in the trip's currency, counted in its smallest unit (cents of USD, whole VND), so that sums are exact. */
final class Purse {
  private final String currency;
  private final ExchangeRates rates;
  private final int digits;
  private final Map<String, BigDecimal> perUnit = new HashMap<>();

  Purse(String currency, ExchangeRates rates) {
    this.currency = currency;
    this.rates = rates;
    this.digits = Price.digits(currency);
  }

  String currency() {
    return currency;
  }

  ExchangeRates rates() {
    return rates;
  }

  /** A price, converted and rounded half up. */
  long minor(Price price) {
    return minor(price.amount(), price.currency());
  }

  long minor(BigDecimal amount, String from) {
    BigDecimal own = from.equals(currency) ? amount : amount.multiply(perUnit.computeIfAbsent(from, f -> rates.rate(f, currency)));
    return own.movePointRight(digits).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** Back to an amount with the currency's digits. */
  BigDecimal amount(long minor) {
    return BigDecimal.valueOf(minor, digits);
  }

  /** So many US dollars, for weighing comfort against money; one for one where the rate is unknown. */
  double dollars(double dollars) {
    if (!currency.equals("USD") && rates.knows("USD") && rates.knows(currency)) {
      return dollars * perUnit.computeIfAbsent("USD", f -> rates.rate(f, currency)).movePointRight(digits).doubleValue();
    }
    return dollars * Math.pow(10, digits);
  }

  /** {@code 1,234.50 USD}; whole amounts without the point. */
  String text(long minor) {
    BigDecimal amount = amount(minor);
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    return String.format(java.util.Locale.ROOT, "%,." + (whole ? 0 : digits) + "f %s", amount, currency);
  }
}
