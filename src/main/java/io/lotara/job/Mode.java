package io.lotara.job;

import java.util.Locale;

/** Who began it. */
public enum Mode {
  /** A person asked. */
  REACTIVE,
  /** A watch or another trigger did. */
  PROACTIVE;

  /** The name on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
