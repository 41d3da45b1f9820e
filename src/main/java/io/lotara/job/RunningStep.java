package io.lotara.job;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The view that a running step has of its job. Reads what it is asked for, once. */
final class RunningStep implements StepContext {
  private final Job job;
  private final String step;
  private final Task task;
  private final JobStore store;
  private final Outputs outputs;
  private final Transitions transitions;
  private final CommitOnce commitOnce;
  private final JsonMapper json;
  private final Clock clock;
  private final Map<Outputs.Ref, Optional<StoredOutput>> read = new HashMap<>();

  RunningStep(
      Job job,
      String step,
      Task task,
      JobStore store,
      Outputs outputs,
      Transitions transitions,
      CommitOnce commitOnce,
      JsonMapper json,
      Clock clock) {
    this.job = job;
    this.step = step;
    this.task = task;
    this.store = store;
    this.outputs = outputs;
    this.transitions = transitions;
    this.commitOnce = commitOnce;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public JobRequest request() {
    try {
      return json.readValue(store.request(job.key()), Argument.of(JobRequest.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored request cannot be read", e);
    }
  }

  @Override
  public List<Answer> answers() {
    return job.answers() == 0 ? List.of() : store.answers(job.key()).subList(0, job.answers());
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public <T> Optional<T> input(String from, String key, Argument<T> type) {
    Task source = job.task(from);
    if (!source.state().ended()) {
      throw new IllegalStateException("the step '%s' has not ended".formatted(from));
    }
    if (source.state() == TaskState.SKIPPED) {
      return Optional.empty();
    }
    return value(from, source.revision(), key, type);
  }

  @Override
  public <T> Optional<T> previous(String key, Argument<T> type) {
    for (int revision = task.revision() - 1; revision > 0; revision--) {
      if (stored(step, revision).map(StoredOutput::facts).filter(this::shown).isPresent()) {
        return value(step, revision, key, type);
      }
    }
    return Optional.empty();
  }

  private boolean shown(StepFacts facts) {
    return job.approval() != null && job.approval().planHash().equals(facts.planHash());
  }

  private Optional<StoredOutput> stored(String from, int revision) {
    return read.computeIfAbsent(
        new Outputs.Ref(from, revision),
        ref -> outputs.get(job.key(), from, revision).map(bytes -> StoredOutput.read(json, bytes)));
  }

  private <T> Optional<T> value(String from, int revision, String key, Argument<T> type) {
    JsonNode value = stored(from, revision).map(output -> output.values().get(key)).orElse(null);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(json.readValueFromTree(value, type));
    } catch (IOException e) {
      throw new UncheckedIOException("the value '%s' of '%s' cannot be read".formatted(key, from), e);
    }
  }

  @Override
  public Optional<String> commit() {
    Optional<String> other = commitOnce.take(job);
    if (other.isEmpty()) {
      commitOnce.dismissOthers(job);
    }
    return other;
  }

  @Override
  public Optional<Map<String, Effect>> note(Map<String, Effect> effects) {
    Optional<Decision> decision =
        transitions.apply(
            job.key(), new JobEvent.EffectsNoted(step, task.revision(), task.attempt(), effects));
    return decision.flatMap(
        d ->
            switch (d) {
              case Decision.Next next -> Optional.of(next.job().effects());
              case Decision.Unchanged same -> Optional.of(same.job().effects());
              case Decision.Refused refused -> Optional.empty();
            });
  }
}
