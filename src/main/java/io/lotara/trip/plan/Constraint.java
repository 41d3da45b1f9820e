package io.lotara.trip.plan;

import java.util.Locale;

/**
 * What a trip must hold and could be asked to give up. The order is that in which they are tried for dropping when a smallest conflict is
 * looked for: what comes last stays in the conflict where there is a choice.
 */
enum Constraint {
  MINIMUM_NIGHTS,
  DIET,
  MAX_PER_NIGHT,
  ROOM_TYPE,
  HOUSE_RULE,
  CUISINE,
  CABIN,
  TRANSPORT,
  BUDGET;

  /** Its name in answers. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
