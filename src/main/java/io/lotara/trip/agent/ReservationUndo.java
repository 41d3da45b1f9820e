package io.lotara.trip.agent;

import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.Undo;
import io.lotara.travel.Reservations;
import io.micronaut.context.annotation.EachBean;
import java.util.Optional;

/** Undoes reservations: what was intended and may have happened is looked up by its key first. */
@EachBean(Reservations.class)
class ReservationUndo implements Undo {
  private final Reservations reservations;

  ReservationUndo(Reservations reservations) {
    this.reservations = reservations;
  }

  @Override
  public String source() {
    return reservations.source();
  }

  @Override
  public Effect undo(Effect effect) {
    if (effect.ref() != null) {
      reservations.cancel(effect.ref());
      return settled(effect, EffectState.COMPENSATED, effect.ref());
    }
    if (!reservations.honoursKeys()) {
      return settled(effect, EffectState.NEEDS_RECONCILE, null);
    }
    Optional<Reservations.Reservation> made = reservations.find(effect.key());
    made.ifPresent(r -> reservations.cancel(r.ref()));
    return settled(effect, EffectState.COMPENSATED, made.map(Reservations.Reservation::ref).orElse(null));
  }

  private static Effect settled(Effect effect, EffectState state, String ref) {
    return new Effect(effect.source(), effect.key(), state, ref);
  }
}
