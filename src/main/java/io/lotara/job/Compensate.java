package io.lotara.job;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Undoes what a job did outside before it was cancelled or failed. */
@Singleton
public class Compensate {
  private static final Logger LOG = LoggerFactory.getLogger(Compensate.class);

  /** After so many tries a person must look. */
  private static final int MAX_ATTEMPTS = 20;

  private final JobStore store;
  private final FollowUps followUps;
  private final Transitions transitions;
  private final List<Undo> undoes;

  public Compensate(
      JobStore store, FollowUps followUps, Transitions transitions, List<Undo> undoes) {
    this.store = store;
    this.followUps = followUps;
    this.transitions = transitions;
    this.undoes = undoes;
  }

  /**
   * Undoes what is left to undo. May be called more than once and at the same time: each effect is undone under its own key.
   *
   * @throws JobStore.Unavailable when the message should be delivered again
   */
  public void run(JobKey key) {
    Optional<FollowUp.Compensation> due = followUps.compensation(key);
    Optional<Job> job = store.read(key);
    if (due.isEmpty() || job.isEmpty()) {
      return;
    }
    boolean last = due.get().attempts() >= MAX_ATTEMPTS;
    Map<String, Effect> settled = new LinkedHashMap<>();
    boolean all = true;
    for (Map.Entry<String, Effect> entry : job.get().effects().entrySet()) {
      if (entry.getValue().state().undoable()) {
        Effect now = undo(entry.getValue(), last);
        settled.put(entry.getKey(), now);
        all &= !now.state().undoable();
      }
    }
    transitions.apply(key, new JobEvent.EffectsSettled(settled));
    // What a late worker told meanwhile has made the follow-up due again; then it stays.
    boolean quiet =
        store.read(key).stream().flatMap(j -> j.effects().values().stream()).noneMatch(e -> e.state().undoable());
    if (all && quiet) {
      followUps.remove(due.get());
    }
  }

  private Effect undo(Effect effect, boolean last) {
    try {
      return undoes.stream()
          .filter(u -> u.source().equals(effect.source()))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no adapter for " + effect.source()))
          .undo(effect);
    } catch (RuntimeException e) {
      LOG.warn("an effect at {} could not be undone", effect.source(), e);
      return last ? effect.now(EffectState.NEEDS_RECONCILE, effect.ref()) : effect;
    }
  }
}
