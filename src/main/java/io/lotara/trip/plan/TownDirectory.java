package io.lotara.trip.plan;

import io.lotara.travel.Town;
import io.lotara.travel.TravelSource;
import io.micronaut.core.annotation.Nullable;
import java.util.List;
import java.util.Optional;

/** Where towns are looked up while the search for a trip is made: the travel sources chosen for it, in their order. */
public interface TownDirectory {

  /**
   * Towns of that name, the likeliest first; region and country narrow the choice where that leaves any.
   *
   * @param region state or province, or null
   * @param country ISO 3166-1 alpha-2, or null
   */
  List<Town> towns(String name, @Nullable String region, @Nullable String country);

  /**
   * Towns worth a visit in a region or country by its name, the best first, and less known ones behind them where there are not that many;
   * empty when none is known.
   */
  List<Town> townsIn(String regionOrCountry, int atLeast);

  /**
   * A source that answers from memory and can be asked as often as the search likes, so that routes can be compared before the trip's own
   * questions are sent; empty when every answer costs a call.
   */
  Optional<TravelSource> probe();
}
