package io.lotara.job;

import java.util.Locale;

/** What is known of something done outside. */
public enum EffectState {
  /** Nothing was booked: the source cannot, or refused. */
  NOT_BOOKED,
  /** The key is recorded; the call may or may not have been made. */
  INTENDED,
  HELD,
  BOOKED,
  /** Undone, or found never to have happened. */
  COMPENSATED,
  /** The provider cannot say: a person must look. */
  NEEDS_RECONCILE;

  /** The name on the wire; an intention is not a booking yet. */
  public String wire() {
    return (this == INTENDED ? NOT_BOOKED : this).name().toLowerCase(Locale.ROOT);
  }

  /** Whether something may be there to be undone. */
  public boolean undoable() {
    return this == INTENDED || this == HELD || this == BOOKED;
  }
}
