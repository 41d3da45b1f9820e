package io.lotara.travel;

/** A source could not answer. The type decides whether asking again can help. */
public sealed class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SourceException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A time-out, a throttle, a fault on the provider's side: the same question may be answered later. */
  public static final class Retriable extends SourceException {
    private static final long serialVersionUID = 1L;

    public Retriable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A refused key, a rejected question: asking again changes nothing. */
  public static final class Final extends SourceException {
    private static final long serialVersionUID = 1L;

    public Final(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
