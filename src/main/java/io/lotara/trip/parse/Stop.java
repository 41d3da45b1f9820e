package io.lotara.trip.parse;

import io.lotara.trip.TripRequest.DestinationKind;
import io.micronaut.core.annotation.Nullable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A place by name, as it was said and before anyone looked it up.
 *
 * @param name as it is spelt there
 * @param kind what it names, or null when nobody said
 * @param region a qualifier, or null
 * @param country a qualifier: a name or an ISO 3166-1 code, or null
 * @param nights asked for here, or null
 */
public record Stop(
    String name,
    @Nullable DestinationKind kind,
    @Nullable String region,
    @Nullable String country,
    @Nullable Integer nights) {

  /** A name and nothing else. */
  public static Stop of(String name) {
    return new Stop(name, null, null, null, null);
  }

  /** The same place for so many nights. */
  public Stop nights(@Nullable Integer count) {
    return new Stop(name, kind, region, country, count);
  }

  /** The same place, known to be of that kind. */
  public Stop as(DestinationKind known) {
    return new Stop(name, known, region, country, nights);
  }

  /** The same place under another name. */
  public Stop named(String other) {
    return new Stop(other, kind, region, country, nights);
  }

  /** Name and qualifiers with commas between, as one would look it up. */
  public String lookup() {
    StringBuilder b = new StringBuilder(name);
    if (region != null) {
      b.append(", ").append(region);
    }
    if (country != null) {
      b.append(", ").append(country);
    }
    return b.toString();
  }

  /** As JSON holds it in {@code constraints}: a string, or an object when nights go with it. */
  Object json() {
    if (nights == null) {
      return lookup();
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("city", lookup());
    object.put("nights", nights);
    return object;
  }
}
