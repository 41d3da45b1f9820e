package io.lotara.trip.trigger;

/** What may suggest a trip. */
public enum TriggerType {
  /** A price fell: the very route and dates are planned. */
  PRICE_DROP,
  /** Free days: they are filled. */
  CALENDAR_GAP,
  /** Money left over: a trip within it. */
  BUDGET_SURPLUS,
  /** Anything else: planned from what the context says. */
  OTHER;

  /** The type by its name on the wire; what is unknown is {@link #OTHER}. */
  public static TriggerType of(String name) {
    return switch (name) {
      case "price_drop", "price_alert" -> PRICE_DROP;
      case "calendar_gap" -> CALENDAR_GAP;
      case "budget_surplus" -> BUDGET_SURPLUS;
      default -> OTHER;
    };
  }
}
