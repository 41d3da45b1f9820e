package io.lotara.local;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a route as an HTTP API does: a full match before one with a greedy {@code {name+}}, {@code $default} last; among equals a
 * literal segment before a variable one, and the method itself before {@code ANY}. A trailing slash makes another path, and HEAD
 * another route than GET.
 */
final class HttpRoutes {
  /** A chosen route and what its variables stand for, decoded. */
  record Match(Template.Route route, Map<String, String> parameters) {}

  private record Candidate(Template.Route route, List<String> segments) {
    boolean greedy() {
      return !segments.isEmpty() && segments.getLast().endsWith("+}");
    }

    /** Smaller is chosen first. */
    String rank() {
      if (route.path().isEmpty()) {
        return "3";
      }
      var rank = new StringBuilder(greedy() ? "2" : "1");
      for (String segment : segments) {
        rank.append(segment.endsWith("+}") ? 'c' : segment.startsWith("{") ? 'b' : 'a');
      }
      return rank.append(route.method().equals("ANY") ? "z" : "m").toString();
    }
  }

  private final List<Candidate> candidates;

  HttpRoutes(List<Template.Route> routes) {
    candidates =
        routes.stream()
            .map(route -> new Candidate(route, route.path().map(HttpRoutes::segments).orElse(List.of())))
            .sorted(Comparator.comparing(Candidate::rank))
            .toList();
  }

  /**
   * @param path as it came, percent-encoded, without the query
   */
  Optional<Match> match(String method, String path) {
    var segments = segments(path);
    for (var candidate : candidates) {
      var route = candidate.route();
      if (route.method().equals(method) || route.method().equals("ANY")) {
        var parameters = route.path().isEmpty() ? Optional.of(Map.<String, String>of()) : parameters(candidate, segments);
        if (parameters.isPresent()) {
          return Optional.of(new Match(route, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> parameters(Candidate candidate, List<String> segments) {
    var wanted = candidate.segments();
    boolean greedy = candidate.greedy();
    if (greedy ? segments.size() < wanted.size() : segments.size() != wanted.size()) {
      return Optional.empty();
    }
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < wanted.size(); i++) {
      var pattern = wanted.get(i);
      if (pattern.endsWith("+}")) {
        var rest = String.join("/", segments.subList(i, segments.size()));
        if (rest.isEmpty()) {
          return Optional.empty();
        }
        parameters.put(pattern.substring(1, pattern.length() - 2), decode(rest));
      } else if (pattern.startsWith("{")) {
        if (segments.get(i).isEmpty()) {
          return Optional.empty();
        }
        parameters.put(pattern.substring(1, pattern.length() - 1), decode(segments.get(i)));
      } else if (!pattern.equals(decode(segments.get(i)))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static List<String> segments(String path) {
    return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
  }

  /** Percent-decoding as UTF-8. A plus sign in a path is a plus sign. */
  static String decode(String encoded) {
    return encoded.indexOf('%') < 0 ? encoded : URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
