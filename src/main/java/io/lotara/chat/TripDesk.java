package io.lotara.chat;

import io.lotara.digest.Sha256;
import io.lotara.job.AcceptJob;
import io.lotara.job.Answer;
import io.lotara.job.CommitOnce;
import io.lotara.job.DecideJob;
import io.lotara.job.Decision;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobKinds;
import io.lotara.job.JobLog;
import io.lotara.job.JobOutputs;
import io.lotara.job.JobRequest;
import io.lotara.job.JobState;
import io.lotara.job.JobStore;
import io.lotara.job.Mode;
import io.lotara.job.Outputs;
import io.lotara.job.Transitions;
import io.lotara.tenant.Admission;
import io.lotara.trip.Itinerary;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.lotara.trip.parse.ChangeReader;
import io.lotara.trip.parse.RequestReader;
import io.lotara.trip.parse.Wording;
import io.lotara.trip.revise.Diff;
import io.lotara.trip.revise.ReviseTrip;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a turn can do about trips. It reaches the jobs of its own conversation and no others. What it makes goes by the turn's id: a turn
 * that is answered again after a crash makes the same job.
 */
@Singleton
public class TripDesk {
  private static final String KIND = "trip";
  private static final int LONGEST = 2000;

  private final AcceptJob acceptJob;
  private final JobKinds kinds;
  private final Admission admission;
  private final JobStore store;
  private final Outputs outputs;
  private final Transitions transitions;
  private final DecideJob decideJob;
  private final CommitOnce commitOnce;
  private final RequestReader reader;
  private final ReviseTrip reviseTrip;
  private final ChangeReader changes;
  private final TravelDesk travel;
  private final JsonMapper json;

  TripDesk(
      AcceptJob acceptJob,
      JobKinds kinds,
      Admission admission,
      JobStore store,
      Outputs outputs,
      Transitions transitions,
      DecideJob decideJob,
      CommitOnce commitOnce,
      RequestReader reader,
      ReviseTrip reviseTrip,
      ChangeReader changes,
      TravelDesk travel,
      JsonMapper json) {
    this.acceptJob = acceptJob;
    this.kinds = kinds;
    this.admission = admission;
    this.store = store;
    this.outputs = outputs;
    this.transitions = transitions;
    this.decideJob = decideJob;
    this.commitOnce = commitOnce;
    this.reader = reader;
    this.reviseTrip = reviseTrip;
    this.changes = changes;
    this.travel = travel;
    this.json = json;
  }

  /** What a sentence says of a trip, read as the trip's own intake reads it. */
  public Understanding understand(ChatTurn turn, String query, List<String> answers) {
    return reader.read(
        Wording.of(query, today(turn))
            .constraints(structure(turn))
            .answers(answers.stream().map(a -> new io.lotara.trip.parse.Answer(a, null)).toList())
            .sources(name -> travel.town(turn.tenant(), name))
            .regions(travel::region));
  }

  /** The day on which a turn was said. */
  public static LocalDate today(ChatTurn turn) {
    return LocalDate.ofInstant(turn.now(), ZoneOffset.UTC);
  }

  /** What the client says of every trip of this person; checked at the door. */
  private static JsonNode structure(ChatTurn turn) {
    JsonNode constraints = turn.user().get("constraints");
    return constraints == null || !constraints.isObject() ? JsonNode.createObjectNode(Map.of()) : constraints;
  }

  /**
   * Begins a trip: a job as any other.
   *
   * @param query in the person's words; cut at 2,000 characters
   * @param understood what was understood of it, without an open question
   * @param answered whether {@code understood} holds an answer that the query alone does not tell
   */
  public Job begin(ChatTurn turn, String query, Understanding understood, boolean answered) {
    Map<String, JsonNode> constraints = new LinkedHashMap<>();
    structure(turn).entries().forEach(e -> constraints.put(e.getKey(), e.getValue()));
    if (answered) {
      field(understood, "cities").or(() -> field(understood, "destination")).ifPresent(where -> put(constraints, where));
    }
    if (understood.request() != null && understood.request().origin() == null) {
      home(turn).ifPresent(town -> constraints.putIfAbsent("origin", JsonNode.createStringNode(town)));
    }
    admission.job(turn.tenant());
    String text = query.length() > LONGEST ? query.substring(0, LONGEST) : query;
    JobRequest request =
        new JobRequest(turn.userId(), text, write(JsonNode.createObjectNode(constraints)), turn.conversation().id(), null);
    return accepted(
        acceptJob.accept(turn.tenant(), KIND, Mode.REACTIVE, request, "chat", key(turn), key(turn).getBytes(StandardCharsets.UTF_8)));
  }

