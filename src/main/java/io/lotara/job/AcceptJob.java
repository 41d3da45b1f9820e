package io.lotara.job;

import com.fasterxml.uuid.Generators;
import io.lotara.digest.Sha256;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Takes a job in: from here on it is not lost. */
@Singleton
public class AcceptJob implements Primable {
  private final JobStore store;
  private final IdempotencyKeys keys;
  private final Transitions transitions;
  private final JobKinds kinds;
  private final List<Subscriber> subscribers;
  private final JobReducer reducer;
  private final JsonMapper json;
  private final Clock clock;

  public AcceptJob(
      JobStore store,
      IdempotencyKeys keys,
      Transitions transitions,
      JobKinds kinds,
      List<Subscriber> subscribers,
      JobReducer reducer,
      JsonMapper json,
      Clock clock) {
    this.store = store;
    this.keys = keys;
    this.transitions = transitions;
    this.kinds = kinds;
    this.subscribers = subscribers;
    this.reducer = reducer;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void prime() {
    Generators.timeBasedEpochGenerator().generate();
    write(new JobRequest("nobody", "priming", "{}", null, null));
  }

  /** What became of a request. */
  public sealed interface Outcome {
    /** The job, new or that of the first request with the key. */
    record Accepted(Job job) implements Outcome {}

    /** The key was used with another body. */
    record KeyReused() implements Outcome {}
  }

  /**
   * Accepts a job. With an idempotency key it may be called more than once: the first call makes the job, and whoever comes after a crash in
   * the middle of it makes the same one.
   *
   * @param scope what the key is used on
   * @param key idempotency key, or null
   * @param body as it was sent; another body with the same key is refused
   * @throws JobStore.Unavailable when nothing was accepted
   */
  public Outcome accept(
      String tenant,
      String kind,
      Mode mode,
      JobRequest request,
      String scope,
      @Nullable String key,
      byte[] body) {
    return accept(tenant, kind, mode, request, scope, key, body, null);
  }

  /**
   * As {@link #accept(String, String, Mode, JobRequest, String, String, byte[])}, for a change of another job of the tenant.
   *
   * @param revises that job, or null
   */
  public Outcome accept(
      String tenant,
      String kind,
      Mode mode,
      JobRequest request,
      String scope,
      @Nullable String key,
      byte[] body,
      @Nullable Job revises) {
    // Milliseconds are what is stored; the answer to a repeated request must say the same.
    Instant now = Instant.ofEpochMilli(clock.millis());
    String id = Generators.timeBasedEpochGenerator().generate().toString();
    if (key != null) {
      String fingerprint = Sha256.hex(body);
      IdempotencyKeys.Taken taken = keys.take(tenant, scope, key, fingerprint, id, now);
      if (!taken.fingerprint().equals(fingerprint)) {
        return new Outcome.KeyReused();
      }
      id = taken.jobId();
      now = taken.at();
    }
    JobRequest kept = key == null ? request : request.under(scope, key);
    return new Outcome.Accepted(create(new JobKey(tenant, id), kind, mode, kept, revises, now));
  }

  /**
   * Accepts a job under an id that the caller derives from what the job is for. May be called more than once, at any time until the job is
   * forgotten: there is one job, the first.
   *
   * @throws JobStore.Unavailable when it is not known whether it was accepted
   */
  public Job acceptOnce(JobKey key, String kind, Mode mode, JobRequest request) {
    return create(key, kind, mode, request, null, Instant.ofEpochMilli(clock.millis()));
  }

  private Job create(JobKey key, String kind, Mode mode, JobRequest request, @Nullable Job revises, Instant now) {
    JobLog.about(key.id());
    Job job =
        reducer.start(
            key,
            kind,
            request.userId(),
            mode,
            kinds.plan(kind),
            kinds.kind(kind).policy(key.tenant(), request.constraints()).subscribed(subscriptions(key.tenant(), kind, request)),
            revises == null ? Lineage.NONE : Lineage.changeOf(revises),
            now);
    List<FollowUp.Notice> notices = reducer.announced(job);
    Job stored = store.create(job, write(request), notices);
    if (stored.version() == job.version()) {
      transitions.send(stored, List.copyOf(stored.owed().keySet()), Duration.ZERO);
      transitions.tell(notices);
    }
    return stored;
  }

  private List<Subscription> subscriptions(String tenant, String kind, JobRequest request) {
    return kinds.kind(kind).told()
        ? subscribers.stream().flatMap(s -> s.wants(tenant, request).stream()).toList()
        : List.of();
  }

  private byte[] write(JobRequest request) {
    try {
      return json.writeValueAsBytes(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
