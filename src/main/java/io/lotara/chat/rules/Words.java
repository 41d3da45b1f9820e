package io.lotara.chat.rules;

import io.lotara.travel.Price;
import io.lotara.travel.PriceKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How things are put into words. */
final class Words {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private Words() {}

  static String money(BigDecimal amount, String currency) {
    BigDecimal round = amount.setScale(amount.compareTo(BigDecimal.valueOf(100)) >= 0 ? 0 : Price.digits(currency), RoundingMode.HALF_UP);
    String pattern = round.scale() > 0 ? "#,##0.00" : "#,##0";
    return currency + " " + new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(round);
  }

  /** An amount, and that it is an estimate if it is one. */
  static String money(Price price) {
    return (price.kind() == PriceKind.ESTIMATED ? "about " : "") + money(price.amount(), price.currency());
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String days(int count) {
    return count == 1 ? "1 day" : count + " days";
  }

  static String people(int count) {
    return count == 1 ? "one person" : count + " people";
  }

  /** {@code a, b and c}. */
  static String list(List<String> things) {
    return things.size() < 2
        ? String.join("", things)
        : String.join(", ", things.subList(0, things.size() - 1)) + " and " + things.getLast();
  }
}
