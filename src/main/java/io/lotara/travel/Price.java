package io.lotara.travel;

import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount of money and how far it can be trusted.
 *
 * @param amount zero or more, in units of the currency (not minor units), rounded to the currency's own digits
 * @param currency ISO 4217 code
 * @param kind whether a provider stated it or a model estimated it
 */
@Serdeable
public record Price(BigDecimal amount, String currency, PriceKind kind) {
  public Price {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("a price is zero or more, not " + amount);
    }
    amount = amount.setScale(digits(currency), RoundingMode.HALF_UP);
  }

  /** An estimate. */
  public static Price estimated(double amount, String currency) {
    return new Price(BigDecimal.valueOf(amount), currency, PriceKind.ESTIMATED);
  }

  /** What a provider stated. */
  public static Price live(BigDecimal amount, String currency) {
    return new Price(amount, currency, PriceKind.LIVE);
  }

  /** This price {@code count} times over. */
  public Price times(int count) {
    return new Price(amount.multiply(BigDecimal.valueOf(count)), currency, kind);
  }

  /** The digits after the point that the currency uses (ISO 4217: 2 for USD, 0 for JPY and VND). */
  public static int digits(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }
}
