package io.lotara.erasure;

import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobRemoval;
import io.lotara.job.JobRequest;
import io.lotara.job.JobStore;
import io.lotara.job.Subscriber;
import io.lotara.job.Subscription;
import io.lotara.job.UserData;
import io.lotara.job.UserJobs;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A user's jobs with all that belongs to them: requests, answers, outputs, feedback, deliveries, idempotency keys. */
@Singleton
class ErasedJobs implements UserData {
  private static final int AT_ONCE = 16;

  private final UserJobs jobs;
  private final JobStore store;
  private final JobRemoval removal;
  private final IdempotencyKeys keys;
  private final List<Subscriber> subscribers;
  private final JsonMapper json;

  ErasedJobs(
      UserJobs jobs, JobStore store, JobRemoval removal, IdempotencyKeys keys, List<Subscriber> subscribers, JsonMapper json) {
    this.jobs = jobs;
    this.store = store;
    this.removal = removal;
    this.keys = keys;
    this.subscribers = subscribers;
    this.json = json;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public boolean erase(JobKey erasure, String userId) {
    forgetEarlierErasures(erasure, userId);
    List<Job> over = new ArrayList<>();
    String after = null;
    do {
      UserJobs.Page page = jobs.page(erasure.tenant(), userId, after, UserJobs.MOST);
      // What was begun meanwhile is new: the user is back.
      page.jobs().stream().filter(j -> j.state().terminal()).forEach(over::add);
      after = page.next();
    } while (over.isEmpty() && after != null);
    removeAll(erasure, over);
    return !over.isEmpty();
  }

  private void removeAll(JobKey erasure, List<Job> over) {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<?>> running = over.stream().<Future<?>>map(job -> threads.submit(() -> remove(erasure, job))).toList();
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The job itself goes last: as long as anything of it is left, it is found again. */
  private void remove(JobKey erasure, Job job) {
    for (Subscription subscription : job.policy().subscriptions()) {
      subscribers.stream()
          .filter(s -> s.name().equals(subscription.subscriber()))
          .forEach(s -> s.takeBack(erasure, job));
    }
    JobRequest request = request(job.key());
    if (request != null && request.idempotency() != null) {
      String[] scopeAndKey = request.idempotency().split(" ", 2);
      keys.forget(job.key().tenant(), scopeAndKey[0], scopeAndKey[1], job.key().id());
    }
    removal.remove(job.key());
  }

  /** The request; null when an earlier attempt has removed it already. */
  private JobRequest request(JobKey job) {
    try {
      return json.readValue(store.request(job), Argument.of(JobRequest.class));
    } catch (IllegalStateException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("a stored request cannot be read", e);
    }
  }

  /** An erasure that failed still says whose data it was about. */
  private void forgetEarlierErasures(JobKey erasure, String userId) {
    String after = null;
    do {
      UserJobs.Page page =
          jobs.page(erasure.tenant(), ErasureJobKind.owner(erasure.tenant(), userId), after, UserJobs.MOST);
      page.jobs().stream().filter(j -> j.state().terminal()).map(Job::key).forEach(removal::forgetRequest);
      after = page.next();
    } while (after != null);
  }
}
