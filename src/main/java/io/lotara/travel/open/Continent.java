package io.lotara.travel.open;

import java.util.Set;

/** Continents as markets for air fares. */
enum Continent {
  EUROPE(
      "AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM"
          + " UA VA XK"),
  AFRICA(
      "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SL SN"
          + " SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"),
  SOUTH_AMERICA("AR BO BR CL CO EC FK GF GY PE PY SR UY VE"),
  OCEANIA("AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PW SB TO TV VU WF WS"),
  ELSEWHERE("");

  private static final Set<String> LOW_COST_ASIA =
      Set.of("BD", "BN", "ID", "IN", "KH", "LA", "LK", "MM", "MY", "NP", "PH", "SG", "TH", "VN");
  private final Set<String> countries;

  Continent(String countries) {
    this.countries = Set.of(countries.split(" "));
  }

  /** The continent of a country by its ISO code. */
  static Continent of(String country) {
    for (Continent continent : values()) {
      if (continent.countries.contains(country)) {
        return continent;
      }
    }
    return ELSEWHERE;
  }

  /** Few carriers compete on the way there. */
  boolean remote() {
    return this == AFRICA || this == SOUTH_AMERICA || this == OCEANIA;
  }

  /** Southeast and South Asia, where low-cost carriers set the price. */
  static boolean lowCostAsia(String country) {
    return LOW_COST_ASIA.contains(country);
  }
}
