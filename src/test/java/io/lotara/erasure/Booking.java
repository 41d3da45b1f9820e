package io.lotara.erasure;

import io.lotara.interleave.Line;
import io.lotara.job.Agent;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one step of a trip: books one thing, as an execution does, with the key noted first; or finds something only. */
final class Booking implements Agent {
  static final String SOURCE = "provider";
  private final Line<ErasureWorld> line;
  private final boolean books;

  Booking(Line<ErasureWorld> line, boolean books) {
    this.line = line;
    this.books = books;
  }

  @Override
  public String kind() {
    return "trip";
  }

  @Override
  public String name() {
    return "execution";
  }

  @Override
  public StepOutcome run(StepContext context) {
    if (!books) {
      return new StepOutcome.Done(StepFacts.found(1.0, List.of("flights")), Map.of("flights", List.of("F")));
    }
    String key = context.job().key().id();
    Optional<Map<String, Effect>> noted = context.note(Map.of("flight", new Effect(SOURCE, key, EffectState.INTENDED, null)));
    if (noted.isEmpty()) {
      return new StepOutcome.Failed("STOPPED", "The job is over.", null, false, Duration.ZERO);
    }
    line.call("books", false, s -> s.booked.add(key) ? "booked" : "was booked");
    Map<String, Effect> booked = Map.of("flight", new Effect(SOURCE, key, EffectState.BOOKED, "R"));
    return new StepOutcome.Done(new StepFacts(1.0, List.of("bookings"), false, null, null, false, booked), Map.of("bookings", List.of("R")));
  }
}
