package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where jobs are kept. Every method may throw {@link Unavailable}: then nothing is known of a write, and doing it again is safe.
 */
public interface JobStore {

  /**
   * Writes a job that was not there, with the request it came from. May be called more than once with the same job: the first one stays.
   *
   * @param notices what it owes to be told, created in the same transaction
   * @return the job as it is stored: this one, or what has become of it since the first call
   */
  Job create(Job job, byte[] request, List<FollowUp.Notice> notices);

  /** As {@link #create(Job, byte[], List)}, with nothing to tell. */
  default Job create(Job job, byte[] request) {
    return create(job, request, List.of());
  }

  /** The job, read consistently. */
  Optional<Job> read(JobKey key);

  /**
   * Replaces a job on condition that its stored version is one less, and creates what goes with the change in the same transaction.
   *
   * @param next what the reducer decided
   * @param writeId unique for this call: a write that was applied and whose answer was lost is found to be our own
   * @param now the clock at the time of writing; a decision that is only good before its deadline is checked against it by the store
   * @return false when another write came first (or the deadline has passed): read again
   */
  boolean write(Decision.Next next, String writeId, Instant now);

  /** The request that a job came from. */
  byte[] request(JobKey key);

  /** Answers in the order in which they were taken. */
  List<Answer> answers(JobKey key);

  /**
   * Jobs and follow-ups that were due at {@code now}, from one shard of the index. The index lags and may name what is no longer due: the base
   * item says the truth.
   *
   * @param shard from 0 to {@link #shards()} exclusively
   * @param after the cursor of the page before, or null
   */
  DuePage due(int shard, Instant now, @Nullable String after);

  /** Number of shards that {@link #due} is spread over. */
  int shards();

  /** A page of what is due; {@code next} is null on the last one. */
  record DuePage(List<Due> entries, @Nullable String next) {}

  /** Something that is due. */
  sealed interface Due {
    JobKey job();

    record OfJob(JobKey job) implements Due {}

    record OfCompensation(JobKey job) implements Due {}

    /** See {@link FollowUp.Notice}. */
    record OfNotice(JobKey job, String subscriber, String about) implements Due {}
  }

  /** The store is throttling or cannot be reached. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
