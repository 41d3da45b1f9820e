package io.lotara.trace;

import io.lotara.job.FeedbackStore;
import io.lotara.job.Job;
import io.lotara.job.JobRequest;
import io.lotara.job.ModelCall;
import io.lotara.job.Outputs;
import io.lotara.job.StepSpec;
import io.lotara.job.StoredOutput;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trace of a job, made of what the job itself knows when it is sent. Without the tenant's leave there is nothing in it that anybody wrote or was
 * told: no query, no plan, no message, no name.
 *
 * @param outputs what the steps found, by step and revision
 * @param inputs whether the tenant allows what people wrote and were told
 */
record TraceOfJob(String project, Job job, JobRequest request, Map<Outputs.Ref, StoredOutput> outputs, boolean inputs) {

  /** In front of an aspect that somebody named: one that is called like a score of ours is another score. */
  static final String ASPECT = "aspect: ";

  /** The id of a trace is that of its job: a UUIDv7 that the handler has made. */
  static String id(Job job) {
    return job.key().id();
  }

  Trace trace() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("kind", job.kind());
    metadata.put("mode", job.mode().wire());
    metadata.put("status", job.state().wire());
    metadata.put("questions", job.answers());
    if (job.approval() != null) {
      metadata.put("approval_required", job.approval().required());
      metadata.put("approval_reasons", job.approval().reasons());
      metadata.put("approval_decision", job.approval().decision());
    }
    return new Trace(
        id(job),
        project,
        job.kind(),
        Trace.time(job.createdAt()),
        Trace.time(job.completedAt()),
        inputs ? input() : null,
        inputs ? output() : null,
        metadata,
        List.of(job.kind(), job.mode().wire(), job.state().wire()),
        job.error() == null
            ? null
            : new Trace.ErrorInfo(job.error().code(), inputs ? job.error().message() : null, "step " + job.error().step()),
        inputs ? request.sessionId() : null);
  }

  private Map<String, Object> input() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("query", request.query());
    input.put("constraints", request.constraints());
    input.put("context", request.context());
    return input;
  }

  private Map<String, Object> output() {
    Map<String, Object> output = new LinkedHashMap<>();
    outputs.values().stream()
        .map(o -> o.values().get("itinerary"))
        .filter(itinerary -> itinerary != null && itinerary.get("summary") != null)
        .forEach(itinerary -> output.put("summary", itinerary.get("summary").coerceStringValue()));
    return output;
  }

  List<Trace.Span> spans() {
    List<Trace.Span> spans = new ArrayList<>();
    for (StepSpec step : job.plan().steps()) {
      Task task = job.task(step.id());
      if (task.startedAt() != null) {
        Trace.Span span = span(step, task);
        spans.add(span);
        spans.addAll(calls(step, span));
      }
    }
    return spans;
  }

  private Trace.Span span(StepSpec step, Task task) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("title", step.title());
    metadata.put("status", task.state().wire());
    metadata.put("attempts", task.attempt());
    metadata.put("revision", task.revision());
    metadata.put("confidence_score", task.confidence());
    boolean failed = task.state() == TaskState.FAILED;
    return new Trace.Span(
        SpanIds.of(id(job), step.id(), task.startedAt()),
        id(job),
        null,
        project,
        step.id(),
        "general",
        Trace.time(task.startedAt()),
        Trace.time(task.completedAt()),
        metadata,
        null,
        null,
        null,
        null,
        failed ? new Trace.ErrorInfo("StepFailed", inputs ? task.error() : null, "step " + step.id()) : null);
  }

  private List<Trace.Span> calls(StepSpec step, Trace.Span parent) {
    List<Trace.Span> spans = new ArrayList<>();
    for (Map.Entry<Outputs.Ref, StoredOutput> output : outputs.entrySet()) {
      if (!output.getKey().step().equals(step.id()) || output.getValue().calls() == null) {
        continue;
      }
      for (ModelCall call : output.getValue().calls()) {
        String name = "%s/%d/%d".formatted(step.id(), output.getKey().revision(), spans.size());
        Map<String, Object> metadata = Map.of("revision", output.getKey().revision(), "outcome", call.outcome());
        spans.add(Trace.Span.of(call, id(job), parent.id(), project, name, metadata));
      }
    }
    return spans;
  }

  /** What a traveller thought of it: the rating, and with the tenant's leave each aspect and the comment. */
  List<Trace.Score> scores(FeedbackStore.Feedback feedback) {
    Map<String, Trace.Score> scores = new LinkedHashMap<>();
    scores.put("rating", score("rating", feedback.rating() / 5.0, inputs ? feedback.comment() : null));
    if (inputs) {
      feedback.helpfulAspects().stream().map(ASPECT::concat).forEach(name -> scores.put(name, score(name, 1, "helpful")));
      // What is both helpful and to be improved is to be improved: one trace has one score of a name.
      feedback.improvementAreas().stream().map(ASPECT::concat).forEach(name -> scores.put(name, score(name, 0, "to be improved")));
    }
    return List.copyOf(scores.values());
  }

  private Trace.Score score(String name, double value, @Nullable String reason) {
    return new Trace.Score(id(job), project, name, value, reason, "sdk");
  }
}
