package io.lotara.travel.open;

import io.lotara.travel.Position;
import io.micronaut.core.annotation.Nullable;
import java.util.List;

/**
 * A town of the gazetteer before its airports are looked up.
 *
 * @param id stable identifier
 * @param name usual English name
 * @param region state or another region, or null
 * @param country ISO 3166-1 alpha-2
 * @param position of its centre
 * @param population 0 when unknown
 * @param timezone IANA zone, or null
 * @param aliases other names
 * @param city our own facts of it, or null
 */
record Place(
    String id,
    String name,
    @Nullable String region,
    String country,
    Position position,
    long population,
    @Nullable String timezone,
    List<String> aliases,
    @Nullable City city) {

  boolean covered() {
    return city != null;
  }
}
