package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.trace.OpikServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A word in every field that somebody can fill: no log line and no trace has it. */
class CanaryTest {
  private static final String WORD = "kanarienvogel";

  /** What is logged while something runs. */
  private static String logged(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    System.setErr(new PrintStream(copy, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return copy.toString(StandardCharsets.UTF_8);
  }

  private static String request(String query, String more) {
    return """
        {"user_id": "%1$s-user", "query": "%2$s", "session_id": "%1$s-session",
         "constraints": {"approval": {"threshold": 1}, "interests": ["%1$s interest"]%3$s}}"""
        .formatted(WORD, query, more);
  }

  @Test
  void noLogLineAndNoTraceTellsWhatPeopleWrote() {
    try (OpikServer opik = OpikServer.start();
        Receiver receiver = Receiver.start();
        TestCloud cloud = TestCloud.start(o -> o.environment("OPIK_API_KEY", "key-1").environment("OPIK_URL_OVERRIDE", opik.base()))) {
      cloud.faults().byHand();
      String log = logged(() -> lives(cloud, receiver));
      assertTrue(log.contains("delivery "), "the log is looked at");
      assertEquals(List.of(), log.lines().filter(l -> l.contains(WORD)).toList());
      assertTrue(opik.traces().size() >= 3, () -> opik.traces().toString());
      assertTrue(opik.spans().size() > 10);
      assertEquals(0.8, opik.scores().values().iterator().next().get("value").asDouble());
      assertEquals(List.of(), opik.complaints());
      assertEquals(List.of(), opik.bodies().stream().filter(b -> b.contains(WORD)).toList());
      // A webhook tells whose job it is, and no more.
      receiver.received().forEach(r -> assertEquals(1, r.body().split(WORD, -1).length - 1, r.body()));
      assertEquals(2, receiver.received().size());
    }
  }

  private static void lives(TestCloud cloud, Receiver receiver) {
    cloud.put(
            "/v1/preferences/" + WORD + "-user",
            "{\"travel_style\":\"%1$s\",\"favorite_activities\":[\"%1$s\"],\"dietary_restrictions\":[\"%1$s\"],\"past_destinations\":[\"%1$s\"]}".formatted(WORD))
        .expect(200);
    String told = request("3 days in Da Nang from Hanoi for two, " + WORD, "").replaceFirst("}$", "");
    Trip trip =
        cloud.trip(
            cloud.post("/v1/plan", told + ",\"callback_url\":\"" + receiver.url() + "/" + WORD + "?secret=" + WORD + "\"}", "Idempotency-Key", WORD)
                .expect(202));
    cloud.work();
    assertEquals("waiting_approval", trip.state());
    assertTrue(trip.status().at("/opik_trace_url").asText().contains("trace_id=" + trip.id()));
    cloud.post("/v1/approve", "{\"job_id\":\"%s\",\"approved\":true,\"notes\":\"%s\"}".formatted(trip.id(), WORD)).expect(200);
    cloud.work();
    trip.ended("completed");
    cloud.tell();
    cloud.post(
            "/v1/feedback",
            "{\"job_id\":\"%s\",\"rating\":4,\"comment\":\"%2$s\",\"helpful_aspects\":[\"%2$s\"],\"improvement_areas\":[\"%2$s\"]}".formatted(trip.id(), WORD))
        .expect(200);
    cloud.tell();

    Trip asking = cloud.trip(cloud.post("/v1/plan", request(WORD, "")).expect(202));
    cloud.work();
    asking.answer(WORD + "burg").expect(200);
    cloud.work();
    asking.cancel();

    Trip impossible = cloud.trip(cloud.post("/v1/plan", request("A week in Rome under 10 dollars " + WORD, ",\"budget\":{\"amount\":1,\"currency\":\"USD\"}")).expect(202));
    cloud.work();
    assertEquals("failed", impossible.state());

    // Nobody who is asked for something wrong writes it down either.
    cloud.post("/v1/plan", request(WORD, ",\"dates\":{\"start\":\"" + WORD + "\",\"end\":5}")).expect(422);
    cloud.post("/v1/plan", "{\"" + WORD + "\": ").expect(400);
    cloud.get("/v1/status/" + WORD).expect(404);
    cloud.get("/v1/jobs?user_id=" + WORD + "&cursor=" + WORD).expect(422);
    cloud.get("/v1/preferences/" + WORD + "-user").expect(200);
    cloud.deliverBodies(List.of("{\"" + WORD + "\":1}"));
    cloud.deliverDeadLetters(List.of("{\"v\":1,\"tenant\":\"open\",\"job_id\":\"" + WORD + "\",\"step\":\"x\",\"revision\":1}"));
    Trip erasure = cloud.trip(cloud.delete("/v1/users/" + WORD + "-user").expect(202));
    cloud.work();
    cloud.tell();
    cloud.minutesUntilRest(erasure, 8);
    assertEquals("completed", erasure.state());
    cloud.tell();
  }
}
