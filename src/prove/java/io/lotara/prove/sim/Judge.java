package io.lotara.prove.sim;

import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobState;
import io.lotara.job.LogEntry;
import io.lotara.job.StoredOutput;
import io.lotara.job.Subscription;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds three ledgers against each other: what the client was told, what the table holds, and what the provider has done. */
final class Judge {
  /** Tries that a step has. */
  private static final int TRIES = 4;

  private final World world;
  private final Findings findings;

  Judge(World world) {
    this.world = world;
    this.findings = world.findings;
  }

  void judge(Client client) {
    List<Job> jobs = world.table.page(Functions.TENANT, client.script.user(), null, 100).jobs();
    if (client.ids().size() > 1 || jobs.size() > 1) {
      findings.add("twice", "one request made the jobs %s; its client was told of %s".formatted(jobs.stream().map(j -> j.key().id())
          .toList(), client.ids()));
    }
    if (jobs.isEmpty()) {
      findings.add("lost", "its client was told of %s, and there is no job".formatted(client.ids()));
    }
    for (Job job : jobs) {
      job(job, client);
    }
  }

  private void job(Job job, Client client) {
    if (!job.state().terminal()) {
      findings.add("stuck", "the job is %s, owed %s, due %s".formatted(job.state(), job.owed(), job.dueAt()));
      return;
    }
    if (client.last() != null && !client.last().equals(job.state().wire())) {
      findings.add("lost", "its client was told %s, and the job is %s".formatted(client.last(), job.state()));
    }
    words(job, client);
    ends(job);
    effects(job);
    outputs(job);
    notices(job);
  }

  /** Whoever was promised to be told has been told of the end, and of every approval that was asked for. */
  private void notices(Job job) {
    Set<String> told = world.told.getOrDefault(job.key(), Set.of());
    for (Subscription subscription : job.policy().subscriptions()) {
      for (int i = 0; i < job.log().size(); i++) {
        boolean heard = told.contains(subscription.subscriber() + " " + (i + 1));
        boolean end = i == job.log().size() - 1;
        if (!heard && (end || job.log().get(i).type() == LogEntry.Type.APPROVAL_REQUIRED)) {
          findings.add("lost", "nobody was told of %s; told were %s".formatted(job.log().get(i).type(), told));
        }
      }
    }
  }

  private void words(Job job, Client client) {
    boolean approved = client.words().contains("approved");
    boolean rejected = client.words().contains("rejected");
    if (approved && rejected && job.approvalRounds() == 0) {
      findings.add("twice", "both decisions were taken");
    }
    if (rejected && job.state() != JobState.CANCELLED) {
      findings.add("lost", "its client was told that it is refused, and the job is " + job.state());
    }
    if (client.words().contains("cancel 200 cancelled") && job.state() != JobState.CANCELLED) {
      findings.add("lost", "its client was told that it is cancelled, and the job is " + job.state());
    }
    boolean stands = job.approval() != null && "approved".equals(job.approval().decision());
    if (approved && job.approvalRounds() == 0 && !stands) {
      findings.add("lost", "its client was told that it is approved, and the job says " + job.approval());
    }
  }

  /** A job may fail by what has happened to this step of it, and by nothing else in the world. */
  private void ends(Job job) {
    if (job.state() != JobState.FAILED) {
      return;
    }
    int spoilt = world.toll.tries(job.key(), job.error().step());
    boolean expected =
        switch (job.error().code()) {
          case "BOOKING_REFUSED" -> world.toll.hasMet(job.key(), Fault.REFUSED);
          case "DEAD_LETTER" -> world.hadBadLuck() || spoilt >= World.MAX_RECEIVES;
          case "ATTEMPTS_EXHAUSTED", "AGENT_FAILED", "BOOKING_UNKNOWN" -> spoilt >= TRIES;
          default -> false;
        };
    if (!expected) {
      findings.add("lost", "after %d tries that faults have spoilt the job failed: %s".formatted(spoilt, job.error()));
    }
  }

  private void effects(Job job) {
    List<Provider.Booking> all = world.ledger.all(job.key().id() + ":");
    Map<String, Integer> byItem = new TreeMap<>();
    Map<String, Integer> byKey = new TreeMap<>();
    for (Provider.Booking booking : all) {
      byKey.merge(booking.key, 1, Integer::sum);
      if (!booking.cancelled) {
        byItem.merge(booking.key.substring(0, booking.key.lastIndexOf(':')), 1, Integer::sum);
      }
    }
    if (byKey.values().stream().anyMatch(n -> n > 1) || byItem.values().stream().anyMatch(n -> n > 1)) {
      findings.add("twice", "the provider has booked " + byKey);
    }
    boolean unknown = job.effects().values().stream().anyMatch(e -> e.state() == EffectState.NEEDS_RECONCILE);
    Set<String> standing = Set.copyOf(all.stream().filter(b -> !b.cancelled).map(b -> b.ref).toList());
    Set<String> told = Set.copyOf(job.effects().values().stream().filter(e -> e.state() == EffectState.BOOKED).map(Effect::ref).toList());
    if (job.state() == JobState.COMPLETED && (!standing.equals(told) || standing.size() != SimTrip.ITEMS) && !unknown) {
      findings.add("lost", "the provider has booked %s, the completed job says %s".formatted(standing, job.effects()));
    }
    if (job.state() != JobState.COMPLETED && !standing.isEmpty() && !unknown) {
      findings.add("lost", "%s stays booked for a job that is %s: %s".formatted(standing, job.state(), job.effects()));
    }
  }

  /** What a step's end has told the job is what is stored. */
  private void outputs(Job job) {
    job.tasks()
        .forEach(
            (step, task) -> {
              if (task.state() == TaskState.COMPLETED && !task.confidence().equals(stored(job.key(), step, task))) {
                findings.add("wrong", "the output of %s is not the one that the job was told of".formatted(step));
              }
            });
  }

  private Double stored(JobKey key, String step, Task task) {
    byte[] over = world.over.get(List.of(key, step, task.revision()));
    byte[] body = over != null ? over : world.table.get(key, step, task.revision()).orElse(null);
    return body == null ? null : StoredOutput.read(world.functions().json(), body).facts().confidence();
  }
}
