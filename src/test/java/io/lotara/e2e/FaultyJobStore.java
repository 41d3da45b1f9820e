package io.lotara.e2e;

import io.lotara.job.Answer;
import io.lotara.job.Decision;
import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobStore;
import io.lotara.job.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The store as a function sees it when things go wrong. */
record FaultyJobStore(JobStore real, Faults faults, String function) implements JobStore {
  private static final Duration NEVER = Duration.ofDays(3650);

  @Override
  public Job create(Job job, byte[] request, List<FollowUp.Notice> notices) {
    faults.at(function, "before create", job.key());
    Job created = real.create(owing(job), request, notices);
    faults.made(function + " create");
    return created;
  }

  @Override
  public Optional<Job> read(JobKey key) {
    Optional<Job> job = real.read(key);
    faults.at(function, "after read", key);
    if (!faults.on(Protection.JOB_DEADLINE)) {
      job = job.map(j -> copy(j, j.version(), j.createdAt().plus(NEVER), j.tasks(), j.dueAt()));
    }
    return faults.on(Protection.LEASE) ? job : job.map(FaultyJobStore::unleased);
  }

  @Override
  public boolean write(Decision.Next next, String writeId, Instant now) {
    JobKey key = next.job().key();
    faults.at(function, "before write", key);
    Decision.Next weak =
        new Decision.Next(
            owing(next.job()),
            next.send(),
            owed(next),
            next.answer(),
            next.beforeDeadline() && faults.on(Protection.APPROVAL_DEADLINE));
    boolean written = real.write(weak, writeId, now);
    if (written && faults.losesAnswers()) {
      written = real.write(weak, faults.on(Protection.OWN_WRITE) ? writeId : UUID.randomUUID().toString(), now);
    }
    while (!written && !faults.on(Protection.VERSION)) {
      long version = real.read(key).orElseThrow().version() + 1;
      Job over = copy(weak.job(), version, weak.job().deadline(), weak.job().tasks(), weak.job().dueAt());
      written = real.write(new Decision.Next(over, weak.send(), weak.followUps(), weak.answer(), false), writeId, now);
    }
    if (written) {
      faults.made(function + " write " + next.job().state());
    }
    faults.at(function, "after write", key);
    return written;
  }

  private List<FollowUp> owed(Decision.Next next) {
    return next.followUps().stream()
        .filter(
            f ->
                switch (f) {
                  case FollowUp.Compensation c -> faults.on(Protection.COMPENSATION);
                  case FollowUp.Notice n -> faults.on(Protection.NOTICE);
                })
        .toList();
  }

  private Job owing(Job job) {
    boolean forget = !faults.on(Protection.OWED_SET) && job.state().active();
    return forget ? copy(job, job.version(), job.deadline(), job.tasks(), job.deadline()) : job;
  }

  private static Job unleased(Job job) {
    Map<String, Task> tasks = new LinkedHashMap<>(job.tasks());
    tasks.replaceAll(
        (id, t) ->
            new Task(t.state(), t.revision(), t.attempt(), null, t.startedAt(), t.completedAt(), t.confidence(), t.error()));
    return copy(job, job.version(), job.deadline(), tasks, job.dueAt());
  }

  private static Job copy(Job job, long version, Instant deadline, Map<String, Task> tasks, Instant dueAt) {
    return new Job(
        job.key(),
        job.kind(),
        job.userId(),
        job.mode(),
        job.plan(),
        job.policy(),
        job.state(),
        version,
        job.createdAt(),
        job.updatedAt(),
        job.completedAt(),
        deadline,
        tasks,
        job.owed(),
        job.approval(),
        job.approvalRounds(),
        job.question(),
        job.answers(),
        job.effects(),
        job.log(),
        job.error(),
        job.lineage(),
        dueAt);
  }

  @Override
  public byte[] request(JobKey key) {
    return real.request(key);
  }

  @Override
  public List<Answer> answers(JobKey key) {
    return real.answers(key);
  }

  @Override
  public DuePage due(int shard, Instant now, String after) {
    return real.due(shard, now, after);
  }

  @Override
  public int shards() {
    return real.shards();
  }
}
