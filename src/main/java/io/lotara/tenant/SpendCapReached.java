package io.lotara.tenant;

/** The next call of a language model could cost more than the tenant may still spend. Nothing was counted. */
public class SpendCapReached extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param message for a person, without a full stop */
  public SpendCapReached(String message) {
    super(message);
  }
}
