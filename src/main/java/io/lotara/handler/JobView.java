package io.lotara.handler;

import io.lotara.job.Approval;
import io.lotara.job.Effect;
import io.lotara.job.Job;
import io.lotara.job.JobError;
import io.lotara.job.JobOutputs;
import io.lotara.job.JobState;
import io.lotara.job.LogEntry;
import io.lotara.job.Outputs;
import io.lotara.job.Primable;
import io.lotara.job.SampleJob;
import io.lotara.job.StepSpec;
import io.lotara.job.Task;
import io.lotara.trace.TraceLinks;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the status document of a job. */
@Singleton
class JobView implements Primable {
  private final Outputs outputs;
  private final JsonMapper json;
  private final JobLinks links;
  private final TraceLinks traces;

  JobView(Outputs outputs, JsonMapper json, JobLinks links, TraceLinks traces) {
    this.outputs = outputs;
    this.json = json;
    this.links = links;
    this.traces = traces;
  }

  @Override
  public void prime() {
    Job sample = SampleJob.job();
    try {
      json.writeValueAsBytes(status(sample, Map.of()));
      json.writeValueAsBytes(new EventView(sample, JobOutputs.none()).page(0, 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outputs of a job; asks the store only when there are any. */
  JobOutputs outputs(Job job) {
    boolean any = job.log().stream().anyMatch(e -> e.type() == LogEntry.Type.OUTPUT);
    return any || job.state() == JobState.COMPLETED ? JobOutputs.read(outputs, job, json) : JobOutputs.none();
  }

  /** The status document as an answer. */
  MutableHttpResponse<?> answer(Job job) {
    return timed(HttpResponse.ok(status(job)).contentType(MediaType.APPLICATION_JSON_TYPE), job);
  }

  /** The same answer with the job's version, and when to look again. */
  static MutableHttpResponse<?> timed(MutableHttpResponse<?> answer, Job job) {
    answer.header(HttpHeaders.ETAG, ETags.of(job.version()));
    if (!job.state().terminal()) {
      answer.header(HttpHeaders.RETRY_AFTER, job.state().active() ? "1" : "30");
    }
    return answer;
  }

  /** A page of the job's events. */
  EventView.Page events(Job job, int after, int limit) {
    return new EventView(job, after < job.log().size() ? outputs(job) : JobOutputs.none()).page(after, limit);
  }

  static StatusDocument.Progress progress(Job job) {
    int total = job.tasks().size();
    int done = job.tasksCompleted();
    return new StatusDocument.Progress(job.state().workflow(job.mode()), total, done, total == 0 ? 0 : done * 100 / total);
  }

  StatusDocument status(Job job) {
    // From the last change on: one version is one document.
    return status(job, links.of(job, job.updatedAt()));
  }

  private StatusDocument status(Job job, Map<String, String> where) {
    JobOutputs found = outputs(job);
    JsonNode itinerary = found.latest(job, JobOutputs.ITINERARY).orElse(null);
    JsonNode result = job.state() == JobState.COMPLETED ? itinerary : null;
    return new StatusDocument(
        job.key().id(),
        job.kind(),
        job.userId(),
        job.state().wire(),
        job.mode().wire(),
        time(job.createdAt()),
        time(job.updatedAt()),
        time(job.completedAt()),
        job.version(),
        progress(job),
        tasks(job),
        found.current(job),
        job.approval() == null ? null : approval(job.approval()),
        job.question() == null
            ? null
            : new StatusDocument.QuestionPart(
                job.question().field(),
                job.question().text(),
                job.question().options(),
                time(job.question().expiresAt())),
        effects(job, found),
        result,
        job.error() == null ? null : error(job.error()),
        itinerary == null ? null : itinerary.get("cost"),
        traces.of(job),
        job.lineage().revises(),
        job.lineage().revisedBy(),
        found.latest(job, JobOutputs.DIFF).orElse(null),
        where);
  }

  private static List<StatusDocument.TaskLine> tasks(Job job) {
    List<StatusDocument.TaskLine> lines = new ArrayList<>();
    for (StepSpec step : job.plan().steps()) {
      Task task = job.task(step.id());
      lines.add(
          new StatusDocument.TaskLine(
              step.id(),
              step.id(),
              step.title(),
              task.state().wire(),
              task.attempt(),
              time(task.startedAt()),
              time(task.completedAt()),
              task.confidence(),
              task.error()));
    }
    return lines;
  }

  static StatusDocument.ApprovalPart approval(Approval a) {
    return new StatusDocument.ApprovalPart(
        a.required(),
        a.reasons(),
        a.total(),
        a.currency(),
        a.threshold(),
        a.thresholdCurrency(),
        a.planHash(),
        time(a.expiresAt()),
        a.decision(),
        time(a.decidedAt()),
        a.notes());
  }

  private static List<StatusDocument.EffectLine> effects(Job job, JobOutputs found) {
    Map<String, String> urls = new LinkedHashMap<>();
    found
        .latest(job, JobOutputs.BOOKINGS)
        .ifPresent(
            bookings -> {
              for (JsonNode booking : bookings.values()) {
                JsonNode url = booking.get("book_url");
                if (url != null && url.isString()) {
                  urls.put(booking.get("item").getStringValue(), url.getStringValue());
                }
              }
            });
    List<StatusDocument.EffectLine> lines = new ArrayList<>();
    for (Map.Entry<String, Effect> effect : job.effects().entrySet()) {
      lines.add(
          new StatusDocument.EffectLine(
              effect.getKey(),
              effect.getValue().state().wire(),
              effect.getValue().ref(),
              urls.get(effect.getKey())));
    }
    return lines;
  }

  private StatusDocument.ErrorPart error(JobError error) {
    Map<String, JsonNode> details = new LinkedHashMap<>();
    details.put("step", error.step() == null ? JsonNode.nullNode() : JsonNode.createStringNode(error.step()));
    details.put("attempts", JsonNode.createNumberNode(error.attempts()));
    if (error.details() != null) {
      try {
        json.readValue(error.details(), Argument.of(JsonNode.class)).entries().forEach(e -> details.put(e.getKey(), e.getValue()));
      } catch (IOException e) {
        throw new UncheckedIOException("the details of an error cannot be read", e);
      }
    }
    return new StatusDocument.ErrorPart(error.code(), error.message(), JsonNode.createObjectNode(details));
  }

  static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
