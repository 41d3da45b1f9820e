package io.lotara.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3.
 *
 * @param prefix of the keys there: empty, or with a slash at its end
 */
record S3Place(String bucket, String prefix) {
  private static final Pattern LOCATION = Pattern.compile("s3://([^/]+)(?:/(.*?))?/?");

  /** Reads {@code s3://bucket/prefix}; empty when it is nothing of that kind. */
  static Optional<S3Place> of(String location) {
    Matcher s3 = LOCATION.matcher(location);
    if (!s3.matches()) {
      return Optional.empty();
    }
    String prefix = s3.group(2) == null || s3.group(2).isEmpty() ? "" : s3.group(2) + "/";
    return Optional.of(new S3Place(s3.group(1), prefix));
  }
}
