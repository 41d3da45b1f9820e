package io.lotara.travel.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenExchangeRatesTest {
  private static final OpenExchangeRates RATES = new OpenExchangeRates();

  /** Bands wide enough for some years of ordinary movement, narrow enough that an inverted or shifted rate falls out. */
  @ParameterizedTest
  @CsvSource({
    "EUR,0.7,1.1", "GBP,0.6,0.95", "JPY,90,200", "VND,20000,32000", "CHF,0.65,1.1", "CNY,5.5,8", "KRW,1000,1700", "INR,70,120",
    "SGD,1.1,1.5", "AUD,1.1,1.9", "CAD,1.1,1.6", "THB,25,42", "IDR,12000,22000", "BRL,4,7", "MXN,14,25", "AED,3.67,3.68",
    "HKD,7.7,7.9", "KWD,0.28,0.34"
  })
  void dollarsBuyWhatTheyUsuallyBuy(String currency, double low, double high) {
    double rate = RATES.rate("USD", currency).doubleValue();
    assertTrue(rate >= low && rate <= high, currency + " " + rate);
  }

  @Test
  void bothDirectionsAgree() {
    double there = RATES.rate("EUR", "VND").doubleValue();
    double back = RATES.rate("VND", "EUR").doubleValue();
    assertEquals(1, there * back, 1e-9);
    assertTrue(RATES.rate("VND", "EUR").precision() >= 6);
    assertEquals(0, BigDecimal.ONE.compareTo(RATES.rate("JPY", "JPY")));
  }

  @Test
  void amountsAreRoundedToTheCurrency() {
    assertEquals(0, RATES.convert(new BigDecimal("100"), "USD", "JPY").scale());
    assertEquals(2, RATES.convert(new BigDecimal("20000000"), "VND", "USD").scale());
  }

  @Test
  void everyCountrysCurrencyIsKnown() {
    for (String country : Locale.getISOCountries()) {
      Currency currency = Currency.getInstance(Locale.of("", country));
      assertTrue(currency == null || RATES.knows(currency.getCurrencyCode()), country + " " + currency);
    }
  }

  @Test
  void anUnknownCurrencyIsNamed() {
    assertFalse(RATES.knows("XXX"));
    var refused = assertThrows(IllegalArgumentException.class, () -> RATES.rate("USD", "QQQ"));
    assertTrue(refused.getMessage().contains("QQQ"));
    assertEquals(LocalDate.of(2026, 9, 29), RATES.asOf());
  }
}
