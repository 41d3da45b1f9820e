package io.lotara.travel.open;

import io.lotara.travel.Gazetteer.Country;
import io.micronaut.core.util.SupplierUtil;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The countries of ISO 3166-1 with their names as the JDK (CLDR) gives them, and their currencies. */
final class Countries {
  private static final List<String> LANGUAGES =
      List.of(
          "vi", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "hr", "el", "tr", "ru", "uk", "ar",
          "he", "hi", "th", "id", "ms", "ja", "ko", "zh-Hans", "zh-Hant");

  /** What people write although no name list has it. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("uk", "GB"), Map.entry("great britain", "GB"), Map.entry("britain", "GB"), Map.entry("england", "GB"),
          Map.entry("usa", "US"), Map.entry("america", "US"), Map.entry("united states of america", "US"), Map.entry("the states", "US"),
          Map.entry("uae", "AE"), Map.entry("emirates", "AE"), Map.entry("holland", "NL"), Map.entry("the netherlands", "NL"),
          Map.entry("korea", "KR"), Map.entry("republic of korea", "KR"), Map.entry("czech republic", "CZ"), Map.entry("turkey", "TR"),
          Map.entry("turkiye", "TR"), Map.entry("viet nam", "VN"), Map.entry("burma", "MM"), Map.entry("ivory coast", "CI"),
          Map.entry("hong kong", "HK"), Map.entry("macau", "MO"), Map.entry("macao", "MO"), Map.entry("palestine", "PS"),
          Map.entry("cape verde", "CV"), Map.entry("swaziland", "SZ"), Map.entry("macedonia", "MK"), Map.entry("east timor", "TL"),
          Map.entry("vatican", "VA"), Map.entry("russian federation", "RU"), Map.entry("the philippines", "PH"),
          Map.entry("the bahamas", "BS"), Map.entry("the maldives", "MV"), Map.entry("prc", "CN"), Map.entry("mainland china", "CN"));

  private final Map<String, String> english = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();
  // Names in thirty languages cost some 150 ms to make: only when English does not answer.
  private final Supplier<Map<String, String>> foreign = SupplierUtil.memoized(Countries::foreignNames);

  Countries() {
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      String name = country.getDisplayCountry(Locale.ENGLISH);
      english.put(Spelling.fold(name), code);
      english.putIfAbsent(Spelling.fold(name.replace("&", "and")), code);
      codes.put(code, code);
      codes.put(country.getISO3Country(), code);
    }
    english.putAll(ALIASES);
  }

  /** By name in any of the languages, by alias, or by ISO code in upper case. */
  Optional<Country> find(String name) {
    String code = codes.get(name.strip());
    if (code == null) {
      code = english.get(Spelling.fold(name));
    }
    if (code == null && !name.isBlank()) {
      Map<String, String> names = foreign.get();
      code = names.get(name.strip().toLowerCase(Locale.ROOT));
      if (code == null) {
        code = names.get(Spelling.fold(name));
      }
    }
    return Optional.ofNullable(code).map(Countries::country);
  }

  /** By ISO code. */
  static Country country(String code) {
    Currency currency = Currency.getInstance(Locale.of("", code));
    String name = code.equals("TR") ? "Turkey" : Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    return new Country(code, name, currency == null ? "USD" : currency.getCurrencyCode());
  }

  private static Map<String, String> foreignNames() {
    Map<String, String> names = new HashMap<>();
    for (String tag : LANGUAGES) {
      Locale language = Locale.forLanguageTag(tag);
      for (String code : Locale.getISOCountries()) {
        String name = Locale.of("", code).getDisplayCountry(language);
        String folded = Spelling.fold(name);
        if (!folded.matches("[a-z]{1,3}")) {
          names.putIfAbsent(folded, code);
        } else if (!name.equalsIgnoreCase(folded)) {
          // Ý and Úc are countries in Vietnamese; y and uc are words elsewhere.
          names.putIfAbsent(name.toLowerCase(Locale.ROOT), code);
        }
      }
    }
    // Everyday names where CLDR has the formal one; looked up before folding, so their marks count.
    Map.of("mỹ", "US", "ý", "IT", "úc", "AU", "anh quốc", "GB", "hàn", "KR", "한국", "KR", "nga", "RU").forEach(names::putIfAbsent);
    return names;
  }
}
