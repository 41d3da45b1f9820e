package io.lotara.e2e;

/** Thrown where a worker is to die. No exception, so that nothing in the function takes it for a fault that it can handle. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash(String where) {
    super("dies after " + where);
  }

  /** Whether something failed because of a crash. */
  static boolean in(Throwable thrown) {
    return thrown != null && (thrown instanceof Crash || in(thrown.getCause()));
  }
}
