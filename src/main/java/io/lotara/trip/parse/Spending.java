package io.lotara.trip.parse;

import io.lotara.trip.TripRequest.Budget;
import io.lotara.trip.TripRequest.BudgetScope;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Money that may be spent, as it was said.
 *
 * @param amount above zero
 * @param currency ISO 4217, or null when nobody said
 * @param perPerson whether for each traveller
 * @param perDay whether for each day
 */
public record Spending(BigDecimal amount, @Nullable String currency, boolean perPerson, boolean perDay) {

  /** For a trip of that many days, in that currency when none was said. */
  Budget budget(int days, String usual) {
    BigDecimal whole = perDay ? amount.multiply(BigDecimal.valueOf(days)) : amount;
    return new Budget(
        whole, currency == null ? usual : currency, perPerson ? BudgetScope.PER_PERSON : BudgetScope.TOTAL);
  }

  static Object json(Budget budget) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("amount", Amounts.number(budget.amount()));
    object.put("currency", budget.currency());
    object.put("scope", budget.scope() == BudgetScope.TOTAL ? "total" : "per_person");
    return object;
  }
}
