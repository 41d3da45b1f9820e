package io.lotara.job;

import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the step that a message names: claim, run, keep the output, tell the job. */
@Singleton
public class RunStep {
  private static final Logger LOG = LoggerFactory.getLogger(RunStep.class);
  private final JobStore store;
  private final Outputs outputs;
  private final Transitions transitions;
  private final CommitOnce commitOnce;
  private final Agents agents;
  private final Lifetimes lifetimes;
  private final JsonMapper json;
  private final Clock clock;

  public RunStep(
      JobStore store, Outputs outputs, Transitions transitions, CommitOnce commitOnce, Agents agents, JobReducer reducer,
          JsonMapper json, Clock clock) {
    this.store = store;
    this.outputs = outputs;
    this.transitions = transitions;
    this.commitOnce = commitOnce;
    this.agents = agents;
    this.lifetimes = reducer.lifetimes();
    this.json = json;
    this.clock = clock;
  }

  /**
   * Takes a message. May be called more than once with the same message, and late: a step that is somebody else's, or done, is left alone.
   *
   * @throws JobStore.Unavailable when the message should be delivered again
   * @throws IllegalArgumentException when the message can never be worked on: no such job or step
   */
  public void run(WorkMessage message) {
    Decision claim =
        transitions
            .apply(message.job(), new JobEvent.Claimed(message.step(), message.revision()))
            .orElseThrow(() -> new IllegalArgumentException("no job " + message.jobId()));
    Job job =
        switch (claim) {
          case Decision.Next next -> next.job();
          case Decision.Unchanged same -> same.job();
          case Decision.Refused refused -> refused.job();
        };
    if (!job.plan().has(message.step())) {
      throw new IllegalArgumentException("the job has no step '%s'".formatted(message.step()));
    }
    Task task = job.task(message.step());
    if (claim instanceof Decision.Next && task.state() == TaskState.RUNNING) {
      finish(job, message.step(), task);
    }
  }

  private void finish(Job job, String step, Task task) {
    // An earlier attempt may have got as far as its output; then that is the step's result.
    Optional<byte[]> kept = task.attempt() > 1 ? outputs.get(job.key(), step, task.revision()) : Optional.empty();
    if (kept.isPresent()) {
      tell(job, done(step, task, kept.get()), Duration.ZERO);
      return;
    }
    List<ModelCall> calls = new ArrayList<>();
    switch (work(job, step, task, calls)) {
      case StepOutcome.Done done -> keep(job, step, task, done, calls);
      case StepOutcome.Asks asks ->
          tell(
              job,
              new JobEvent.StepAsks(
                  step, task.revision(), task.attempt(), asks.field(), asks.text(), asks.options()),
              Duration.ZERO);
      case StepOutcome.Failed failed -> fail(job, step, task, failed);
    }
  }

  private StepOutcome work(Job job, String step, Task task, List<ModelCall> calls) {
    Agent agent = agents.agent(job.kind(), step);
    StepContext context = new RunningStep(job, step, task, store, outputs, transitions, commitOnce, json, clock);
    // Who is told of the end only is told all of it.
    boolean wanted = job.policy().subscriptions().stream().anyMatch(Subscription::endOnly);
    try {
      return wanted ? ModelCalls.collect(clock, calls, () -> agent.run(context)) : agent.run(context);
    } catch (JobStore.Unavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("job {} step {} attempt {} failed", job.key().id(), step, task.attempt(), e);
      return new StepOutcome.Failed(
          "AGENT_FAILED", "The agent '%s' failed unexpectedly.".formatted(step), null, true, backoff(task));
    }
  }

  private void keep(Job job, String step, Task task, StepOutcome.Done done, List<ModelCall> calls) {
    byte[] bytes = StoredOutput.write(json, done.facts(), done.values(), calls);
    if (bytes.length > Outputs.MAX_BYTES) {
      fail(
          job,
          step,
          task,
          new StepOutcome.Failed(
              "OUTPUT_TOO_LARGE",
              "The step '%s' found more than can be kept; please narrow the request.".formatted(step),
              null,
              false,
              Duration.ZERO));
      return;
    }
    byte[] first = outputs.putFirst(job.key(), step, task.revision(), bytes, lifetimes.ofPart(job));
    JobEvent.StepDone kept = done(step, task, first);
    tell(job, new JobEvent.StepDone(step, task.revision(), task.attempt(), known(kept.facts(), done.facts())), Duration.ZERO);
  }

  /** An earlier attempt's output may have come first; what this one did outside it knows better. */
  private static StepFacts known(StepFacts kept, StepFacts own) {
    if (own.effects().isEmpty() || own.effects().equals(kept.effects())) {
      return kept;
    }
    Map<String, Effect> effects = new LinkedHashMap<>(kept.effects());
    effects.putAll(own.effects());
    return new StepFacts(
        kept.confidence(), kept.keys(), kept.validated(), kept.bill(), kept.planHash(), kept.repriced(), effects);
  }

  private JobEvent.StepDone done(String step, Task task, byte[] stored) {
    return new JobEvent.StepDone(step, task.revision(), task.attempt(), StoredOutput.read(json, stored).facts());
  }

  private void fail(Job job, String step, Task task, StepOutcome.Failed failed) {
    tell(
        job,
        new JobEvent.StepFailed(
            step,
            task.revision(),
            task.attempt(),
            failed.code(),
            failed.message(),
            failed.details(),
            failed.retryable(),
            failed.after()),
        failed.retryable() ? failed.after() : Duration.ZERO);
  }

  private void tell(Job job, JobEvent event, Duration delay) {
    Optional<Decision> told = transitions.apply(job.key(), event, delay);
    // The job ended while the step did something outside: what it knows of that is needed to undo it.
    if (event instanceof JobEvent.StepDone done
        && !done.facts().effects().isEmpty()
        && told.orElse(null) instanceof Decision.Refused refused
        && refused.reason() == Decision.Reason.TERMINAL) {
      transitions.apply(job.key(), new JobEvent.EffectsSettled(done.facts().effects()));
    }
  }

  /** 2, 4, 8 … seconds by attempt. */
  private static Duration backoff(Task task) {
    return Duration.ofSeconds(1L << Math.min(6, task.attempt()));
  }
}
