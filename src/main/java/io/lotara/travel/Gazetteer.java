package io.lotara.travel;

import io.micronaut.core.annotation.Nullable;
import java.util.List;
import java.util.Optional;

/** Names of places: towns, regions, countries. Lookups only; loaded on first use. */
public interface Gazetteer {

  /**
   * Towns by name or alias, the likeliest (covered by our own facts, then most people) first. Case and diacritics do not matter; a qualifier
   * after a comma narrows ({@code Paris, Texas}). No typing errors are forgiven here.
   */
  List<Town> towns(String name);

  /**
   * The nearest spellings of a town name within a small edit distance, the likeliest first; only towns that are well known (our own facts
   * or more than 200,000 people), at most five.
   */
  List<Town> similar(String misspelt);

  /**
   * A country by its name in any of some thirty languages, by ISO code of two or three letters in upper case ({@code in} and {@code to} are
   * words), or by a usual alias ({@code UK}, {@code USA}).
   */
  Optional<Country> country(String name);

  /**
   * A region (US state, province, {@code Tuscany}, {@code Kanto}, {@code Southeast Asia}) by name: its usual name, or empty when unknown. An
   * abbreviation ({@code TX}) counts in upper case only.
   */
  Optional<Region> region(String name);

  /** Covered towns of a country or region, best first. */
  List<Town> covered(String regionOrCountry);

  /** Every town with facts of our own, the best known first; empty when there are none. */
  default List<Town> covered() {
    return List.of();
  }

  /** A town by IATA airport or city code in upper case, for example {@code HAN} or {@code NRT}. */
  Optional<Town> byAirport(String iata);

  /**
   * A country.
   *
   * @param code ISO 3166-1 alpha-2
   * @param name English name
   * @param currency ISO 4217
   */
  record Country(String code, String name, String currency) {}

  /**
   * A part of a country, or a part of the world.
   *
   * @param name English name
   * @param country ISO 3166-1 alpha-2, or null when it spans several countries
   */
  record Region(String name, @Nullable String country) {}
}
