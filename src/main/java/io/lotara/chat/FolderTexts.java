package io.lotara.chat;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Texts of chats in a folder, each tenant's in one of its own: what the local runner has in place of an object store. */
@Singleton
@Requires(property = ChatTexts.LOCATION, pattern = "(?!s3://).+")
class FolderTexts implements ChatTexts {
  private final Path folder;

  FolderTexts(@Value("${" + ChatTexts.LOCATION + "}") String folder) {
    this.folder = Path.of(folder);
  }

  @Override
  public Optional<Text> read(String tenant, String name, @Nullable String known) throws IOException {
    Path file = folder.resolve(tenant).resolve(name);
    String tag = Files.getLastModifiedTime(file) + " " + Files.size(file);
    if (tag.equals(known)) {
      return Optional.empty();
    }
    try (InputStream body = Files.newInputStream(file)) {
      return Optional.of(Text.of(body, tag));
    }
  }
}
