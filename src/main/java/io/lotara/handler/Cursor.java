package io.lotara.handler;

import io.lotara.digest.Sha256;
import io.micronaut.core.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Where a page of a list ended, as clients hold it: opaque, URL-safe, and good only for the list it came from. It grants nothing: the list
 * that it is used on is always that of the tenant who asks.
 */
final class Cursor {
  private static final Pattern PLACE = Pattern.compile("[0-9]{13}#[0-9a-f-]{36}");
  private static final int MARK = 16;
  private final String mark;

  /** For the list of a tenant's user. */
  Cursor(String tenant, String userId) {
    this.mark = mark(tenant + "\n" + userId);
  }

  String write(String place) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString((mark + place).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The place, or null when there is no cursor.
   *
   * @throws ApiException 422 when it is none of this list
   */
  @Nullable String read(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      text = "";
    }
    if (!text.startsWith(mark) || !PLACE.matcher(text.substring(MARK)).matches()) {
      throw QueryFields.wrong("cursor", "must be the next_cursor of this list", "value_error");
    }
    return text.substring(MARK);
  }

  private static String mark(String list) {
    return Sha256.hex(list, MARK / 2);
  }
}
