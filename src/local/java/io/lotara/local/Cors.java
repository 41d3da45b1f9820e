package io.lotara.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API's CORS rules. The gateway answers preflights itself, and what a function says about CORS is replaced by these rules. */
record Cors(List<String> origins, List<String> methods, List<String> headers, List<String> exposed, Optional<Integer> maxAge, boolean credentials) {
  private static final String PREFIX = "access-control-";

  /** {@code value} is SAM's {@code CorsConfiguration}: {@code true} for all origins, or the rules. */
  static Optional<Cors> of(Object value) {
    if (value == Values.NULL || Boolean.FALSE.equals(value)) {
      return Optional.empty();
    }
    if (Boolean.TRUE.equals(value)) {
      return Optional.of(new Cors(List.of("*"), List.of(), List.of(), List.of(), Optional.empty(), false));
    }
    var place = "CorsConfiguration";
    var rules = Values.map(value, place);
    return Optional.of(
        new Cors(
            Values.strings(rules.get("AllowOrigins"), place),
            Values.strings(rules.get("AllowMethods"), place),
            Values.strings(rules.get("AllowHeaders"), place),
            Values.strings(rules.get("ExposeHeaders"), place),
            rules.containsKey("MaxAge") ? Optional.of(Values.number(rules, "MaxAge", 0, place)) : Optional.empty(),
            Values.flag(rules, "AllowCredentials", false, place)));
  }

  static boolean decides(String header) {
    return header.toLowerCase(java.util.Locale.ROOT).startsWith(PREFIX);
  }

  /** Headers of the answer to a preflight: none for an origin that may not call. */
  Map<String, String> preflight(String origin) {
    var answer = allowed(origin);
    if (!answer.isEmpty()) {
      put(answer, "allow-methods", methods);
      put(answer, "allow-headers", headers);
      maxAge.ifPresent(seconds -> answer.put(PREFIX + "max-age", seconds.toString()));
    }
    return answer;
  }

  /** Headers of every other answer: none for an origin that may not call. */
  Map<String, String> actual(String origin) {
    var answer = allowed(origin);
    if (!answer.isEmpty()) {
      put(answer, "expose-headers", exposed);
    }
    return answer;
  }

  private Map<String, String> allowed(String origin) {
    var answer = new LinkedHashMap<String, String>();
    if (origin != null && origins.stream().anyMatch(rule -> matches(rule, origin))) {
      answer.put(PREFIX + "allow-origin", origins.contains("*") ? "*" : origin);
      if (credentials) {
        answer.put(PREFIX + "allow-credentials", "true");
      }
    }
    return answer;
  }

  private static boolean matches(String rule, String origin) {
    return rule.equals("*") || rule.equals(origin) || rule.endsWith("://*") && origin.startsWith(rule.substring(0, rule.length() - 1));
  }

  private static void put(Map<String, String> answer, String name, List<String> values) {
    if (!values.isEmpty()) {
      answer.put(PREFIX + name, String.join(",", values));
    }
  }
}
