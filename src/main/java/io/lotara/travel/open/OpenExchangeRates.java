package io.lotara.travel.open;

import io.lotara.travel.ExchangeRates;
import io.micronaut.core.util.SupplierUtil;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The exchange rates of the committed open data: one day's rates, to eight digits, through the US dollar. */
@Singleton
public class OpenExchangeRates implements ExchangeRates {
  private record Rates(LocalDate asOf, Map<String, BigDecimal> perUsd) {}

  private final Supplier<Rates> rates = SupplierUtil.memoized(OpenExchangeRates::read);

  @Override
  public LocalDate asOf() {
    return rates.get().asOf;
  }

  @Override
  public boolean knows(String currency) {
    return rates.get().perUsd.containsKey(currency);
  }

  @Override
  public BigDecimal rate(String from, String to) {
    return perUsd(to).divide(perUsd(from), MathContext.DECIMAL64);
  }

  private BigDecimal perUsd(String currency) {
    BigDecimal rate = rates.get().perUsd.get(currency);
    if (rate == null) {
      throw new IllegalArgumentException("no exchange rate for currency " + currency);
    }
    return rate;
  }

  private static Rates read() {
    Map<String, BigDecimal> perUsd = new HashMap<>();
    LocalDate day = null;
    for (var row : Table.rows("rates.csv")) {
      perUsd.put(row.getField("currency"), new BigDecimal(row.getField("per_usd")));
      day = LocalDate.parse(row.getField("date"));
    }
    return new Rates(day, Map.copyOf(perUsd));
  }
}
