package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.job.WorkMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trip from the request to its end, over HTTP and through the queues. */
@SharedCloud
class TripTest {
  private static final String SENTENCE =
      "Plan a 7-day trip to Tokyo for two from Hanoi in mid April under $3000, I love food and temples";

  @Test
  void planPollApproveCompleted(TestCloud cloud) {
    Answer accepted = cloud.post("/v1/plan", TestCloud.body(SENTENCE, "{\"approval\":{\"threshold\":500}}")).expect(202);
    assertEquals("started", accepted.text("/status"));
    assertTrue(accepted.at("/result").isNull());
    Trip trip = cloud.trip(accepted);
    assertEquals("/v1/status/" + trip.id(), accepted.response().headers().firstValue("location").orElse(""));

    Answer waiting = trip.await("waiting_approval");
    assertEquals("user_approval", waiting.text("/progress/current_state"));
    assertEquals("[\"cost_over_threshold\"]", waiting.at("/approval/reasons").toString());
    assertTrue(waiting.at("/approval/decision").isNull());
    assertFalse(waiting.at("/current_output/flights").isEmpty());
    assertFalse(waiting.at("/current_output/hotels").isEmpty());
    assertFalse(waiting.at("/current_output/activities").isEmpty());
    String etag = waiting.response().headers().firstValue("etag").orElseThrow();
    assertEquals(304, trip.status("If-None-Match", etag).status());

    assertEquals("executing", trip.approve(waiting.text("/approval/plan_hash")).expect(200).text("/status"));
    trip.await("completed");
    Answer done = trip.ended("completed");
    assertEquals("approved", done.text("/approval/decision"));
    assertEquals(100, done.at("/progress/percent").asInt());
    assertEquals("tokyo", done.text("/final_result/days/1/city").toLowerCase(Locale.ROOT));
    assertEquals(List.of("not_booked"), trip.effects().stream().distinct().toList(), "open data books nothing and does not pretend to");
    assertTrue(done.at("/effects/0/book_url").asText().startsWith("https://"));
    assertTrue(done.at("/error").isNull());
    assertTrue(done.response().headers().firstValue("retry-after").isEmpty());
  }

  @Test
  void aTripThatCostsLittleAsksNobody(TestCloud cloud) {
    Trip trip = cloud.plan("3 days in Da Nang from Hanoi for two", "{\"approval\":{\"threshold\":100000}}");
    trip.await("completed");
    Answer done = trip.ended("completed");
    assertFalse(done.at("/approval/required").asBoolean());
    assertTrue(done.at("/approval/decision").isNull());
    trip.approve().problem(400, "NotAwaitingApproval");
  }

  @Test
  void rejectionCancels(TestCloud cloud) {
    Trip trip = cloud.plan();
    trip.await("waiting_approval");
    assertEquals("cancelled", trip.reject().expect(200).text("/status"));
    Answer ended = trip.ended("cancelled");
    assertEquals("rejected", ended.text("/approval/decision"));
    assertEquals("fail_gracefully", ended.text("/progress/current_state"));
    assertEquals("cancelled", trip.reject().expect(200).text("/status"), "the same decision again is the same answer");
    trip.approve().problem(409, "Conflict");
  }

