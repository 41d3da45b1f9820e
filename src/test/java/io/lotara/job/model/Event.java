package io.lotara.job.model;

import io.lotara.job.Answer;
import io.lotara.job.Bill;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.JobEvent;
import io.lotara.job.Role;
import io.lotara.job.StepFacts;
import io.lotara.job.StepSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Something that can happen to the job of a model, small enough to be a number.
 *
 * @param kind what
 * @param step position in the plan, or 0
 * @param revision of the step, or 0
 * @param attempt of the step, or 0
 * @param output what the step is said to have found, or 0
 * @param effect what the worker knows of its call
 * @param key of the effect, 1 or 2, or 0
 */
record Event(Kind kind, int step, int revision, int attempt, int output, Known effect, int key) {
  static final String ITEM = "flight";

  enum Kind {
    CLAIM,
    DONE,
    FAIL,
    ASK,
    NOTE,
    NOTE_BOOKED,
    SETTLE_BOOKED,
    SETTLE_UNDONE,
    SETTLE_UNKNOWN,
    APPROVE,
    REJECT,
    CANCEL,
    ANSWER,
    SWEEP,
    DEAD_LETTER,
    PIN,
    UNPIN,
    REVISE,
    SUPERSEDE
  }

  static Event of(Kind kind) {
    return new Event(kind, 0, 0, 0, 0, Known.NOTHING, 0);
  }

  int code() {
    return ((((kind.ordinal() * 8 + step) * 4 + revision) * 4 + attempt) * 32 + output) * 16 + effect.ordinal() * 4 + key;
  }

  static Kind kind(int code) {
    return Kind.values()[code / (8 * 4 * 4 * 32 * 16)];
  }

  static int step(int code) {
    return code / (4 * 4 * 32 * 16) % 8;
  }

  /** What a worker knows of its call. */
  enum Known {
    NOTHING,
    BOOKED,
    UNKNOWN,
    REFUSED
  }

  static Effect effect(int key, EffectState state) {
    boolean known = state == EffectState.BOOKED || state == EffectState.COMPENSATED;
    return new Effect("tables", "k" + key, state, known ? "R" + key : null);
  }

  /** As the reducer takes it. */
  JobEvent event(Scope scope) {
    StepSpec spec = scope.step(step);
    String id = spec.id();
    return switch (kind) {
      case CLAIM -> new JobEvent.Claimed(id, revision);
      case DONE -> new JobEvent.StepDone(id, revision, attempt, facts(spec));
      case FAIL -> new JobEvent.StepFailed(id, revision, attempt, "X", "x", null, true, Duration.ZERO);
      case ASK -> new JobEvent.StepAsks(id, revision, attempt, null, "?", List.of());
      case NOTE -> noted(id, EffectState.INTENDED);
      case NOTE_BOOKED -> noted(id, EffectState.BOOKED);
      case SETTLE_BOOKED -> settled(EffectState.BOOKED);
      case SETTLE_UNDONE -> settled(EffectState.COMPENSATED);
      case SETTLE_UNKNOWN -> settled(EffectState.NEEDS_RECONCILE);
      case APPROVE -> new JobEvent.Decided(true, null, null);
      case REJECT -> new JobEvent.Decided(false, null, null);
      case CANCEL -> new JobEvent.CancelRequested("user");
      case ANSWER -> new JobEvent.Answered(new Answer("a", null));
      case SWEEP -> new JobEvent.Swept();
      case PIN -> new JobEvent.Pinned(true);
      case UNPIN -> new JobEvent.Pinned(false);
      case REVISE -> new JobEvent.Revised("later");
      case SUPERSEDE -> new JobEvent.Superseded("later", null, Canonical.NOW);
      case DEAD_LETTER -> new JobEvent.DeadLettered(id, revision, "x");
    };
  }

  private JobEvent noted(String id, EffectState state) {
    return new JobEvent.EffectsNoted(id, revision, attempt, Map.of(ITEM, effect(key, state)));
  }

  private JobEvent settled(EffectState state) {
    return new JobEvent.EffectsSettled(Map.of(ITEM, effect(key, state)));
  }

  /** The output stands in the confidence, so that the job can be held against what is stored. */
  private StepFacts facts(StepSpec spec) {
    Output found = Output.of(output);
    boolean repriced = found.kind() == Output.Kind.REPRICED;
    String hash = repriced ? "h2" : "h1";
    Map<String, Effect> effects =
        switch (effect) {
          case NOTHING -> Map.of();
          case BOOKED -> Map.of(ITEM, effect(key, EffectState.BOOKED));
          case UNKNOWN -> Map.of(ITEM, effect(key, EffectState.NEEDS_RECONCILE));
          case REFUSED -> Map.of(ITEM, effect(key, EffectState.NOT_BOOKED));
        };
    Bill bill = spec.role() == Role.REVIEW || repriced ? bill(repriced ? 2000 : 1000) : null;
    return new StepFacts((double) output, List.of(), false, bill, bill == null ? null : hash, repriced, effects);
  }

  private static Bill bill(int total) {
    return new Bill(List.of(new Bill.Line(ITEM, new BigDecimal(total))), "USD", null, BigDecimal.ONE);
  }
}
