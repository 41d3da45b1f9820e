package io.lotara.s3;

import io.lotara.chat.ChatTexts;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Texts of chats under a prefix in S3, each tenant's under its own name: {@code s3://bucket/prefix/acme/returns.md}. */
@Singleton
@Requires(property = ChatTexts.LOCATION, pattern = "s3://.+")
class S3ChatTexts implements ChatTexts {
  private final S3Place place;
  private final Provider<S3Objects> objects;

  S3ChatTexts(@Value("${" + ChatTexts.LOCATION + "}") String location, Provider<S3Objects> objects) {
    this.place =
        S3Place.of(location)
            .orElseThrow(() -> new IllegalArgumentException("LOTARA_CHAT_TEXTS must be s3://bucket/prefix, not " + location));
    this.objects = objects;
  }

  @Override
  public Optional<Text> read(String tenant, String name, @Nullable String known) throws IOException {
    Optional<S3Objects.Found> found = objects.get().open(place.bucket(), place.prefix() + tenant + "/" + name, known);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream body = found.get().body()) {
      return Optional.of(Text.of(body, found.get().tag()));
    }
  }
}
