package io.lotara.job;

import java.util.Map;
import java.util.Objects;

/** What is done outside. */
final class EffectTransitions {
  private EffectTransitions() {}

  static Decision noted(Draft draft, JobEvent.EffectsNoted event) {
    Job job = draft.before;
    Decision refusal = StepTransitions.refuseUnlessOwned(job, event.step(), event.revision(), event.attempt());
    if (refusal != null) {
      return refusal;
    }
    // Past its lease another attempt may be calling already, and compensation may have looked: nothing new may begin.
    boolean late = !StepTransitions.leased(job.task(event.step()), draft.now);
    for (Map.Entry<String, Effect> noted : event.effects().entrySet()) {
      Effect known = draft.effects.get(noted.getKey());
      boolean first = known == null || known.state() == EffectState.NOT_BOOKED;
      if (first && late && noted.getValue().state().undoable()) {
        return new Decision.Refused(job, Decision.Reason.NOT_YOURS);
      }
      // Something may have been booked under the key that was recorded; another one must not take its place.
      boolean same = known != null && Objects.equals(known.key(), noted.getValue().key());
      if (first || (same && known.state() == EffectState.INTENDED)) {
        draft.effects.put(noted.getKey(), noted.getValue());
      }
    }
    return draft.effects.equals(job.effects()) ? new Decision.Unchanged(job) : draft.next();
  }

  /** Only the job's end makes effects change outside a step: they are undone, or a late worker says what became of its call. */
  static Decision settled(Draft draft, JobEvent.EffectsSettled event) {
    Job job = draft.before;
    if (!job.state().terminal() || job.state() == JobState.COMPLETED) {
      return new Decision.Unchanged(job);
    }
    boolean toUndo = false;
    for (Map.Entry<String, Effect> settled : event.effects().entrySet()) {
      Effect known = draft.effects.get(settled.getKey());
      Effect told = settled.getValue();
      boolean news = known != null && known.state().undoable() && !known.equals(told);
      // What a late worker reports of a booking that was given up as unknown is better than the guess.
      boolean late = known != null && known.state() == EffectState.NEEDS_RECONCILE && told.ref() != null;
      if (news || late) {
        draft.effects.put(settled.getKey(), known.now(told.state(), told.ref()));
        toUndo |= told.state().undoable();
      }
    }
    if (draft.effects.equals(job.effects())) {
      return new Decision.Unchanged(job);
    }
    if (toUndo) {
      draft.undo = new FollowUp.Compensation(job.key(), draft.now, 0);
    }
    return draft.next();
  }
}
