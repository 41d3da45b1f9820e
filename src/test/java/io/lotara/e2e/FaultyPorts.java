package io.lotara.e2e;

import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.JobKey;
import io.lotara.job.JobRemoval;
import io.lotara.job.NoticeQueue;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The smaller ports as a function sees them when things go wrong. */
final class FaultyPorts {
  private static final Duration SOON = Duration.ofSeconds(30);

  private FaultyPorts() {}

  record Queue(WorkQueue real, Faults faults, String function) implements WorkQueue {
    @Override
    public void send(List<WorkMessage> messages, Duration delay) {
      List<WorkMessage> sent = messages.stream().filter(m -> !faults.loses(m)).toList();
      if (faults.isByHand()) {
        // What is to come much later comes from the sweeper, when the test lets time pass.
        faults.keep(delay.compareTo(SOON) < 0 ? sent : List.of());
      } else {
        real.send(sent, delay);
      }
      faults.made(function + " send");
    }
  }

  record Tellers(NoticeQueue real, Faults faults, String function) implements NoticeQueue {
    @Override
    public void send(List<FollowUp.Notice> notices, Duration delay) {
      if (faults.isByHand()) {
        faults.keepNotices(notices);
      } else {
        real.send(notices, delay);
      }
      faults.made(function + " send notices");
    }
  }

  record StepOutputs(Outputs real, Faults faults, String function) implements Outputs {
    @Override
    public byte[] putFirst(JobKey job, String step, int revision, byte[] json, Instant until) {
      faults.at(function, "before output " + step, job);
      byte[] kept = real.putFirst(job, step, revision, json, until);
      if (!faults.on(Protection.OUTPUT_FIRST)) {
        faults.overlay(job).put(new Ref(step, revision), json);
        kept = json;
      }
      faults.made(function + " output of " + step);
      return kept;
    }

    @Override
    public Optional<byte[]> get(JobKey job, String step, int revision) {
      byte[] over = faults.overlay(job).get(new Ref(step, revision));
      return over == null ? real.get(job, step, revision) : Optional.of(over);
    }

    @Override
    public Map<Ref, byte[]> all(JobKey job) {
      Map<Ref, byte[]> all = new LinkedHashMap<>(real.all(job));
      all.putAll(faults.overlay(job));
      return all;
    }
  }

  record After(FollowUps real, Faults faults, String function) implements FollowUps {
    @Override
    public Optional<FollowUp.Compensation> compensation(JobKey job) {
      return real.compensation(job);
    }

    @Override
    public Optional<FollowUp.Notice> notice(JobKey job, String subscriber, String about) {
      return real.notice(job, subscriber, about);
    }

    @Override
    public void owe(FollowUp.Notice notice) {
      real.owe(notice);
      faults.made(function + " owe");
    }

    @Override
    public boolean postpone(FollowUp read, Instant until) {
      boolean postponed = real.postpone(read, until);
      faults.made(function + " postpone");
      return postponed;
    }

    @Override
    public void remove(FollowUp done) {
      real.remove(done);
      faults.made(function + " remove");
    }
  }

  record Removal(JobRemoval real, Faults faults, String function) implements JobRemoval {
    @Override
    public void remove(JobKey job) {
      real.remove(job);
      faults.made(function + " remove job");
    }

    @Override
    public void forgetRequest(JobKey job) {
      real.forgetRequest(job);
      faults.made(function + " forget request");
    }
  }

  record Keys(IdempotencyKeys real, Faults faults, String function) implements IdempotencyKeys {
    @Override
    public Taken take(String tenant, String scope, String key, String fingerprint, String jobId, Instant now) {
      Taken taken =
          faults.on(Protection.IDEMPOTENCY_KEY)
              ? real.take(tenant, scope, key, fingerprint, jobId, now)
              : new Taken(fingerprint, jobId, now);
      faults.made(function + " take");
      return taken;
    }

    @Override
    public void forget(String tenant, String scope, String key, String jobId) {
      real.forget(tenant, scope, key, jobId);
    }
  }

  record Parked(Parking real, Faults faults, String function) implements Parking {
    @Override
    public void park(Parking.Parked message) {
      if (faults.on(Protection.PARKING)) {
        real.park(message);
      }
      faults.made(function + " park");
    }

    @Override
    public Optional<Parking.Parked> find(String id) {
      return real.find(id);
    }

    @Override
    public void redriven(String id, Instant now) {
      real.redriven(id, now);
    }
  }
}
