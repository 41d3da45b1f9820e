package io.lotara.chat;

import java.util.regex.Pattern;

/**
 * Names that sources give to houses and places. Anybody may have written them, and the chat tells them to people and models; what is no
 * name is not told: markup, marks of a speaker, addresses of pages, sums of money, claims that something was decided, and whole speeches.
 */
public final class SourceNames {
  private static final int LONGEST = 80;
  private static final Pattern NO_NAME =
      Pattern.compile(
          "[\\p{Cc}\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069<>{}\\[\\]`\\\\]|(?i:https?:|www\\.|\\b(?:system|assistant|user|tool"
              + "|developer)\\s*:)"
              + "|[$€£¥₫]\\s?\\d|\\d\\s?(?:[$€£¥₫]|(?i:usd|eur|gbp|jpy|vnd|dollars?|euros?)\\b)|(?i:\\b(?:approved|booked|confirmed"
              + "|cancell?ed|reserved|paid)\\b)");

  private SourceNames() {}

  /** Whether it can be told as it is. */
  public static boolean tellable(String name) {
    return !name.isBlank() && name.codePointCount(0, name.length()) <= LONGEST && !NO_NAME.matcher(name).find();
  }

  /** The name, or what stands for one that is not told. */
  public static String told(String name, String otherwise) {
    return tellable(name) ? name : otherwise;
  }
}
