package io.lotara.erasure;

import io.lotara.interleave.Line;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.Undo;

/** Undoes what {@link Booking} has booked. */
final class Unbooking implements Undo {
  private final Line<ErasureWorld> line;

  Unbooking(Line<ErasureWorld> line) {
    this.line = line;
  }

  @Override
  public String source() {
    return Booking.SOURCE;
  }

  @Override
  public Effect undo(Effect effect) {
    line.call("undoes", true, s -> s.booked.remove(effect.key()) ? "undone" : "was not booked");
    return new Effect(effect.source(), effect.key(), EffectState.COMPENSATED, effect.ref());
  }
}
