package io.lotara.travel.open;

import io.micronaut.core.annotation.Nullable;
import java.util.HashMap;
import java.util.Map;

/** Price levels of countries from {@code ground.csv}: 1 low, 2 middle, 3 high; 2 where the file says nothing. */
final class PriceLevels {
  private static final int USUAL = 2;
  private final Map<String, Integer> byCountry = new HashMap<>();

  PriceLevels() {
    Table.rows("ground.csv").forEach(row -> byCountry.put(row.getField("country"), Integer.valueOf(row.getField("level"))));
  }

  /** By ISO 3166-1 code. */
  int of(@Nullable String country) {
    return byCountry.getOrDefault(country == null ? "" : country, USUAL);
  }
}
