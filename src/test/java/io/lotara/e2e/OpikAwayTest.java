package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.trace.OpikServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Opik through the whole service: it is away and comes back, and it forgets who is erased. */
class OpikAwayTest {

  @Test
  void whatOpikMissedItIsToldWhenItIsBackAndAnErasureTakesBack() {
    try (OpikServer opik = OpikServer.start();
        TestCloud cloud =
            TestCloud.start(
                o -> o.environment("OPIK_API_KEY", "key-1").environment("OPIK_URL_OVERRIDE", opik.base()).parameter("TraceInputs", "*"))) {
      cloud.faults().byHand();
      opik.answers(503);
      Trip trip =
          cloud.trip(
              cloud.post(
                      "/v1/plan",
                      "{\"user_id\":\"zebra\",\"query\":\"3 days in Hue, says zebra\",\"session_id\":\"zebra-session\",\"constraints\":{}}")
                  .expect(202));
      cloud.work();
      trip.cancel();
      cloud.tell();
      assertTrue(trip.terminal(), "nobody waits for Opik");
      cloud.post(
              "/v1/feedback",
              "{\"job_id\":\"%s\",\"rating\":4,\"comment\":\"zebra\",\"helpful_aspects\":[\"zebra pace\"]}".formatted(trip.id()))
          .expect(200);
      cloud.tell();
      assertEquals(Map.of(), opik.traces());

      opik.answers(0);
      cloud.clock().advance(Duration.ofHours(1));
      cloud.minute();
      cloud.minute();
      assertEquals("zebra-session", opik.traces().get(trip.id()).get("thread_id").asText());
      assertTrue(opik.spans().size() > 0);
      assertEquals(2, opik.scores().size());

      Trip erasure = cloud.trip(cloud.delete("/v1/users/zebra").expect(202));
      cloud.work();
      cloud.minutesUntilRest(erasure, 8);
      assertEquals("completed", erasure.state());
      opik.answers(503);
      cloud.minute();
      opik.answers(0);
      cloud.clock().advance(Duration.ofHours(1));
      cloud.minute();
      assertEquals(Map.of(), opik.traces());
      assertEquals(Map.of(), opik.spans());
      assertEquals(Map.of(), opik.scores());
    }
  }
}
