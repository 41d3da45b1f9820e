package io.lotara.job.model;

import io.lotara.job.Approval;
import io.lotara.job.Decision;
import io.lotara.job.FollowUp;
import io.lotara.job.Invariant;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobReducer;
import io.lotara.job.Mode;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The jobs of a model, by number, and the real reducer between them. Jobs that differ only in what no decision looks at are one: times are
 * kept relative to a now that stands still, and what is over is over. So the model stays finite, and each question is asked once.
 */
final class Jobs {
  private final Scope scope;
  private final JobReducer reducer;
  private final Alteration alteration;
  private final List<Job> byNumber = new ArrayList<>();
  private final Map<Job, Integer> numbers = new HashMap<>();
  private final Map<Long, Outcome> asked = new HashMap<>();
  private final Map<Integer, Integer> later = new HashMap<>();
  private final Set<String> works = new TreeSet<>();

  Jobs(Scope scope, Mutant mutant) {
    this.scope = scope;
    this.reducer = new JobReducer(scope.timing());
    this.alteration = new Alteration(scope, mutant);
  }

  int start() {
    Job first =
        reducer.start(
            new JobKey("t", "j"), "trip", "u", Mode.REACTIVE, scope.plan(), scope.policy(), Canonical.NOW);
    return number(alteration.store(first));
  }

  Job job(int number) {
    return byNumber.get(number);
  }

  int count() {
    return byNumber.size();
  }

  /** Questions that were put to the reducer. */
  int questions() {
    return asked.size();
  }

  /** What the reducer did, see {@link Work}. */
  Set<String> works() {
    return works;
  }

  int number(Job job) {
    Job canonical = Canonical.of(job);
    Integer known = numbers.get(canonical);
    if (known != null) {
      return known;
    }
    byNumber.add(canonical);
    numbers.put(canonical, byNumber.size() - 1);
    return byNumber.size() - 1;
  }

  /** The same job a tick later. */
  int later(int number) {
    return later.computeIfAbsent(number, n -> number(Canonical.shifted(job(n), Scope.TICK)));
  }

  /** Asks the reducer. */
  Outcome ask(int number, Event event) {
    return asked.computeIfAbsent((long) number << 24 | event.code(), k -> decide(job(number), event));
  }

  private Outcome decide(Job job, Event event) {
    JobEvent plain = event.event(scope);
    Job read = alteration.read(job, plain);
    Decision decision = reducer.next(read, alteration.event(job, plain), Canonical.NOW);
    works.addAll(Work.of(read, plain, decision));
    return switch (decision) {
      case Decision.Unchanged same -> new Outcome(event.code(), -1, 0, -1, 0, false, null, null);
      case Decision.Refused refused -> new Outcome(event.code(), -1, 0, -1, 0, false, refused.reason(), null);
      case Decision.Next next -> {
        int send = 0;
        for (String step : next.send()) {
          send |= 1 << scope.index(step);
        }
        int undoIn = -1;
        for (FollowUp followUp : next.followUps()) {
          if (followUp instanceof FollowUp.Compensation due) {
            undoIn = alteration.undoIn(event, ticks(due.dueAt()));
          }
        }
        Invariant broken = Invariant.broken(read, next.job()).orElse(null);
        int after = number(alteration.store(next.job()));
        yield new Outcome(event.code(), after, send, undoIn, Telling.changes(next), next.beforeDeadline(), null, broken);
      }
    };
  }

  static int ticks(Instant at) {
    return (int) Math.max(0, Duration.between(Canonical.NOW, at).dividedBy(Scope.TICK));
  }

  /** Makes the output that a completed step was told of its first attempt's, once it was found to be what is stored. */
  int settled(int number, String step) {
    Job job = job(number);
    Map<String, Task> tasks = new LinkedHashMap<>(job.tasks());
    Task task = job.task(step);
    if (task.state() != TaskState.COMPLETED) {
      return number;
    }
    double output = Output.bits(Output.kind(task.confidence().intValue()), 1);
    tasks.put(
        step,
        new Task(
            task.state(), task.revision(), task.attempt(), null, task.startedAt(), task.completedAt(), output, null));
    return number(Canonical.withTasks(job, tasks));
  }

  /** Whether the approval that is asked for is still open now. */
  static boolean undecided(Job job) {
    Approval approval = job.approval();
    return approval != null
        && approval.decision() == null
        && approval.expiresAt() != null
        && approval.expiresAt().isAfter(Canonical.NOW);
  }
}
