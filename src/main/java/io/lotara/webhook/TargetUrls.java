package io.lotara.webhook;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses may be told anything. What can be said of a URL without asking anybody is said when it is given; where its name leads is
 * looked at each time that something is sent there, because that may change.
 */
@Singleton
public class TargetUrls {
  /** Longest URL. */
  public static final int MAX_LENGTH = 2000;

  private static final int HTTPS = 443;
  private static final int FIRST_UNPRIVILEGED = 1024;

  /** Names of at least two labels in ASCII; a last one that begins with a digit is a number in one of the spellings of an IPv4 address. */
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]*");

  /** Last labels that are of no public name (RFC 6761, 6762, 7686, 8375, 9476, ICANN's reservations, and what networks use). */
  private static final Set<String> LOCAL =
      Set.of(
          "localhost", "local", "localdomain", "internal", "intranet", "private", "lan", "home", "corp", "mail", "test", "invalid", "onion",
          "alt", "arpa");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopback;

  /**
   * @param loopback whether http and the machine itself are allowed, to try things out
   * @param runtimeApi where Lambda's runtime is asked for events, blank when nothing runs there: it is on the machine itself, and whoever may call it
   *     can take events and answer them, so then nothing of the machine is allowed whatever else is said
   */
  public TargetUrls(
      @Value("${lotara.loopback-webhooks:false}") boolean loopback, @Value("${aws.lambda.runtime.api:}") String runtimeApi) {
    this.loopback = loopback && runtimeApi.isBlank();
  }

  /** What is wrong with a URL, as it ends "this URL …"; empty when nothing is, or when there is none. */
  public Optional<String> complaint(@Nullable String url) {
    if (url == null) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("must be a URL");
    }
    // Parsers that do not agree on where a host ends are a door: nothing is accepted that could be read in two ways.
    if (!VISIBLE.matcher(url).matches() || url.indexOf('\\') >= 0 || url.length() > MAX_LENGTH) {
      return Optional.of("must be a URL in visible ASCII, up to %d characters".formatted(MAX_LENGTH));
    }
    if (loopback && isLoopback(uri)) {
      return Optional.empty();
    }
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      return Optional.of("must begin with https://");
    }
    if (uri.getRawAuthority() == null) {
      return Optional.of("must name a host");
    }
    if (uri.getRawAuthority().indexOf('@') >= 0) {
      return Optional.of("must be without user information");
    }
    // What the parser takes for no host name: an address in another spelling, or letters that no name has.
    if (uri.getHost() == null || !isPublicName(uri.getHost().toLowerCase(Locale.ROOT))) {
      return Optional.of("must name a public host, not an address or a local name");
    }
    return uri.getPort() == -1 || uri.getPort() == HTTPS || uri.getPort() >= FIRST_UNPRIVILEGED && uri.getPort() <= 0xffff
        ? Optional.empty()
        : Optional.of("must use port 443, or one from 1024 on");
  }

  private static boolean isPublicName(String host) {
    return NAME.matcher(host).matches() && !LOCAL.contains(host.substring(host.lastIndexOf('.') + 1));
  }

  private static boolean isLoopback(URI uri) {
    boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    return http
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  /** Whether something may be sent to an address that the name of a URL leads to now. */
  boolean reachable(URI url, InetAddress address) {
    return PublicAddress.is(address) || loopback && isLoopback(url) && address.isLoopbackAddress();
  }
}
