package io.lotara.travel.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a provider asks to be left alone. */
final class Waits {
  /** The second is Duffel's: the moment at which the window of calls begins anew. */
  private static final List<String> HEADERS = List.of("retry-after", "ratelimit-reset");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");
  private static final long EPOCH = 1_000_000_000;

  private Waits() {}

  /** What the headers say, zero or more; empty when they say nothing that can be read. */
  static Optional<Duration> asked(HttpHeaders headers, Instant now) {
    return HEADERS.stream().flatMap(h -> headers.firstValue(h).stream()).flatMap(v -> time(v.strip(), now).stream()).findFirst();
  }

  /** Seconds to wait, seconds since 1970, an HTTP date or an ISO 8601 instant. */
  private static Optional<Duration> time(String value, Instant now) {
    if (NUMBER.matcher(value).matches()) {
      long seconds = Long.parseLong(value);
      return Optional.of(seconds < EPOCH ? Duration.ofSeconds(seconds) : until(Instant.ofEpochSecond(seconds), now));
    }
    try {
      return Optional.of(until(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(), now));
    } catch (DateTimeParseException e) {
      return instant(value, now);
    }
  }

  private static Optional<Duration> instant(String value, Instant now) {
    try {
      return Optional.of(until(Instant.parse(value), now));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration until(Instant moment, Instant now) {
    return moment.isAfter(now) ? Duration.between(now, moment) : Duration.ZERO;
  }
}
