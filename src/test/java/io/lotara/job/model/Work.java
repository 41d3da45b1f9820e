package io.lotara.job.model;

import io.lotara.job.Decision;
import io.lotara.job.EffectState;
import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobState;
import io.lotara.job.LogEntry;
import io.lotara.job.TaskState;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the reducer can do, by names that are taken from its own types: the events that it takes, its refusals, what it writes into the log,
 * states of jobs, steps and effects, what must go out afterwards. All of it must happen in some scope, so that what is added to the protocol is
 * added to the model.
 */
final class Work {
  /** Words that no type lists: why a job was cancelled or failed, and what was decided. */
  private static final List<String> WORDS =
      List.of(
          "cancelled user",
          "cancelled rejected",
          "cancelled approval_expired",
          "cancelled question_unanswered",
          "failed ATTEMPTS_EXHAUSTED",
          "failed DEAD_LETTER",
          "failed DEADLINE_EXCEEDED",
          "decided approved",
          "decided rejected",
          "decided expired",
          "decided cancelled");

  /** What no scope holds, and why. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          // To the reducer the same as a booking.
          "effect HELD",
          // The hash is compared and nothing else depends on it: ApprovalTest.
          "refusal PLAN_CHANGED",
          // Keys and checks of an output are copied from what a step found: LogEntry says what, no decision looks at them.
          "log OUTPUT",
          "log VALIDATION");

  private Work() {}

  /** What must happen somewhere. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>(WORDS);
    types(all, "event ", JobEvent.class);
    types(all, "follow-up ", FollowUp.class);
    names(all, "refusal ", Decision.Reason.values());
    names(all, "log ", LogEntry.Type.values());
    names(all, "job ", JobState.values());
    names(all, "step ", TaskState.values());
    names(all, "effect ", EffectState.values());
    all.removeAll(LEFT_OUT);
    return all;
  }

  private static void types(Set<String> all, String sort, Class<?> sealed) {
    Arrays.stream(sealed.getPermittedSubclasses()).forEach(type -> all.add(sort + type.getSimpleName()));
  }

  private static void names(Set<String> all, String sort, Enum<?>[] values) {
    Arrays.stream(values).forEach(value -> all.add(sort + value.name()));
  }

  /** What a decision did. */
  static Set<String> of(Job before, JobEvent event, Decision decision) {
    Set<String> did = new TreeSet<>();
    switch (decision) {
      case Decision.Unchanged _ -> {}
      case Decision.Refused refused -> did.add("refusal " + refused.reason());
      case Decision.Next next -> {
        did.add("event " + event.getClass().getSimpleName());
        Job after = next.job();
        next.followUps().forEach(f -> did.add("follow-up " + f.getClass().getSimpleName()));
        after.log().subList(before.log().size(), after.log().size()).forEach(e -> logged(did, e));
        did.add("job " + after.state());
        after.tasks().values().forEach(t -> did.add("step " + t.state()));
        after.effects().values().forEach(e -> did.add("effect " + e.state()));
        if (after.error() != null && before.error() == null) {
          did.add("failed " + after.error().code());
        }
        if (after.approval() != null && after.approval().decision() != null) {
          did.add("decided " + after.approval().decision());
        }
      }
    }
    return did;
  }

  private static void logged(Set<String> did, LogEntry entry) {
    did.add("log " + entry.type());
    if (entry.type() == LogEntry.Type.CANCELLED) {
      did.add("cancelled " + entry.args().getFirst());
    }
  }
}
