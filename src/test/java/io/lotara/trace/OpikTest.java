package io.lotara.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.job.FeedbackStore.Feedback;
import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobRequest;
import io.lotara.job.JobScript;
import io.lotara.job.Mode;
import io.lotara.job.ModelCall;
import io.lotara.job.StepFacts;
import io.lotara.job.StoredOutput;
import io.lotara.job.Subscriber.Told;
import io.lotara.job.Timing;
import io.lotara.job.memory.InMemoryTable;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Opik is told, against a server that checks it as Opik does. */
class OpikTest {
  private static JsonMapper json;
  private final OpikServer server = OpikServer.start();
  private final InMemoryTable table = new InMemoryTable();
  private TracedTurn turn;
  private final Instant now = JobScript.START.plus(Duration.ofHours(1));

  @BeforeAll
  static void open() {
    // Set up as in a deployment.
    json = ApplicationContext.run().getBean(JsonMapper.class);
  }

  @AfterEach
  void close() {
    assertEquals(List.of(), server.complaints());
    server.close();
  }

  private OpikSettings settings(String inputs) {
    return new OpikSettings("key-1", server.base() + "/", "", "", inputs);
  }

  private OpikSubscriber opik(String inputs) {
    OpikSettings settings = settings(inputs);
    return new OpikSubscriber(
        new Opik(() -> "key-1", settings, json), settings, table, table, table, table, n -> Optional.ofNullable(turn), json, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** A trip that two agents worked on before it was cancelled; the first asked a model twice. */
  private Job trip(OpikSubscriber opik) throws IOException {
    JobScript script = new JobScript(JobScript.TRIP, Timing.standard());
    JobRequest request = new JobRequest("ada", "secret query", "{\"origin\":\"secret place\"}", "secret session", null);
    script.job =
        script.reducer.start(
            script.job.key(), "trip", "ada", Mode.REACTIVE, JobScript.TRIP,
            JobScript.POLICY.subscribed(opik.wants("acme", request).stream().toList()), script.now);
    assertEquals(List.of(), script.reducer.announced(script.job), "only the end is told");
    table.create(script.job, json.writeValueAsBytes(request));
    write(script, new JobEvent.Claimed("intake", 1));
    script.pass(Duration.ofSeconds(2));
    List<ModelCall> calls =
        List.of(
            new ModelCall("trip-request", "gpt-4.1-mini", JobScript.START, JobScript.START.plusMillis(900), 1200, 300, 960, "given"),
            new ModelCall("trip-request", "gpt-4.1-mini", JobScript.START, JobScript.START.plusMillis(400), 10, 0, 4, "unavailable"));
    table.putFirst(
        script.job.key(), "intake", 1, json.writeValueAsBytes(new StoredOutput(StepFacts.found(0.9, List.of()), Map.of(), calls)), null);
    write(script, script.done("intake", StepFacts.found(0.9, List.of())));
    write(script, new JobEvent.Claimed("flights", 1));
    FollowUp.Notice end = write(script, new JobEvent.CancelRequested("user")).getFirst();
    assertEquals(Integer.toString(script.job.log().size()), end.about());
    return script.job;
  }

  private List<FollowUp.Notice> write(JobScript script, JobEvent event) {
    var next = script.move(event);
    assertTrue(table.write(next, script.job.version() + "", script.now));
    return next.notices();
  }

  private static FollowUp.Notice end(Job job) {
    return new FollowUp.Notice(job.key(), "opik", Integer.toString(job.log().size()), job.completedAt(), 0);
  }

  @Test
  void aJobIsATraceWithASpanForEachAgentAndModelCall() throws IOException {
    OpikSubscriber opik = opik("");
    Job job = trip(opik);
    assertInstanceOf(Told.Done.class, opik.tell(end(job)));
    JsonNode trace = server.traces().get(job.key().id());
    assertEquals("trip", trace.get("name").asText());
    assertEquals("lotara", trace.get("project_name").asText());
    assertEquals(job.createdAt(), Instant.parse(trace.get("start_time").asText()));
    assertEquals(job.completedAt(), Instant.parse(trace.get("end_time").asText()));
    assertEquals("cancelled", trace.at("/metadata/status").asText());
    List<JsonNode> spans = List.copyOf(server.spans().values());
    assertEquals(List.of("intake", "trip-request", "trip-request", "flights"), spans.stream().map(s -> s.get("name").asText()).toList());
    JsonNode call = spans.get(1);
    assertEquals("llm", call.get("type").asText());
    assertEquals(spans.getFirst().get("id"), call.get("parent_span_id"));
    assertEquals("gpt-4.1-mini", call.get("model").asText());
    assertEquals(1500, call.at("/usage/total_tokens").asInt());
    assertEquals(0.00096, call.get("total_estimated_cost").asDouble(), 1e-9);
    assertEquals(1, spans.getLast().at("/metadata/attempts").asInt());
    assertEquals(4, spans.stream().map(s -> s.get("id").asText()).distinct().count());
  }

  @Test
  void nothingThatAnybodyWroteIsSentWithoutLeave() throws IOException {
    OpikSubscriber opik = opik("globex, initech");
    Job job = trip(opik);
    table.put(job, new Feedback(4, "secret comment", List.of("secret aspect"), List.of(), now), null);
    opik.tell(end(job));
    assertFalse(server.bodies().toString().contains("secret"), server.bodies().toString());
    assertFalse(server.bodies().toString().contains("\"ada\""), "nobody's name");
    assertEquals(0.8, server.scores().get(job.key().id() + " rating").get("value").asDouble());
    assertEquals(1, server.scores().size());
  }

  @Test
  void withLeaveItIsAndCanBeTakenBack() throws IOException {
    OpikSubscriber opik = opik("acme");
    Job job = trip(opik);
    table.put(job, new Feedback(5, "secret comment", List.of("pace", "rating"), List.of("price", "secret aspect"), now), null);
    opik.tell(end(job));
    String id = job.key().id();
    assertEquals("secret query", server.traces().get(id).at("/input/query").asText());
    assertEquals("secret session", server.traces().get(id).get("thread_id").asText());
    assertEquals("secret comment", server.scores().get(id + " rating").get("reason").asText());
    assertEquals(1.0, server.scores().get(id + " aspect: pace").get("value").asDouble());
    assertEquals(0.0, server.scores().get(id + " aspect: price").get("value").asDouble());
    assertEquals(1.0, server.scores().get(id + " aspect: rating").get("value").asDouble(), "an aspect of that name is another score");
    assertEquals(5, server.scores().size());

    JobKey erasure = new JobKey("acme", "0196b3a0-0000-7000-8000-0000000000ee");
    // The tenant does not allow them any more; that they were sent counts.
    OpikSubscriber later = opik("");
    later.takeBack(erasure, job);
    later.takeBack(erasure, job);
    FollowUp.Notice owed = table.noticesOf(erasure).getFirst();
    assertEquals(1, table.noticesOf(erasure).size());
    assertTrue(owed.dueAt().isAfter(now.plusSeconds(30)), "not before who is just sending it has come to an end");
    for (int status : new int[] {503, 400, 422}) {
      server.answers(status);
      assertInstanceOf(Told.Later.class, later.tell(owed), "personal data is not left there after " + status);
    }
    server.answers(0);
    assertInstanceOf(Told.Done.class, later.tell(owed));
    assertEquals(Map.of(), server.traces());
    assertEquals(Map.of(), server.spans());
    assertEquals(Map.of(), server.scores());
    assertInstanceOf(Told.Done.class, later.tell(owed), "twice is once");
  }

  @Test
  void feedbackThatReplacesAnotherLeavesNothingOfIt() throws IOException {
    OpikSubscriber opik = opik("acme");
    Job job = trip(opik);
    String id = job.key().id();
    table.put(job, new Feedback(2, "slow", List.of("food"), List.of("pace", "price"), now), null);
    opik.tell(end(job));
    assertEquals(4, server.scores().size());
    Feedback second = new Feedback(4, null, List.of("pace"), List.of("hotel"), now.plusSeconds(9));
    table.put(job, second, null);
    FollowUp.Notice notice = new FollowUp.Notice(job.key(), "opik", opik.feedback(job, second).orElseThrow(), now, 0);
    assertInstanceOf(Told.Done.class, opik.tell(notice));
    assertEquals(
        Set.of(id + " rating", id + " aspect: pace", id + " aspect: hotel"), server.scores().keySet(), "food and price are thought of no more");
    assertEquals(1.0, server.scores().get(id + " aspect: pace").get("value").asDouble());
    assertTrue(server.scores().get(id + " rating").get("reason").isNull(), "nor is the comment");
  }

  @Test
  void whatCouldNotBeToldIsToldLater() throws IOException {
    OpikSubscriber opik = opik("");
    Job job = trip(opik);
    for (int status : new int[] {500, 503, 429, 401}) {
      server.answers(status);
      assertInstanceOf(Told.Later.class, opik.tell(end(job)), "after " + status);
    }
    FollowUp.Notice old = new FollowUp.Notice(job.key(), "opik", end(job).about(), now, 30);
    assertEquals(new Told.Later(Duration.ofHours(1)), opik.tell(old), "an hour at most between two tries");
    server.answers(0);
    assertInstanceOf(Told.Done.class, opik.tell(old));
    assertEquals(1, server.traces().size());
  }

  @Test
  void whoIsNotThereIsNoFault() throws IOException {
    OpikSubscriber opik = opik("");
    Job job = trip(opik);
    server.close();
    assertInstanceOf(Told.Later.class, opik.tell(end(job)));
  }

  @Test
  void aTraceThatIsSentTwiceIsTheSame() throws IOException {
    OpikSubscriber opik = opik("");
    Job job = trip(opik);
    opik.tell(end(job));
    List<String> first = server.bodies();
    opik.tell(end(job));
    assertEquals(first, server.bodies().subList(first.size(), server.bodies().size()));
    assertEquals(1, server.traces().size());
    assertEquals(4, server.spans().size());
  }

  @Test
  void whatIsThoughtOfAJobThatRunsIsSentWithItsEnd() throws IOException {
    OpikSubscriber opik = opik("");
    JobScript script = JobScript.trip();
    table.create(script.job, json.writeValueAsBytes(new JobRequest("ada", "q", "{}", null, null)));
    Feedback feedback = new Feedback(2, null, List.of(), List.of(), now);
    table.put(script.job, feedback, null);
    String about = opik.feedback(script.job, feedback).orElseThrow();
    FollowUp.Notice notice = new FollowUp.Notice(script.job.key(), "opik", about, now, 0);
    assertInstanceOf(Told.Done.class, opik.tell(notice));
    assertEquals(Map.of(), server.scores());
    write(script, new JobEvent.CancelRequested("user"));
    assertInstanceOf(Told.Done.class, opik.tell(notice));
    assertEquals(0.4, server.scores().get(script.job.key().id() + " rating").get("value").asDouble());
    assertEquals(Map.of(), server.traces());
  }

  @Test
  void aTurnOfAConversationIsATraceOfItsOwn() {
    OpikSubscriber opik = opik("acme");
    List<ModelCall> calls =
        List.of(
            new ModelCall("chat", "gpt-4.1-mini", now, now.plusMillis(500), 900, 60, 456, "tools"),
            new ModelCall("chat", "gpt-4.1-mini", now.plusMillis(600), now.plusMillis(800), 990, 40, 460, "given"));
    turn = new TracedTurn("0196b3a0-0000-7000-8000-0000000000aa", "f00d", 3, "model", "job-1", now, now.plusSeconds(1), calls);
    FollowUp.Notice owed = TurnTraces.owed("acme", turn, now);
    server.answers(503);
    assertInstanceOf(Told.Later.class, opik.tell(owed));
    server.answers(0);
    assertInstanceOf(Told.Done.class, opik.tell(owed));
    assertInstanceOf(Told.Done.class, opik.tell(owed), "twice is once");
    JsonNode trace = server.traces().get(turn.traceId());
    assertEquals("chat", trace.get("name").asText());
    assertEquals("f00d", trace.get("thread_id").asText());
    assertEquals("job-1", trace.at("/metadata/job_id").asText());
    assertTrue(trace.get("input").isNull() && trace.get("output").isNull(), "figures only, whatever the tenant allows");
    assertEquals(2, server.spans().size());
    JsonNode last = List.copyOf(server.spans().values()).getLast();
    assertEquals("llm", last.get("type").asText());
    assertEquals(1030, last.at("/usage/total_tokens").asInt());
    assertEquals(0.00046, last.get("total_estimated_cost").asDouble(), 1e-9);
    turn = null;
    assertInstanceOf(Told.Done.class, opik.tell(owed), "it was told before");
  }

  @Test
  void theLinkLeadsToTheTrace() throws IOException {
    OpikSubscriber opik = opik("");
    Job job = trip(opik);
    OpikSettings selfHosted = new OpikSettings("k", "http://localhost:5173/api/", "", "", "");
    String url = new TraceLinks(selfHosted).of(job);
    assertEquals(
        "http://localhost:5173/api/v1/session/redirect/projects/?trace_id=" + job.key().id() + "&path=aHR0cDovL2xvY2FsaG9zdDo1MTczL2FwaQ%3D%3D", url);
    assertNull(new TraceLinks(new OpikSettings("", "", "", "", "")).of(job), "not without a key");
    assertNull(new TraceLinks(selfHosted).of(JobScript.trip().job), "not for a job that has no trace");
    assertEquals(Optional.of("opik"), job.policy().subscriptions().stream().map(s -> s.subscriber()).findFirst());
  }

  @Test
  void healthIsLookedAtAndNothingDependsOnIt() {
    OpikSettings settings = settings("");
    assertTrue(new OpikHealth(new Opik(() -> "key-1", settings, json), Clock.systemUTC()).healthy());
    server.answers(503);
    OpikHealth ill = new OpikHealth(new Opik(() -> "key-1", settings, json), Clock.systemUTC());
    assertFalse(ill.healthy());
    assertFalse(ill.vital());
  }
}
