package io.lotara.trip.plan;

import io.lotara.travel.Town;
import io.lotara.travel.TravelSource;
import io.micronaut.core.annotation.Nullable;
import java.util.List;
import java.util.Optional;

/** Towns from travel sources: the first source that knows a name answers. */
public final class SourcedTowns implements TownDirectory {
  private final List<TravelSource> sources;
  private final Optional<TravelSource> probe;

  /**
   * Towns of these sources.
   *
   * @param sources in order of preference
   * @param probe the one of them that answers from memory and will be planned with, or empty
   */
  public SourcedTowns(List<TravelSource> sources, Optional<TravelSource> probe) {
    this.sources = List.copyOf(sources);
    this.probe = probe;
  }

  @Override
  public List<Town> towns(String name, @Nullable String region, @Nullable String country) {
    for (TravelSource source : sources) {
      List<Town> found = region == null ? List.of() : source.towns(name + ", " + region);
      if (found.isEmpty()) {
        // A source may draw its regions otherwise than the one who understood the name.
        found = source.towns(name);
      }
      List<Town> inCountry = found.stream().filter(t -> country != null && country.equals(t.country())).toList();
      if (!found.isEmpty()) {
        return inCountry.isEmpty() ? found : inCountry;
      }
    }
    return List.of();
  }

  @Override
  public List<Town> townsIn(String regionOrCountry, int atLeast) {
    for (TravelSource source : sources) {
      List<Town> found = source.townsIn(regionOrCountry, atLeast);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  @Override
  public Optional<TravelSource> probe() {
    return probe;
  }
}
