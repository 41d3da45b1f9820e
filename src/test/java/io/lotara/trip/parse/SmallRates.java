package io.lotara.trip.parse;

import io.lotara.travel.ExchangeRates;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Map;

/** Four made-up rates for tests. */
record SmallRates() implements ExchangeRates {
  private static final Map<String, BigDecimal> PER_DOLLAR =
      Map.of("USD", BigDecimal.ONE, "EUR", new BigDecimal("0.8"), "VND", new BigDecimal("25000"), "GBP", new BigDecimal("0.75"));

  @Override
  public LocalDate asOf() {
    return LocalDate.of(2026, 11, 1);
  }

  @Override
  public boolean knows(String currency) {
    return PER_DOLLAR.containsKey(currency);
  }

  @Override
  public BigDecimal rate(String from, String to) {
    return PER_DOLLAR.get(to).divide(PER_DOLLAR.get(from), MathContext.DECIMAL64);
  }
}
