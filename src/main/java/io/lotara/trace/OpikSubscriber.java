package io.lotara.trace;

import io.lotara.job.FeedbackStore;
import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobRequest;
import io.lotara.job.JobStore;
import io.lotara.job.Outputs;
import io.lotara.job.StoredOutput;
import io.lotara.job.Subscriber;
import io.lotara.job.Subscription;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Opik of a job when it has ended, and what people think of it afterwards. Everything is sent under ids that are the same each time, so
 * that sending it twice changes nothing. Opik may be away as long as it likes: what is owed waits.
 */
@Singleton
@Requires(property = OpikSettings.KEY, pattern = ".+")
public class OpikSubscriber implements Subscriber {
  static final String NAME = "opik";

  private static final String TRACES = "/v1/private/traces";

  private static final Logger LOG = LoggerFactory.getLogger(OpikSubscriber.class);

  /** In front of the id of a trace that is to be taken back. */
  private static final String ERASE = "erase:";

  /** In front of what makes one feedback another. */
  private static final String FEEDBACK = "feedback:";

  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Longer than a worker may run: who is just sending a trace, from a job that was read before it went, must not come after its removal. */
  private static final Duration SENDING = Duration.ofMinutes(1);

  private final Opik opik;
  private final OpikSettings settings;
  private final JobStore store;
  private final Outputs outputs;
  private final FeedbackStore feedbacks;
  private final FollowUps followUps;
  private final OwedTurns turns;
  private final JsonMapper json;
  private final Clock clock;

  OpikSubscriber(
      Opik opik,
      OpikSettings settings,
      JobStore store,
      Outputs outputs,
      FeedbackStore feedbacks,
      FollowUps followUps,
      OwedTurns turns,
      JsonMapper json,
      Clock clock) {
    this.opik = opik;
    this.settings = settings;
    this.store = store;
    this.outputs = outputs;
    this.feedbacks = feedbacks;
    this.followUps = followUps;
    this.turns = turns;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Subscription> wants(String tenant, JobRequest request) {
    return Optional.of(new Subscription(NAME, true));
  }

  @Override
  public Optional<String> feedback(Job job, FeedbackStore.Feedback feedback) {
    return Optional.of(FEEDBACK + feedback.at().toEpochMilli());
  }

  @Override
  public Told tell(FollowUp.Notice notice) {
    if (notice.about().startsWith(ERASE)) {
      return erase(notice, notice.about().substring(ERASE.length()));
    }
    if (notice.about().equals(TurnTraces.TURN)) {
      return turns.find(notice).map(turn -> told(notice, send(new TraceOfTurn(settings.project(), turn)))).orElse(new Told.Done());
    }
    Job job = store.read(notice.job()).orElse(null);
    if (job == null || !job.state().terminal()) {
      // What is thought of a job that runs is sent with its end.
      return new Told.Done();
    }
    TraceOfJob trace = trace(job);
    if (!notice.about().startsWith(FEEDBACK)) {
      int status = send(trace.trace(), trace.spans());
      if (status / 100 != 2) {
        return told(notice, status);
      }
    }
    FeedbackStore.Feedback feedback = feedbacks.get(job.key()).orElse(null);
    return feedback == null ? new Told.Done() : told(notice, score(TraceOfJob.id(job), trace.scores(feedback)));
  }

  /**
   * Owes the removal of the trace, whatever the tenant allows now: what it allowed when the trace was sent is not known any more, and need not be.
   */
  @Override
  public void takeBack(JobKey erasure, Job job) {
    followUps.owe(new FollowUp.Notice(erasure, NAME, ERASE + TraceOfJob.id(job), clock.instant().plus(SENDING), 0));
  }

  /** With a trace Opik removes its spans, scores and comments. That there is no such trace is no fault. */
  private Told erase(FollowUp.Notice notice, String traceId) {
    int status = opik.send("POST", TRACES + "/delete", new Trace.Ids(List.of(traceId)));
    return status / 100 == 2 || status == 404 ? new Told.Done() : later(notice, status);
  }

  /** Feedback that replaces another may have fewer aspects: what was scored before and is true no more is removed, or it would stay for ever. */
  private int score(String traceId, List<Trace.Score> scores) {
    Set<String> names = scores.stream().map(Trace.Score::name).collect(Collectors.toSet());
    int status = opik.send("PUT", TRACES + "/feedback-scores", new Trace.Scores(scores));
    if (status / 100 != 2) {
      return status;
    }
    Opik.Answer<Trace.Scored> there = opik.read(TRACES + "/" + traceId, Trace.Scored.class);
    if (there.body() == null) {
      return there.status() == 404 ? status : there.status();
    }
    for (String name : there.body().names()) {
      if (name.startsWith(TraceOfJob.ASPECT) && !names.contains(name) && status / 100 == 2) {
        status = opik.send("POST", TRACES + "/" + traceId + "/feedback-scores/delete", new Trace.ScoreName(name));
      }
    }
    return status;
  }

  private int send(TraceOfTurn turn) {
    return send(turn.trace(), turn.spans());
  }

  private int send(Trace trace, List<Trace.Span> spans) {
    int status = opik.send("POST", TRACES + "/batch", new Trace.Traces(List.of(trace)));
    return status / 100 == 2 ? opik.send("POST", "/v1/private/spans/batch", new Trace.Spans(spans)) : status;
  }

  private Told told(FollowUp.Notice notice, int status) {
    if (status / 100 == 2) {
      return new Told.Done();
    }
    if (status == 400 || status == 413 || status == 422) {
      LOG.error("Opik refuses the trace of job {} for good: {}", notice.job().id(), status);
      return new Told.Done();
    }
    return later(notice, status);
  }

  private static Told later(FollowUp.Notice notice, int status) {
    LOG.warn("the trace of job {} waits: {}", notice.job().id(), status == 0 ? "Opik does not answer" : "Opik answers " + status);
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(10, notice.attempts()));
    return new Told.Later(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private TraceOfJob trace(Job job) {
    Map<Outputs.Ref, StoredOutput> found = new LinkedHashMap<>();
    outputs.all(job.key()).forEach((ref, bytes) -> found.put(ref, StoredOutput.read(json, bytes)));
    try {
      JobRequest request = json.readValue(store.request(job.key()), Argument.of(JobRequest.class));
      return new TraceOfJob(settings.project(), job, request, found, settings.inputs(job.key().tenant()));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored request cannot be read", e);
    }
  }
}
