package io.lotara.local;

/** A function threw, could not be made, or ran longer than it may. */
public final class FunctionFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean timeout;

  FunctionFailure(String message, Throwable cause, boolean timeout) {
    super(message, cause);
    this.timeout = timeout;
  }

  /** Whether it was ended for running too long. */
  public boolean timeout() {
    return timeout;
  }
}
