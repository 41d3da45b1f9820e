package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.job.Decision;
import io.lotara.job.EffectState;
import io.lotara.job.FeedbackStore;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobReducer;
import io.lotara.job.JobRequest;
import io.lotara.job.JobState;
import io.lotara.job.JobStore;
import io.lotara.job.Outputs;
import io.lotara.job.Role;
import io.lotara.job.StepSpec;
import io.lotara.job.StoredOutput;
import io.lotara.job.UserJobs;
import io.lotara.job.WorkMessage;
import io.lotara.sqs.WorkMessageCodec;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the version before has left in the table and in the queue is read by this one: a deployment goes on with the jobs that it finds. The
 * files were taken from a running 0.1.0 and are never made anew; another version adds a folder of its own.
 */
@TestMethodOrder(OrderAnnotation.class)
class GoldenFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/0.1.0");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TENANT = "open";
  private static TestTable table;
  private static Map<String, String> ids;

  @BeforeAll
  static void open() throws Exception {
    table = new TestTable();
    ids = JSON.convertValue(JSON.readTree(FOLDER.resolve("jobs.json").toFile()), new TypeReference<>() {});
    for (Map<String, AttributeValue> item : TypedItems.read(FOLDER.resolve("items.jsonl"))) {
      table.client().putItem(r -> r.tableName(table.name()).item(item));
    }
  }

  @AfterAll
  static void close() throws Exception {
    table.close();
  }

  private static Job job(String name) {
    return table.bean(JobStore.class).read(new JobKey(TENANT, ids.get(name))).orElseThrow(() -> new AssertionError(name));
  }

  /** What an event does to a job that is to be read, written and read again. */
  private static Job after(Job job, JobEvent event, Instant now) {
    Decision decision = table.bean(JobReducer.class).next(job, event, now);
    Decision.Next next = assertInstanceOf(Decision.Next.class, decision, () -> event + " does not move " + job);
    assertTrue(table.bean(JobStore.class).write(next, UUID.randomUUID().toString(), now));
    Job read = table.bean(JobStore.class).read(job.key()).orElseThrow();
    assertEquals(next.job(), read);
    return read;
  }

  @Test
  void everyJobIsReadInItsState() {
    Map<String, JobState> states =
        Map.of(
            "started", JobState.STARTED,
            "searching", JobState.EXECUTING,
            "waiting_input", JobState.WAITING_INPUT,
            "answered", JobState.COMPLETED,
            "waiting_approval", JobState.WAITING_APPROVAL,
            "executing", JobState.EXECUTING,
            "completed", JobState.COMPLETED,
            "cancelled", JobState.CANCELLED,
            "failed", JobState.FAILED,
            "keyed", JobState.CANCELLED);
    assertEquals(states.keySet(), ids.keySet());
    states.forEach((name, state) -> assertEquals(state, job(name).state(), name));
  }

  /** Last, as it changes them. */
  @Test
  @Order(Integer.MAX_VALUE)
  void jobsInFlightGoOn() {
    Job started = job("started");
    Job claimed = after(started, new JobEvent.Claimed("intake", 1), started.updatedAt().plusSeconds(1));
    assertEquals(1, claimed.task("intake").attempt());
    Job searching = job("searching");
    assertTrue(searching.owed().containsKey("stays"));
    after(searching, new JobEvent.Claimed("stays", 1), searching.updatedAt().plusSeconds(60));
    Job waiting = job("waiting_approval");
    Job approved = after(waiting, new JobEvent.Decided(true, waiting.approval().planHash(), null), waiting.updatedAt().plusSeconds(1));
    assertEquals(JobState.EXECUTING, approved.state());
    Job executing = job("executing");
    assertTrue(executing.effects().values().stream().anyMatch(e -> e.state() == EffectState.INTENDED));
    StepSpec execution = executing.plan().steps().stream().filter(s -> s.role() == Role.EXECUTION).findFirst().orElseThrow();
    Job resent = after(executing, new JobEvent.Swept(), executing.updatedAt().plus(Duration.ofMinutes(2)));
    Job again = after(resent, new JobEvent.Claimed(execution.id(), 1), resent.updatedAt().plusSeconds(1));
    assertEquals(2, again.task(execution.id()).attempt());
  }

  @Test
  void whatBelongsToJobsIsThere() throws Exception {
    JobKey completed = job("completed").key();
    Map<Outputs.Ref, byte[]> outputs = table.bean(Outputs.class).all(completed);
    assertEquals(job("completed").plan().steps().size(), outputs.size());
    JsonMapper json = table.bean(JsonMapper.class);
    outputs.values().forEach(bytes -> assertFalse(StoredOutput.read(json, bytes).values().isEmpty()));
    JobRequest request = json.readValue(table.bean(JobStore.class).request(completed), Argument.of(JobRequest.class));
    assertEquals("3 days in Da Nang from Hanoi for two", request.query());
    assertEquals("Da Nang", table.bean(JobStore.class).answers(job("answered").key()).getFirst().text());
    assertEquals(5, table.bean(FeedbackStore.class).get(completed).orElseThrow().rating());
    assertTrue(table.bean(FollowUps.class).compensation(job("cancelled").key()).isPresent(), "what it had booked is still to be undone");
    TreeSet<String> listed = new TreeSet<>();
    table.bean(UserJobs.class).page(TENANT, "ana", null, 100).jobs().forEach(j -> listed.add(j.key().id()));
    assertTrue(listed.containsAll(ids.values()));
  }

  @Test
  void whatIsDueIsFound() {
    JobStore store = table.bean(JobStore.class);
    TreeSet<String> due = new TreeSet<>();
    for (int shard = 0; shard < store.shards(); shard++) {
      store.due(shard, Instant.parse("2100-01-01T00:00:00Z"), null).entries().forEach(e -> due.add(e.job().id()));
    }
    for (String name : List.of("started", "searching", "waiting_input", "waiting_approval", "executing", "cancelled")) {
      assertTrue(due.contains(ids.get(name)), name);
    }
    assertFalse(due.contains(ids.get("completed")));
  }

  @Test
  void messagesOnTheirWayAreRead() throws Exception {
    WorkMessageCodec codec = new WorkMessageCodec(JsonMapper.createDefault());
    List<WorkMessage> messages = Files.readAllLines(FOLDER.resolve("messages.jsonl")).stream().map(codec::read).toList();
    TreeSet<String> steps = new TreeSet<>();
    messages.forEach(m -> steps.add(m.step()));
    assertTrue(steps.containsAll(List.of("intake", "flights", "stays", "activities", "execution", WorkMessage.COMPENSATION)),
        steps::toString);
    assertTrue(messages.stream().allMatch(m -> table.bean(JobStore.class).read(m.job()).isPresent()));
  }

  @Test
  void aKeyThatWasUsedStaysUsed() {
    Instant later = job("keyed").createdAt().plusSeconds(60);
    IdempotencyKeys.Taken kept =
        table.bean(IdempotencyKeys.class).take(TENANT, "plan", "golden-key", "another body", "another job", later);
    assertEquals(ids.get("keyed"), kept.jobId());
  }
}
