package io.lotara.handler;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;

/** A job's version as an entity tag (RFC 9110, section 8.8.3). */
final class ETags {
  private ETags() {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /** Whether the client named versions that it has. */
  static boolean asked(HttpRequest<?> request) {
    return request.getHeaders().contains(HttpHeaders.IF_NONE_MATCH);
  }

  /** Whether the client has this version already. */
  static boolean matches(HttpRequest<?> request, long version) {
    return matches(request, of(version));
  }

  /** Whether the client has what bears this tag already. */
  static boolean matches(HttpRequest<?> request, String present) {
    for (String header : request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH)) {
      for (String tag : header.split(",")) {
        String bare = tag.trim().startsWith("W/") ? tag.trim().substring(2) : tag.trim();
        if (bare.equals("*") || bare.equals(present)) {
          return true;
        }
      }
    }
    return false;
  }
}
