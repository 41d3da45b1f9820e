package io.lotara.trip.parse;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Numbers of money: how they are written and which currencies are in use. */
final class Amounts {
  private static final Set<String> IN_USE =
      Arrays.stream(Locale.getISOCountries())
          .map(code -> Currency.getInstance(Locale.of("", code)))
          .filter(java.util.Objects::nonNull)
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private Amounts() {}

  /** Whether a country uses it today, as far as the JDK knows. */
  static boolean inUse(String currency) {
    return IN_USE.contains(currency);
  }

  /** A whole number as a whole number, so that JSON shows 3000 and not 3E+3. */
  static Number number(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    return plain.scale() <= 0 && plain.precision() - plain.scale() <= 18 ? (Number) plain.longValueExact() : amount;
  }

  /**
   * An amount as people write it: the last separator is a decimal point when other than three digits follow it, and separates thousands
   * otherwise.
   */
  static BigDecimal parse(String written) {
    String digits = written.replaceAll("[\\s']", "");
    int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    if (last < 0) {
      return new BigDecimal(digits);
    }
    int behind = digits.length() - last - 1;
    boolean decimal = behind != 3;
    String whole = digits.substring(0, last).replaceAll("[.,]", "");
    String rest = digits.substring(last + 1);
    return new BigDecimal(decimal && !rest.isEmpty() ? (whole.isEmpty() ? "0" : whole) + "." + rest : whole + rest);
  }
}