  /** The job is stopped after so many deliveries of messages, wherever it is then. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 5, 6})
  void cancelAtAnyMoment(int deliveries, TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = cloud.plan();
    int left = deliveries;
    while (left > 0) {
      for (WorkMessage message : cloud.faults().take()) {
        cloud.deliver(List.of(message));
        left--;
      }
    }
    Answer cancelled = trip.cancel().expect(200);
    assertEquals("cancelled", cancelled.text("/status"));
    cloud.work();
    Answer ended = trip.ended("cancelled");
    assertEquals(cancelled.at("/version"), ended.at("/version"), "nothing happens after the end");
    assertEquals(ended.at("/version"), trip.cancel().expect(200).at("/version"), "and a second cancellation changes nothing");
    trip.approve().expect(deliveries == 6 ? 409 : 400);
    assertEquals(ended.at("/progress/tasks_total"), ended.at("/progress/tasks_completed"), "what will not run counts as skipped");
  }

  @Test
  void anApprovalNotGivenInTimeCancels(TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = cloud.plan();
    cloud.work();
    assertEquals("waiting_approval", trip.state());
    cloud.clock().advance(Duration.ofHours(24).minusMinutes(1));
    cloud.sweep();
    assertEquals("waiting_approval", trip.state());
    cloud.clock().advance(Duration.ofMinutes(1));
    trip.approve().problem(409, "Conflict");
    cloud.sweep();
    assertEquals("expired", trip.ended("cancelled").text("/approval/decision"));
    assertEquals("approval_expired", trip.events().getLast().at("/data/reason").asText());
    trip.approve().problem(409, "Conflict");
  }

  @Test
  void aQuestionAndItsAnswer(TestCloud cloud) {
    Trip trip = cloud.plan("Test query", "{\"approval\":{\"threshold\":100000}}");
    Answer asks = trip.await("waiting_input");
    assertFalse(asks.text("/question/text").isBlank());
    assertEquals("destination", asks.text("/question/field"));
    trip.answer("Kyoto").expect(200);
    trip.await("completed");
    Answer done = trip.ended("completed");
    List<String> cities =
        StreamSupport.stream(done.at("/final_result/days").spliterator(), false).map((JsonNode d) -> d.get("city").asText()).toList();
    assertTrue(cities.contains("Kyoto"), () -> "cities " + cities);
    trip.answer("Paris").problem(409, "Conflict");
  }

  @Test
  void anUnansweredQuestionCancels(TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = cloud.plan("Test query", "{}");
    cloud.work();
    assertEquals("waiting_input", trip.state());
    cloud.clock().advance(Duration.ofHours(24));
    cloud.sweep();
    trip.ended("cancelled");
    assertEquals("question_unanswered", trip.events().getLast().at("/data/reason").asText());
    trip.answer("Paris").problem(409, "Conflict");
  }

  @Test
  void feedbackReplacesFeedback(TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = cloud.plan();
    for (int rating : new int[] {2, 5}) {
      Answer kept = cloud.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":%d}".formatted(trip.id(), rating)).expect(200);
      assertEquals(trip.id(), kept.text("/job_id"));
    }
    cloud.post("/v1/feedback", "{\"job_id\":\"nobody\",\"rating\":3}").problem(404, "NotFound");
  }

  @Test
  void functionsHaveTheRunnersTime(TestCloud cloud) {
    cloud.clock().advance(Duration.ofDays(1));
    cloud.faults().byHand();
    Trip trip = cloud.plan();
    cloud.work();
    Answer status = trip.status();
    Instant created = Instant.parse(status.text("/created_at"));
    Instant fetched = Instant.parse(status.text("/current_output/flights/0/fetched_at"));
    assertTrue(!fetched.isBefore(created.minusSeconds(86_400 / 2)), () -> "offers of " + fetched + " for a job of " + created);
  }

  @Test
  void anyStringIsAnIdToAskFor(TestCloud cloud) {
    for (String id :
        List.of("x", "a%20b", "%E2%82%AC%5B%7C%5D", "%7Bjob_id%7D", "%C3%BC".repeat(300), "..%5C", "a+b", "a;b=c", "'%22%3B")) {
      String asked = URI.create("/" + id).getPath().substring(1);
      for (Answer answer :
          List.of(
              cloud.get("/v1/status/" + id),
              cloud.get("/v1/jobs/" + id + "/events"),
              cloud.post("/v1/jobs/" + id + "/cancel", ""),
              cloud.post("/v1/jobs/" + id + "/answer", "{\"answer\":\"Paris\"}"))) {
        answer.problem(404, "NotFound");
        assertEquals("There is no such job.", answer.text("/message"), () -> answer.response().uri().toString());
        assertEquals(asked, answer.text("/job_id"));
      }
    }
  }

  @Test
  void aRequestWithoutABodyIsAnEmptyObject(TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = cloud.plan();
    assertEquals("cancelled", trip.cancel().expect(200).text("/status"));
    cloud.post("/v1/plan", "").problem(422, "ValidationError");
    cloud.post("/v1/approve", "").problem(422, "ValidationError");
  }
}