  static Job accepted(AcceptJob.Outcome outcome) {
    return switch (outcome) {
      case AcceptJob.Outcome.Accepted accepted -> accepted.job();
      case AcceptJob.Outcome.KeyReused reused -> throw new IllegalStateException("a turn was answered in two ways");
    };
  }

  /** Names what a turn does, whoever does it and however often. */
  static String key(ChatTurn turn) {
    return Sha256.hex(turn.conversation().id() + "\n" + turn.turnId());
  }

  private static Optional<Understanding.Field> field(Understanding understood, String name) {
    return understood.fields().stream().filter(f -> f.field().equals(name)).findFirst();
  }

  private void put(Map<String, JsonNode> constraints, Understanding.Field field) {
    try {
      constraints.put(field.field(), json.writeValueToTree(field.value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the client says that the person lives, if that is a town. */
  public Optional<String> home(ChatTurn turn) {
    for (String name : new String[] {"origin", "home_city", "city"}) {
      JsonNode value = turn.user().get(name);
      if (value != null && value.isString() && value.getStringValue().length() <= 100) {
        return travel.town(turn.tenant(), value.getStringValue()).map(town -> value.getStringValue());
      }
    }
    return Optional.empty();
  }

  /** The trip that is spoken of, read consistently. */
  public Optional<Job> current(ChatTurn turn) {
    return job(turn, turn.focus().jobId());
  }

  /** The trip that this one is a change of. */
  public Optional<Job> before(ChatTurn turn, Job job) {
    return job(turn, job.lineage().revises());
  }

  private Optional<Job> job(ChatTurn turn, @Nullable String id) {
    return id == null ? Optional.empty() : store.read(new JobKey(turn.tenant(), id));
  }

  /** The trips of the conversation, the latest first; without those that were changed since, as the changed one stands for them. */
  public List<Job> trips(ChatTurn turn) {
    List<Job> trips = new ArrayList<>();
    Set<String> stoodFor = new HashSet<>();
    for (String id : turn.focus().jobs().reversed()) {
      Optional<Job> found = stoodFor.contains(id) ? Optional.empty() : job(turn, id);
      found.ifPresent(
          job -> {
            trips.add(job);
            boolean stands = job.state() != JobState.FAILED && job.state() != JobState.CANCELLED;
            if (stands && job.lineage().revises() != null) {
              stoodFor.add(job.lineage().revises());
            }
          });
    }
    return trips;
  }

  /** Where a trip goes, as far as is known: the towns of its plan, and what its request names. */
  public List<String> places(ChatTurn turn, Job job) {
    JobOutputs stored = JobOutputs.read(outputs, job, json);
    Optional<Understanding> known = stored.latest(job, "understanding").map(node -> read(node, Argument.of(Understanding.class)));
    Optional<TripRequest> request = Optional.ofNullable(known.orElseGet(() -> asked(turn, job)).request());
    return Stream.concat(
            request.stream().flatMap(r -> r.destinations().stream()).map(TripRequest.Destination::name),
            stored.latest(job, JobOutputs.ITINERARY).map(node -> read(node, Argument.of(Itinerary.class))).stream()
                .flatMap(plan -> plan.trip().destinations().stream()))
        .distinct()
        .toList();
  }

  /** What a trip's request says, before its own intake has read it. */
  private Understanding asked(ChatTurn turn, Job job) {
    try {
      JobRequest request = json.readValue(store.request(job.key()), Argument.of(JobRequest.class));
      JsonNode constraints = json.readValue(request.constraints(), Argument.of(JsonNode.class));
      return reader.read(Wording.of(request.query() == null ? "" : request.query(), today(turn)).constraints(constraints));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored request cannot be read", e);
    }
  }

  /** The present plan of a trip, when there is one. */
  public Optional<Itinerary> plan(Job job) {
    return JobOutputs.read(outputs, job, json)
        .latest(job, JobOutputs.ITINERARY)
        .map(node -> read(node, Argument.of(Itinerary.class)));
  }

  /** What the turn's words say of a change. */
  public ChangeReader.Change change(ChatTurn turn) {
    return changes.read(turn.message());
  }

  /** What is left of the words of a change once what is compared is taken out, read as a request. */
  public Understanding rest(ChatTurn turn, ChangeReader.Change change) {
    return reader.read(Wording.of(change.rest(), today(turn)));
  }

  /** Changes a trip, as {@link #begin} begins one. */
  public ReviseTrip.Outcome revise(ChatTurn turn, Job job, String change) {
    return revise(turn, job, change, Map.of());
  }

  /** Takes back that some ways of travelling were not wanted. */
  public ReviseTrip.Outcome allowEveryTransport(ChatTurn turn, Job job) {
    JsonNode none = JsonNode.createObjectNode(Map.of("forbidden", JsonNode.createArrayNode(List.of())));
    return revise(turn, job, null, Map.of("transport", none));
  }

  /** Plans a trip once more as it was. */
  public ReviseTrip.Outcome again(ChatTurn turn, Job job) {
    Itinerary plan = plan(job).orElse(null);
    if (plan == null) {
      return new ReviseTrip.Outcome.NotPlanned(job);
    }
    Map<String, JsonNode> dates =
        Map.of(
            "start", JsonNode.createStringNode(plan.trip().dates().start().toString()),
            "end", JsonNode.createStringNode(plan.trip().dates().end().toString()));
    return revise(turn, job, null, Map.of("dates", JsonNode.createObjectNode(dates)));
  }

  private ReviseTrip.Outcome revise(ChatTurn turn, Job job, @Nullable String change, Map<String, JsonNode> structure) {
    byte[] body = key(turn).getBytes(StandardCharsets.UTF_8);
    ReviseTrip.Asked asked =
        new ReviseTrip.Asked(job.key(), change, JsonNode.createObjectNode(structure), List.of(), null, "chat", key(turn), body);
    return reviseTrip.revise(asked, () -> admission.job(turn.tenant()));
  }

  /** What a changed trip has other than the one before, when it is planned. */
  public Optional<Diff> diff(Job job) {
    return job.lineage().revises() == null
        ? Optional.empty()
        : JobOutputs.read(outputs, job, json).latest(job, JobOutputs.DIFF).map(node -> read(node, Argument.of(Diff.class)));
  }

  private <T> T read(JsonNode node, Argument<T> type) {
    try {
      return json.readValueFromTree(node, type);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored value cannot be read", e);
    }
  }

  /** Decides on the trip that is spoken of, for the plan that was shown. */
  public Optional<Decision> decide(ChatTurn turn, boolean approved, @Nullable String planHash) {
    return current(turn).flatMap(job -> decideJob.decide(job.key(), new JobEvent.Decided(approved, planHash, null)));
  }

  /** Cancels it. */
  public Optional<Decision> cancel(ChatTurn turn) {
    return apply(turn, cancelled());
  }

  /** Plans of the same trip that still wait for an approval: what it was before a change, and other changes of it. */
  public List<Job> otherPlans(Job job) {
    return commitOnce.line(job).stream()
        .filter(other -> !other.key().equals(job.key()) && other.state() == JobState.WAITING_APPROVAL)
        .toList();
  }

  /** Cancels one of {@link #otherPlans}. */
  public void cancel(Job other) {
    transitions.apply(other.key(), cancelled());
  }

  private static JobEvent cancelled() {
    return new JobEvent.CancelRequested("cancelled_in_chat");
  }

  /** Answers its question. */
  public Optional<Decision> answer(ChatTurn turn, String text) {
    return apply(turn, new JobEvent.Answered(new Answer(text, null)));
  }

  private Optional<Decision> apply(ChatTurn turn, JobEvent event) {
    if (turn.focus().jobId() == null) {
      return Optional.empty();
    }
    JobLog.about(turn.focus().jobId());
    return transitions.apply(new JobKey(turn.tenant(), turn.focus().jobId()), event);
  }

  private String write(JsonNode node) {
    try {
      return json.writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
