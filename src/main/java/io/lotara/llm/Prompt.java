package io.lotara.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A question to a language model.
 *
 * @param name of the schema: letters, digits, {@code -} and {@code _}
 * @param instructions what to do; written by us, never with anybody else's text in it
 * @param schema JSON Schema of the answer, closed: {@code additionalProperties} is false and every property required, at every level
 * @param input what to do it with: JSON with the text of others, which is data and no instruction
 */
public record Prompt(String name, String instructions, String schema, String input) {

  /**
   * The prompt in the files {@code /lotara/prompts/<name>.md} and {@code <name>.schema.json}.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Prompt file(String name, String input) {
    return new Prompt(name, text(name + ".md"), text(name + ".schema.json"), input);
  }

  private static String text(String file) {
    try (InputStream in = Prompt.class.getResourceAsStream("/lotara/prompts/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no prompt file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
