package io.lotara.tenant;

import io.lotara.digest.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** The text of keys, {@code lk_} and 32 random bytes in base64url: what clients send and nobody keeps. */
public final class KeyText {
  private static final String PREFIX = "lk_";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  private KeyText() {}

  /** A new one. */
  public static String random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether this could be the text of a key; if not, no store need be asked. */
  public static boolean possible(String text) {
    return FORM.matcher(text).matches();
  }

  /** The id of the key with this text: its SHA-256. So many random bits need neither salt nor a slow hash. */
  public static String id(String text) {
    return Sha256.hex(text);
  }
}
