package io.lotara.handler;

import io.lotara.webhook.TargetUrls;
import io.micronaut.core.annotation.Nullable;

/** Reads an address that is to be told, with one complaint at most: of what is no URL at all, only that is said. */
final class TargetUrlField {
  private TargetUrlField() {}

  /** An address that may be missing or null. */
  static @Nullable String read(BodyFields fields, String name, TargetUrls urls) {
    String url = fields.optionalText(name, 1, TargetUrls.MAX_LENGTH);
    boolean readable = url != null && !url.isEmpty() && url.codePointCount(0, url.length()) <= TargetUrls.MAX_LENGTH;
    if (readable) {
      urls.complaint(url).ifPresent(msg -> fields.add(name, msg, "url_unsafe"));
    }
    return url;
  }

  /** An address that must be there. */
  static String required(BodyFields fields, String name, TargetUrls urls) {
    String url = read(fields, name, urls);
    if (!fields.present(name)) {
      fields.add(name, "this field is required", "missing");
    }
    return url == null ? "" : url;
  }
}
