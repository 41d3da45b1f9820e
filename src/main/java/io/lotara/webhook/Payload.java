package io.lotara.webhook;

import io.lotara.job.Job;
import io.lotara.job.LogEntry;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of an event: made of its log entry alone, so that it is the same each time. Small, and without anybody's words. */
final class Payload {
  private Payload() {}

  static String of(JsonMapper json, Job job, Delivery delivery) {
    LogEntry entry = job.log().get(delivery.event() - 1);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("job_id", job.key().id());
    data.put("kind", job.kind());
    data.put("user_id", job.userId());
    data.put("mode", job.mode().wire());
    data.put("status", status(delivery.type()));
    data.put("approval", entry.type() == LogEntry.Type.APPROVAL_REQUIRED ? approval(entry.args()) : null);
    data.put("reason", entry.type() == LogEntry.Type.CANCELLED ? entry.args().getFirst() : null);
    data.put("error", error(job, delivery));
    data.put("links", links(job.key().id()));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", delivery.type().wire());
    event.put("timestamp", entry.at().truncatedTo(ChronoUnit.MILLIS).toString());
    event.put("data", data);
    try {
      return new String(json.writeValueAsBytes(event), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String status(EventType type) {
    return switch (type) {
      case PLAN_COMPLETED -> "completed";
      case PLAN_FAILED -> "failed";
      case PLAN_CANCELLED -> "cancelled";
      case PLAN_APPROVAL_REQUIRED -> "waiting_approval";
      case SUGGESTION_CREATED -> "started";
    };
  }

  private static Map<String, Object> approval(List<String> args) {
    Map<String, Object> approval = new LinkedHashMap<>();
    approval.put("total", new java.math.BigDecimal(args.get(0)));
    approval.put("currency", args.get(1));
    approval.put("threshold", new java.math.BigDecimal(args.get(2)));
    approval.put("threshold_currency", args.get(3));
    approval.put("plan_hash", args.get(4));
    approval.put("expires_at", args.get(5));
    approval.put("reasons", List.of(args.get(6).split(",")));
    return approval;
  }

  private static @Nullable Map<String, Object> error(Job job, Delivery delivery) {
    return delivery.type() == EventType.PLAN_FAILED && job.error() != null ? Map.of("code", job.error().code()) : null;
  }

  private static Map<String, String> links(String id) {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("status", "/v1/status/" + id);
    links.put("events", "/v1/jobs/" + id + "/events");
    links.put("approve", "/v1/approve");
    return links;
  }
}
