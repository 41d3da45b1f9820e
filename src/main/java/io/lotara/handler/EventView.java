package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobOutputs;
import io.lotara.job.JobState;
import io.lotara.job.LogEntry;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the events of a job: its log, with the values that the entries refer to. */
final class EventView {
  private final Job job;
  private final JobOutputs outputs;

  EventView(Job job, JobOutputs outputs) {
    this.job = job;
    this.outputs = outputs;
  }

  /**
   * One event.
   *
   * @param id its position, from 1
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Event(int id, String type, String timestamp, Map<String, Object> data) {}

  /**
   * A page.
   *
   * @param next the last id that was delivered
   * @param terminal whether nothing will follow
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Page(List<Event> events, int next, boolean terminal) {}

  /** Events after an id. */
  Page page(int after, int limit) {
    int from = Math.min(after, job.log().size());
    int to = Math.min(job.log().size(), from + limit);
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event(i + 1, job.log().get(i)));
    }
    return new Page(events, Math.max(after, to), job.state().terminal() && to == job.log().size());
  }

  private Event event(int id, LogEntry entry) {
    List<String> args = entry.args();
    Map<String, Object> data = new LinkedHashMap<>();
    String type =
        switch (entry.type()) {
          case STATE -> {
            data.put("status", args.get(0));
            JobState state = JobState.valueOf(args.get(0).toUpperCase(Locale.ROOT));
            data.put("workflow_state", state.workflow(job.mode()));
            yield "state_change";
          }
          case TASK_START -> {
            task(data, args.get(0), "running", null, null);
            yield "task_start";
          }
          case TASK_COMPLETE -> {
            Map<String, Object> output = outputs.counts(args.get(0), Integer.parseInt(args.get(2)));
            task(
                data,
                args.get(0),
                args.get(1),
                output,
                args.get(3).isEmpty() ? null : Double.valueOf(args.get(3)));
            yield "task_complete";
          }
          case OUTPUT -> {
            data.put("key", args.get(0));
            data.put("value", outputs.value(args.get(0), args.get(1), Integer.parseInt(args.get(2))).orElse(null));
            yield "agent_output";
          }
          case VALIDATION -> {
            data.put(
                "checks",
                outputs
                    .value(JobOutputs.ITINERARY, args.get(0), Integer.parseInt(args.get(1)))
                    .map(itinerary -> itinerary.get("checks"))
                    .orElse(JsonNode.createArrayNode(List.of())));
            yield "validation_result";
          }
          case APPROVAL_REQUIRED -> {
            data.put("approval", approval(args));
            yield "approval_required";
          }
          case APPROVAL_REMINDER -> {
            data.put("approval", approval(asked(id)));
            yield "approval_reminder";
          }
          case COMPLETE -> {
            data.put("result", outputs.latest(job, JobOutputs.ITINERARY).orElse(null));
            yield "complete";
          }
          case CANCELLED -> {
            data.put("reason", args.get(0));
            yield "cancelled";
          }
          case ERROR -> {
            data.put("message", args.get(0));
            yield "error";
          }
        };
    return new Event(id, type, JobView.time(entry.at()), data);
  }

  /** What was asked last before an event. */
  private List<String> asked(int id) {
    return job.log().subList(0, id - 1).reversed().stream()
        .filter(e -> e.type() == LogEntry.Type.APPROVAL_REQUIRED)
        .findFirst()
        .orElseThrow()
        .args();
  }

  private void task(
      Map<String, Object> data, String step, String status, Map<String, Object> output, Double confidence) {
    data.put("task_id", step);
    data.put("agent", step);
    data.put("task_name", job.plan().step(step).title());
    data.put("status", status);
    data.put("output", output);
    data.put("confidence_score", confidence);
  }

  private static StatusDocument.ApprovalPart approval(List<String> args) {
    return new StatusDocument.ApprovalPart(
        true,
        Arrays.asList(args.get(6).split(",")),
        new BigDecimal(args.get(0)),
        args.get(1),
        new BigDecimal(args.get(2)),
        args.get(3),
        args.get(4),
        JobView.time(Instant.parse(args.get(5))),
        null,
        null,
        null);
  }
}
