package io.lotara.tenant;

import java.util.Locale;
import java.util.Optional;

/** What a key is good for. */
public enum Scope {
  /** Asks for trips and keeps what is said of them: plans, suggestions, price watches, feedback, preferences, chat. */
  PLAN,
  /** Looks: every GET. */
  READ,
  /** Speaks for a person on a running job: approves, refuses, answers, cancels. */
  APPROVE,
  /** All of the others, and what is listed nowhere. */
  ADMIN;

  /** Its name outside. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope of that name. */
  public static Optional<Scope> of(String wire) {
    for (Scope scope : values()) {
      if (scope.wire().equals(wire)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
