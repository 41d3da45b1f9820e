package io.lotara.handler;

import io.lotara.job.JobKind.Violation;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters behind a path, read strictly. They are taken from the event: the adapter would split them at commas. */
final class QueryFields {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,40}");
  private final Map<String, String> values;

  QueryFields(HttpRequest<?> request) {
    Map<String, String> given = RoutePath.event(request).getQueryStringParameters();
    this.values = given == null ? Map.of() : given;
  }

  @Nullable String text(String name) {
    return values.get(name);
  }

  /**
   * A whole number that may be missing.
   *
   * @param max what is larger becomes this
   */
  int number(String name, int min, int max, int otherwise) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    if (WHOLE.matcher(text).matches()) {
      int value = new BigInteger(text).min(BigInteger.valueOf(max)).intValue();
      if (value >= min) {
        return value;
      }
    }
    throw wrong(name, "must be a whole number, %d or more".formatted(min), "int_parsing");
  }

  static ApiException wrong(String name, String msg, String type) {
    return ApiException.invalid(List.of(new Violation(List.of("query", name), msg, type)));
  }
}
