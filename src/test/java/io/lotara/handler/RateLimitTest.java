package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who asks too much is told when to come again. */
class RateLimitTest {
  private static KeyedService service;
  private final String tenant = "t-" + UUID.randomUUID();
  private final String key = service.key(tenant, "plan", "read", "approve");

  @BeforeAll
  static void start() {
    // A token comes back in ten seconds.
    service = new KeyedService(o -> o.parameter("WritesPerMinute", "6").parameter("WriteBurst", "3").parameter("JobsPerDay", "4"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private KeyedService.Answer preferences() {
    return service.send("PUT", "/v1/preferences/ana", key, "{}");
  }

  private static int limited(KeyedService.Answer answer) {
    assertEquals(429, answer.status(), answer.text());
    assertEquals("RateLimited", answer.json().get("error").textValue());
    assertEquals("application/problem+json", answer.header("content-type"));
    return Integer.parseInt(answer.header("retry-after"));
  }

  @Test
  void writesShareOneBucketAndWaitForIt() {
    assertEquals(200, preferences().status());
    assertEquals(202, service.plan(key).status());
    assertEquals(404, service.send("POST", "/v1/feedback", key, "{\"job_id\":\"x\",\"rating\":5}").status());
    int wait = limited(preferences());
    assertTrue(wait >= 1 && wait <= 10, "Retry-After " + wait);
    limited(service.plan(key));
    limited(service.send("POST", "/v1/feedback", key, "{\"job_id\":\"x\",\"rating\":5}"));
    limited(service.send("POST", "/v1/jobs/x/answer", key, "{\"answer\":\"Rome\"}"));
    service.clock().advance(Duration.ofSeconds(10));
    assertEquals(200, preferences().status());
    limited(preferences());
    assertEquals(200, service.send("PUT", "/v1/preferences/ana", service.key("t-" + UUID.randomUUID(), "plan"), "{}").status());
  }

  @Test
  void lookingDecidingAndStoppingAreAlwaysPossible() {
    String id = service.plan(key).json().get("job_id").textValue();
    preferences();
    preferences();
    limited(preferences());
    for (int i = 0; i < 5; i++) {
      assertEquals(200, service.send("GET", "/v1/status/" + id, key, null).status());
      assertEquals(400, service.send("POST", "/v1/approve", key, "{\"job_id\":\"" + id + "\",\"approved\":true}").status());
    }
    assertEquals(200, service.send("POST", "/v1/jobs/" + id + "/cancel", key, null).status());
  }

  @Test
  void aDayHasSoManyJobs() {
    for (int i = 0; i < 4; i++) {
      assertEquals(422, service.send("POST", "/v1/plan", key, "{\"user_id\":\"ana\"}").status(), "what is wrong is not counted");
      assertEquals(202, service.plan(key).status());
      service.clock().advance(Duration.ofSeconds(10));
    }
    int wait = limited(service.plan(key));
    assertTrue(wait > 10 && wait <= 86_400, "until midnight, not " + wait);
    assertEquals(200, preferences().status());
    service.clock().advance(Duration.ofSeconds(wait));
    assertEquals(202, service.plan(key).status());
  }
}
