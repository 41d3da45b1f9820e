package io.lotara.interleave;

import io.micronaut.core.annotation.Nullable;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a process has heard from one call: an answer, or what was thrown. Two that say the same are equal. */
final class Heard {
  private final @Nullable Object answer;
  private final @Nullable RuntimeException thrown;
  private final Object image;

  private Heard(@Nullable Object answer, @Nullable RuntimeException thrown, Object image) {
    this.answer = answer;
    this.thrown = thrown;
    this.image = image;
  }

  static Heard answer(@Nullable Object answer) {
    return new Heard(answer, null, Optional.ofNullable(image(answer)));
  }

  static Heard thrown(RuntimeException thrown) {
    return new Heard(null, thrown, thrown.getClass());
  }

  /** Bytes are equal only to themselves. */
  private static @Nullable Object image(@Nullable Object answer) {
    return switch (answer) {
      case byte[] bytes -> ByteBuffer.wrap(bytes);
      case Optional<?> maybe when maybe.isPresent() && maybe.get() instanceof byte[] bytes -> Optional.of(ByteBuffer.wrap(bytes));
      case null, default -> answer;
    };
  }

  @Nullable Object again() {
    if (thrown != null) {
      throw thrown;
    }
    return answer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Heard heard && image.equals(heard.image);
  }

  @Override
  public int hashCode() {
    return image.hashCode();
  }
}
