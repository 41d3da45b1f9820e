package io.lotara.travel;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Rates between currencies on one day, for estimates and comparison; not a dealing rate. */
public interface ExchangeRates {

  /** The day the rates are of. */
  LocalDate asOf();

  /** Whether both directions of a currency are known. */
  boolean knows(String currency);

  /**
   * Units of {@code to} for one unit of {@code from}, at least six significant digits.
   *
   * @throws IllegalArgumentException for an unknown currency
   */
  BigDecimal rate(String from, String to);

  /** An amount in another currency, rounded to that currency's digits (half up). */
  default BigDecimal convert(BigDecimal amount, String from, String to) {
    if (from.equals(to)) {
      return amount;
    }
    return amount.multiply(rate(from, to)).setScale(Price.digits(to), java.math.RoundingMode.HALF_UP);
  }
}
