package io.lotara.chat;

import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts of tenants' chats that lie outside of the settings, as Markdown, each tenant's in a place of its own. */
public interface ChatTexts {
  /** The property that says where. */
  String LOCATION = "lotara.chat-texts";

  /** Bytes of the largest text. */
  int LARGEST = 256 * 1024;

  /** What a text may be called: one name, which leads to no other place. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * A text as it was when it was read.
   *
   * @param tag another one for every other text
   */
  record Text(String words, String tag) {

    /**
     * Reads a text to its end.
     *
     * @throws IOException when it is too large, no text, or cannot be read now
     */
    public static Text of(InputStream body, String tag) throws IOException {
      byte[] bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("it is larger than " + LARGEST / 1024 + " KiB");
      }
      try {
        return new Text(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), tag);
      } catch (CharacterCodingException e) {
        throw new IOException("it is no text in UTF-8", e);
      }
    }
  }

  /**
   * Reads a text.
   *
   * @param name as {@link #NAME} has it
   * @param known the tag of the text that the asker has, or null
   * @return empty when the text still has that tag
   * @throws java.nio.file.NoSuchFileException when there is none of that name
   * @throws java.nio.file.AccessDeniedException when it may not be read, or perhaps there is none
   * @throws IOException when it cannot be read now, is too large, or no text
   */
  Optional<Text> read(String tenant, String name, @Nullable String known) throws IOException;
}
