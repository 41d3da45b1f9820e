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

  private static final Logger LOG = LoggerFactory.getLogger(OpikSubscriber.class);

  /** In front of the id of a trace whose inputs are to be taken back. */
  private static final String BLANK = "blank:";

  /** In front of what makes one feedback another. */
  private static final String FEEDBACK = "feedback:";

  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

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
    if (notice.about().startsWith(BLANK)) {
      return told(notice, blank(notice.about().substring(BLANK.length())));
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
    return feedback == null
        ? new Told.Done()
        : told(notice, opik.send("PUT", "/v1/private/traces/feedback-scores", new Trace.Scores(trace.scores(feedback))));
  }

  /** A trace that carries nothing needs nothing taken back. */
  @Override
  public void takeBack(JobKey erasure, Job job) {
    if (settings.inputs(job.key().tenant())) {
      followUps.owe(new FollowUp.Notice(erasure, NAME, BLANK + TraceOfJob.id(job), clock.instant(), 0));
    }
  }

  private int send(TraceOfTurn turn) {
    return send(turn.trace(), turn.spans());
  }

  private int send(Trace trace, List<Trace.Span> spans) {
    int status = opik.send("POST", "/v1/private/traces/batch", new Trace.Traces(List.of(trace)));
    return status / 100 == 2 ? opik.send("POST", "/v1/private/spans/batch", new Trace.Spans(spans)) : status;
  }

  private int blank(String traceId) {
    Map<String, Object> erased = Map.of("erased", true);
    return opik.send("PATCH", "/v1/private/traces/" + traceId, new Trace.Blank(settings.project(), erased, erased));
  }

  private Told told(FollowUp.Notice notice, int status) {
    if (status / 100 == 2 || status == 404 && notice.about().startsWith(BLANK)) {
      return new Told.Done();
    }
    if (status == 400 || status == 413 || status == 422) {
      LOG.error("Opik refuses the trace of job {} for good: {}", notice.job().id(), status);
      return new Told.Done();
    }
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
