package io.lotara.dynamo;

import io.lotara.job.Approval;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.Job;
import io.lotara.job.JobError;
import io.lotara.job.JobPlan;
import io.lotara.job.JobState;
import io.lotara.job.Lineage;
import io.lotara.job.LogEntry;
import io.lotara.job.Mode;
import io.lotara.job.Policy;
import io.lotara.job.Question;
import io.lotara.job.Role;
import io.lotara.job.StepSpec;
import io.lotara.job.Subscription;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A job as an item. What is only ever read whole is a JSON array of arrays in one attribute, with times as milliseconds since the job's
 * creation, and all that together is packed ({@link PackedItem}): an item's size is what a write costs.
 */
@Singleton
class JobItemCodec {
  static final String VERSION = "v";
  static final String WRITE_ID = "op";
  static final String DECIDE_BY = "decide_by";
  static final String TTL = "ttl";
  private static final String PINNED = "pin";

  /** There only when it is not the usual one. */
  private static final String TOLERANCE = "tol";

  /** Behind the name of a subscriber that is told of the job's end only. */
  private static final String END_ONLY = ":end";

  private final Rows rows;

  JobItemCodec(JsonMapper json) {
    this.rows = new Rows(json);
  }

  Map<String, AttributeValue> write(Job job, String writeId, @Nullable Instant expires) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.JobItem(job.key()).attributes());
    long t0 = job.createdAt().toEpochMilli();
    number(item, VERSION, job.version());
    text(item, WRITE_ID, writeId);
    text(item, "kind", job.kind());
    text(item, "usr", job.userId());
    text(item, "mode", job.mode().wire());
    text(item, "st", job.state().wire());
    number(item, "cr", t0);
    number(item, "up", job.updatedAt().toEpochMilli());
    if (job.completedAt() != null) {
      number(item, "co", job.completedAt().toEpochMilli());
    }
    number(item, "dl", job.deadline().toEpochMilli());
    text(item, "plan", rows.write(job.plan().steps().stream().map(JobItemCodec::row).toList()));
    text(item, "tasks", rows.write(job.tasks().entrySet().stream().map(e -> row(e, t0)).toList()));
    Policy policy = job.policy();
    text(
        item,
        "pol",
        rows.write(
            List.of(row(policy))));
    if (policy.priceTolerance().compareTo(Policy.USUAL_TOLERANCE) != 0) {
      item.put(TOLERANCE, AttributeValue.fromN(policy.priceTolerance().toPlainString()));
    }
    if (!job.owed().isEmpty()) {
      text(
          item,
          "owed",
          rows.write(
              job.owed().entrySet().stream().map(e -> row(e.getKey(), since(e.getValue(), t0))).toList()));
    }
    if (job.approval() != null) {
      text(item, "appr", rows.write(List.of(row(job.approval(), t0))));
      if (job.state() == JobState.WAITING_APPROVAL) {
        number(item, DECIDE_BY, job.approval().expiresAt().toEpochMilli());
      }
    }
    number(item, "rounds", job.approvalRounds());
    if (job.question() != null) {
      Question q = job.question();
      text(item, "q", rows.write(List.of(row(q.field(), q.text(), since(q.expiresAt(), t0), q.options()))));
    }
    number(item, "answers", job.answers());
    if (!job.effects().isEmpty()) {
      text(
          item,
          "fx",
          rows.write(
              job.effects().entrySet().stream()
                  .map(
                      e ->
                          row(
                              e.getKey(),
                              e.getValue().source(),
                              e.getValue().key(),
                              e.getValue().state().name(),
                              e.getValue().ref()))
                  .toList()));
    }
    text(item, "log", rows.write(job.log().stream().map(e -> row(e, t0)).toList()));
    if (job.error() != null) {
      JobError e = job.error();
      text(item, "err", rows.write(List.of(row(e.code(), e.message(), e.step(), e.attempts(), e.details()))));
    }
    name(item, "revises", job.lineage().revises());
    name(item, "revised_by", job.lineage().revisedBy());
    name(item, "first", job.lineage().first());
    name(item, "committed_by", job.lineage().committedBy());
    UserIndex.put(item, job);
    if (job.dueAt() != null) {
      DueIndex.put(item, job.key(), job.dueAt());
    }
    if (job.pinned()) {
      number(item, PINNED, 1);
    }
    if (expires != null) {
      number(item, TTL, expires.getEpochSecond());
    }
    return PackedItem.pack(item);
  }

  Job read(Map<String, AttributeValue> stored) {
    Map<String, AttributeValue> item = PackedItem.unpack(stored);
    long t0 = number(item, "cr");
    JobPlan plan = new JobPlan(rows.read(item, "plan").stream().map(JobItemCodec::step).toList());
    Map<String, Task> tasks = new LinkedHashMap<>();
    rows.read(item, "tasks").forEach(r -> tasks.put(r.text(0), task(r, t0)));
    Map<String, Instant> owed = new LinkedHashMap<>();
    rows.read(item, "owed").forEach(r -> owed.put(r.text(0), r.time(1, t0)));
    Map<String, Effect> effects = new LinkedHashMap<>();
    rows.read(item, "fx")
        .forEach(
            r ->
                effects.put(
                    r.text(0), new Effect(r.text(1), r.text(2), EffectState.valueOf(r.text(3)), r.text(4))));
    Row policy = rows.read(item, "pol").getFirst();
    return new Job(
        ItemKey.job(item.get(ItemKey.PK).s()),
        item.get("kind").s(),
        item.get("usr").s(),
        Mode.valueOf(item.get("mode").s().toUpperCase(java.util.Locale.ROOT)),
        plan,
        policy(policy).tolerating(item.containsKey(TOLERANCE) ? new BigDecimal(item.get(TOLERANCE).n()) : Policy.USUAL_TOLERANCE),
        JobState.valueOf(item.get("st").s().toUpperCase(java.util.Locale.ROOT)),
        number(item, VERSION),
        Instant.ofEpochMilli(t0),
        Instant.ofEpochMilli(number(item, "up")),
        item.containsKey("co") ? Instant.ofEpochMilli(number(item, "co")) : null,
        Instant.ofEpochMilli(number(item, "dl")),
        tasks,
        owed,
        rows.read(item, "appr").stream().findFirst().map(r -> approval(r, t0)).orElse(null),
        (int) number(item, "rounds"),
        rows.read(item, "q").stream()
            .findFirst()
            .map(r -> new Question(r.text(0), r.text(1), r.texts(3), r.time(2, t0)))
            .orElse(null),
        (int) number(item, "answers"),
        effects,
        rows.read(item, "log").stream().map(r -> entry(r, t0)).toList(),
        rows.read(item, "err").stream()
            .findFirst()
            .map(r -> new JobError(r.text(0), r.text(1), r.text(2), (int) r.number(3), r.text(4)))
            .orElse(null),
        lineage(item),
        item.containsKey(DueIndex.AT) ? Instant.ofEpochMilli(number(item, DueIndex.AT)) : null,
        item.containsKey(PINNED));
  }

  private static void name(Map<String, AttributeValue> item, String name, @Nullable String id) {
    if (id != null) {
      text(item, name, id);
    }
  }

  private static @Nullable String name(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? item.get(name).s() : null;
  }

  /** A change that was written before the first of its line was noted is taken for a change of that one. */
  private static Lineage lineage(Map<String, AttributeValue> item) {
    String revises = name(item, "revises");
    String first = name(item, "first");
    return new Lineage(revises, name(item, "revised_by"), first != null ? first : revises, name(item, "committed_by"));
  }

  private static Row row(Object... values) {
    return new Row(Arrays.asList(values));
  }

  private static Row row(StepSpec step) {
    return row(step.id(), step.title(), step.role().name(), step.after(), step.optional() ? 1 : 0);
  }

  private static StepSpec step(Row r) {
    return new StepSpec(r.text(0), r.text(1), Role.valueOf(r.text(2)), r.texts(3), r.number(4) == 1);
  }

  /** Those who are told stand in it only when there are any: most jobs have none. */
  private static Row row(Policy p) {
    List<Object> values = new ArrayList<>();
    values.add(p.threshold().toPlainString());
    values.add(p.currency());
    values.add(p.approvalTime().toSeconds());
    if (!p.subscriptions().isEmpty()) {
      values.add(p.subscriptions().stream().map(s -> s.subscriber() + (s.endOnly() ? END_ONLY : "")).toList());
    }
    return new Row(values);
  }

  private static Policy policy(Row r) {
    Policy bare = new Policy(new BigDecimal(r.text(0)), r.text(1), Duration.ofSeconds(r.number(2)));
    return r.values().size() < 4
        ? bare
        : bare.subscribed(
            r.texts(3).stream()
                .map(s -> new Subscription(s.replace(END_ONLY, ""), s.endsWith(END_ONLY)))
                .toList());
  }

  private static Row row(Map.Entry<String, Task> entry, long t0) {
    Task t = entry.getValue();
    return row(
        entry.getKey(),
        t.state().ordinal(),
        t.revision(),
        t.attempt(),
        since(t.leaseUntil(), t0),
        since(t.startedAt(), t0),
        since(t.completedAt(), t0),
        t.confidence() == null ? null : t.confidence().toString(),
        t.error());
  }

  private static Task task(Row r, long t0) {
    return new Task(
        TaskState.values()[(int) r.number(1)],
        (int) r.number(2),
        (int) r.number(3),
        r.time(4, t0),
        r.time(5, t0),
        r.time(6, t0),
        r.text(7) == null ? null : Double.valueOf(r.text(7)),
        r.text(8));
  }

  private static Row row(Approval a, long t0) {
    return row(
        a.required() ? 1 : 0,
        a.reasons(),
        a.total().toPlainString(),
        a.currency(),
        a.threshold().toPlainString(),
        a.thresholdCurrency(),
        a.planHash(),
        since(a.expiresAt(), t0),
        a.decision(),
        since(a.decidedAt(), t0),
        a.notes());
  }

  private static Approval approval(Row r, long t0) {
    return new Approval(
        r.number(0) == 1,
        r.texts(1),
        new BigDecimal(r.text(2)),
        r.text(3),
        new BigDecimal(r.text(4)),
        r.text(5),
        r.text(6),
        r.time(7, t0),
        r.text(8),
        r.time(9, t0),
        r.text(10));
  }

  private static Row row(LogEntry e, long t0) {
    List<Object> values = new ArrayList<>();
    values.add(e.type().ordinal());
    values.add(since(e.at(), t0));
    values.addAll(e.args());
    return new Row(values);
  }

  private static LogEntry entry(Row r, long t0) {
    return new LogEntry(
        LogEntry.Type.values()[(int) r.number(0)],
        r.time(1, t0),
        r.values().subList(2, r.values().size()).stream().map(String::valueOf).toList());
  }

  private static @Nullable Long since(@Nullable Instant at, long t0) {
    return at == null ? null : at.toEpochMilli() - t0;
  }

  private static void text(Map<String, AttributeValue> item, String name, String value) {
    item.put(name, AttributeValue.fromS(value));
  }

  private static void number(Map<String, AttributeValue> item, String name, long value) {
    item.put(name, AttributeValue.fromN(Long.toString(value)));
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(item.get(name).n());
  }
}
