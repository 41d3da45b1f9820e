package io.lotara.interleave;

import io.lotara.job.AcceptJob;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.JobKind;
import io.lotara.job.JobKinds;
import io.lotara.job.JobReducer;
import io.lotara.job.JobStore;
import io.lotara.job.Policy;
import io.lotara.job.Role;
import io.lotara.job.StepSpec;
import io.lotara.job.Subscriber;
import io.lotara.job.Timing;
import io.lotara.job.Transitions;
import io.lotara.job.memory.InMemoryTable;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The use cases of jobs, with the table on a line. What they send is lost, each message: what must run is owed in the job, and what becomes of that
 * is the business of the model of the reducer.
 *
 * @param <S> what is stored
 */
public final class JobsOnALine<S extends Stored<S>> {
  /** Set up as in a deployment: what is empty is written, too. */
  public static final JsonMapper JSON = ApplicationContext.run().getBean(JsonMapper.class);

  public static final Timing TIMING = Timing.standard();

  public final JobReducer reducer = new JobReducer(TIMING);
  public final JobStore store;
  public final FollowUps followUps;
  public final Transitions transitions;
  private final Clock clock;

  /**
   * Of which everything stands on a line.
   *
   * @param mayFail whether calls of the table may fail; not where who cannot reach it gives up, and is as one who dies
   */
  public JobsOnALine(Line<S> line, Function<S, InMemoryTable> table, Clock clock, boolean mayFail) {
    this.clock = clock;
    store = mayFail ? line.port(JobStore.class, table) : line.sure(JobStore.class, table);
    followUps = mayFail ? line.port(FollowUps.class, table) : line.sure(FollowUps.class, table);
    transitions = new Transitions(store, (messages, delay) -> {}, (notices, delay) -> {}, reducer, clock);
  }

  /** Takes jobs in. */
  public AcceptJob accept(IdempotencyKeys keys, List<JobKind> kinds, List<Subscriber> subscribers) {
    return new AcceptJob(store, keys, transitions, new JobKinds(kinds), subscribers, reducer, JSON, clock);
  }

  /** A trip of one step. */
  public static JobKind trip(String step, Role role) {
    return new JobKind() {
      @Override
      public String name() {
        return "trip";
      }

      @Override
      public List<StepSpec> steps() {
        return List.of(new StepSpec(step, step, role, List.of(), false));
      }

      @Override
      public List<Violation> check(String constraints, Instant now) {
        return List.of();
      }

      @Override
      public Policy policy(String tenant, String constraints) {
        return new Policy(new BigDecimal("2000"), "USD", Duration.ofHours(24));
      }
    };
  }
}
