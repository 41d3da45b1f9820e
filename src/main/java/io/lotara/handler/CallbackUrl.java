package io.lotara.handler;

import io.micronaut.core.annotation.Nullable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** What can be said of a callback address without asking anybody: https, a public name, nothing hidden in it. */
final class CallbackUrl {
  private CallbackUrl() {}

  /** What is wrong with it; empty when nothing is, or when there is none. */
  static Optional<String> complaint(@Nullable String url) {
    if (url == null) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("must be a URL");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      return Optional.of("must begin with https://");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      return Optional.of("must name a host, without user information");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    int dot = name.lastIndexOf('.');
    // A last label with a digit first is a number in one of the spellings of an IPv4 address.
    boolean address = name.startsWith("[") || (dot >= 0 && dot + 1 < name.length() && Character.isDigit(name.charAt(dot + 1)));
    boolean local =
        dot < 0 || name.endsWith(".localhost") || name.endsWith(".local") || name.endsWith(".internal");
    return address || local ? Optional.of("must name a public host, not an address or a local name") : Optional.empty();
  }
}
