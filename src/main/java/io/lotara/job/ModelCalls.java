package io.lotara.job;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects the questions to language models that a step asks on its thread, while somebody wants to know. */
public final class ModelCalls {
  private static final ScopedValue<ModelCalls> COLLECTING = ScopedValue.newInstance();

  private final Clock clock;
  private final List<ModelCall> calls = new ArrayList<>();

  private ModelCalls(Clock clock) {
    this.clock = clock;
  }

  /** A question that is being asked. */
  public interface Asked {
    /** Ends it, with what it took. */
    void end(String model, long inputTokens, long outputTokens, long microUsd, String outcome);
  }

  /** Begins a question; when nobody collects it, its end is for nobody. */
  public static Asked begin(String name) {
    if (!COLLECTING.isBound()) {
      return (model, inputTokens, outputTokens, microUsd, outcome) -> {};
    }
    ModelCalls collecting = COLLECTING.get();
    Instant began = collecting.clock.instant();
    return (model, inputTokens, outputTokens, microUsd, outcome) ->
        collecting.add(
            new ModelCall(
                name, model, began, collecting.clock.instant(), (int) inputTokens, (int) outputTokens, microUsd, outcome));
  }

  private synchronized void add(ModelCall call) {
    calls.add(call);
  }

  /** Runs something and adds the questions that it asked to {@code into}, even when it fails. */
  public static <T> T collect(Clock clock, List<ModelCall> into, Supplier<T> work) {
    ModelCalls collecting = new ModelCalls(clock);
    try {
      return ScopedValue.where(COLLECTING, collecting).call(work::get);
    } finally {
      into.addAll(collecting.calls);
    }
  }
}
