package io.lotara.trip.revise;

import io.lotara.job.AcceptJob;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobKind.Violation;
import io.lotara.job.JobKinds;
import io.lotara.job.JobOutputs;
import io.lotara.job.JobRequest;
import io.lotara.job.JobState;
import io.lotara.job.JobStore;
import io.lotara.job.Mode;
import io.lotara.job.Outputs;
import io.lotara.job.Transitions;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Understanding;
import io.lotara.trip.parse.ChangeReader;
import io.lotara.trip.parse.RequestReader;
import io.lotara.trip.parse.Wording;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a changed trip of one that is planned: a job of its own, which says whose change it is. */
@Singleton
public class ReviseTrip {
  private static final String KIND = "trip";
  private final JobStore store;
  private final Outputs outputs;
  private final AcceptJob acceptJob;
  private final Transitions transitions;
  private final JobKinds kinds;
  private final RequestReader reader;
  private final ChangeReader changes;
  private final JsonMapper json;
  private final Clock clock;

  public ReviseTrip(
      JobStore store,
      Outputs outputs,
      AcceptJob acceptJob,
      Transitions transitions,
      JobKinds kinds,
      RequestReader reader,
      ChangeReader changes,
      JsonMapper json,
      Clock clock) {
    this.store = store;
    this.outputs = outputs;
    this.acceptJob = acceptJob;
    this.transitions = transitions;
    this.kinds = kinds;
    this.reader = reader;
    this.changes = changes;
    this.json = json;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param job the trip to change
   * @param query the change in words, or null
   * @param constraints the change as structure; empty for none
   * @param keep refs of its plan that must stay
   * @param callbackUrl address that is told of the changed trip, or null for that of the trip before
   * @param scope what {@code key} is used on
   * @param key idempotency key, or null
   * @param body as it was sent; another body with the same key is refused
   */
  public record Asked(
      JobKey job, @Nullable String query, JsonNode constraints, List<String> keep, @Nullable String callbackUrl, String scope, @Nullable String key, byte[] body) {}

  /** What became of it. */
  public sealed interface Outcome {
    /** The changed trip. */
    record Revised(Job job) implements Outcome {}

    /** There is no such job. */
    record Unknown() implements Outcome {}

    /** It has no plan that could be changed. */
    record NotPlanned(Job job) implements Outcome {}

    /** The plan holds nothing of these refs; positions in the list that was given. */
    record UnknownRefs(List<Integer> at) implements Outcome {}

    /** Nothing was understood that changes the trip. */
    record NoChange() implements Outcome {}

    /** The changed constraints break a rule. */
    record Invalid(List<Violation> violations) implements Outcome {}

    /** The key was used with another body. */
    record KeyReused() implements Outcome {}
  }

  /**
   * Changes a trip. With a key it may be called more than once: it is one changed trip.
   *
   * @param admit called before a job is made; throws to refuse it
   * @throws JobStore.Unavailable when nothing was accepted
   */
  public Outcome revise(Asked asked, Runnable admit) {
    Optional<Job> found = store.read(asked.job());
    if (found.isEmpty()) {
      return new Outcome.Unknown();
    }
    Job job = found.get();
    JobOutputs stored = JobOutputs.read(outputs, job, json);
    Itinerary plan = stored.latest(job, JobOutputs.ITINERARY).map(n -> read(n, Argument.of(Itinerary.class))).orElse(null);
    Understanding understood = stored.latest(job, "understanding").map(n -> read(n, Argument.of(Understanding.class))).orElse(null);
    boolean planned = plan != null && !job.state().active() && job.state() != JobState.WAITING_INPUT;
    boolean failed = job.state() == JobState.FAILED && asked.keep().isEmpty();
    if (!job.kind().equals(KIND) || understood == null || understood.request() == null || !planned && !failed) {
      return new Outcome.NotPlanned(job);
    }
    Snapshot before = plan == null ? null : Snapshot.of(plan);
    List<Integer> unknown = unknown(asked.keep(), before);
    if (!unknown.isEmpty()) {
      return new Outcome.UnknownRefs(unknown);
    }
    JobRequest first = read(store.request(job.key()));
    JsonNode constraints = changed(asked, first, understood, job.answers() > 0 || first.query() == null, before);
    if (constraints == null) {
      return new Outcome.NoChange();
    }
    String text = write(constraints);
    List<Violation> violations = kinds.kind(KIND).check(text, clock.instant());
    if (!violations.isEmpty()) {
      return new Outcome.Invalid(violations);
    }
    admit.run();
    String callback = asked.callbackUrl() == null ? first.callbackUrl() : asked.callbackUrl();
    Revision revision = new Revision(job.key().id(), asked.query(), asked.keep(), before);
    JobRequest request =
        new JobRequest(first.userId(), first.query(), text, first.sessionId(), first.context(), callback, revision.write(json));
    AcceptJob.Outcome outcome =
        acceptJob.accept(
            job.key().tenant(), KIND, Mode.REACTIVE, request, asked.scope(), asked.key(), asked.body(), job);
    return switch (outcome) {
      case AcceptJob.Outcome.Accepted accepted -> {
        // Should we die here, the first step of the new job says it again.
        transitions.apply(job.key(), new JobEvent.Revised(accepted.job().key().id()));
        yield new Outcome.Revised(accepted.job());
      }
      case AcceptJob.Outcome.KeyReused reused -> new Outcome.KeyReused();
    };
  }

  private static List<Integer> unknown(List<String> keep, @Nullable Snapshot before) {
    Set<String> refs = before == null ? Set.of() : before.items().stream().map(Snapshot.Item::ref).collect(Collectors.toSet());
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < keep.size(); i++) {
      if (!refs.contains(keep.get(i))) {
        unknown.add(i);
      }
    }
    return unknown;
  }

  private @Nullable JsonNode changed(Asked asked, JobRequest first, Understanding understood, boolean unsaid, @Nullable Snapshot before) {
    ChangedRequest changed = new ChangedRequest(tree(first.constraints()), understood, unsaid, json);
    if (asked.query() != null) {
      ChangeReader.Change change = changes.read(asked.query());
      changed.compare(change, before);
      changed.say(reader.read(Wording.of(change.rest(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))), change);
    }
    changed.structure(asked.constraints());
    // To keep what is there is a wish of its own: the rest is planned anew.
    return changed.changed() || asked.query() == null && !asked.keep().isEmpty() ? changed.done() : null;
  }

  private JsonNode tree(String text) {
    try {
      return json.readValue(text, Argument.of(JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobRequest read(byte[] request) {
    try {
      return json.readValue(request, Argument.of(JobRequest.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored request cannot be read", e);
    }
  }

  private <T> T read(JsonNode node, Argument<T> type) {
    try {
      return json.readValueFromTree(node, type);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored value cannot be read", e);
    }
  }

  private String write(JsonNode node) {
    try {
      return json.writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
