package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody without a key can do with a link. */
class SignedLinksTest {
  private static final List<String> VIEWS = List.of("status", "events", "stream");
  private static KeyedService service;
  private static String key;

  @BeforeAll
  static void start() {
    service = new KeyedService(o -> o.parameter("WritesPerMinute", "0"));
    key = service.key("acme", "plan", "read", "approve");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static KeyedService.Answer get(String path, String... headers) {
    return service.send("GET", path, null, null, headers);
  }

  private static String refused(String path) {
    KeyedService.Answer answer = get(path);
    assertEquals(401, answer.status(), path + " " + answer.text());
    assertEquals("Unauthorized", answer.json().get("error").textValue());
    return answer.text().replaceFirst("\"timestamp\":\"[^\"]*\"", "");
  }

  @Test
  void aLinkShowsWhatAKeyShows() {
    JsonNode accepted = service.plan(key).json();
    for (String view : VIEWS) {
      KeyedService.Answer shown = get(accepted.at("/links/public_" + view).textValue());
      assertEquals(200, shown.status(), shown.text());
      assertEquals(service.send("GET", accepted.at("/links/" + view).textValue(), key, null).text(), shown.text());
    }
    KeyedService.Answer status = get(accepted.at("/links/public_status").textValue());
    assertEquals(304, get(accepted.at("/links/public_status").textValue(), "If-None-Match", status.header("etag")).status());
    for (String view : VIEWS) {
      assertEquals(200, get(status.json().at("/links/public_" + view).textValue()).status(), "the document's own links");
    }
    JsonNode events = get(accepted.at("/links/public_events").textValue() + "&limit=1").json();
    assertEquals(1, events.get("events").size());
  }

  @Test
  void aRequestRepeatedHasTheSameLinks() {
    String idempotency = UUID.randomUUID().toString();
    KeyedService.Answer first = service.plan(key, "Idempotency-Key", idempotency);
    String id = first.json().get("job_id").textValue();
    service.clock().advance(Duration.ofMinutes(5));
    assertEquals(200, service.send("POST", "/v1/jobs/" + id + "/cancel", key, null).status());
    assertEquals(first.text(), service.plan(key, "Idempotency-Key", idempotency).text());
  }

  @Test
  void aTokenIsForItsJobAndForLookingAlone() {
    JsonNode mine = service.plan(key).json();
    JsonNode other = service.plan(key).json();
    String token = mine.at("/links/public_status").textValue().replaceFirst(".*token=", "");
    for (String view : VIEWS) {
      String path = "/v1/public/jobs/" + mine.get("job_id").textValue() + "/" + view;
      assertEquals(200, get(path + "?token=" + token).status(), "one token for all views");
      String answer = refused(path);
      assertEquals(answer, refused(path + "?token="));
      assertEquals(answer, refused(path + "?token=x"));
      assertEquals(answer, refused(path + "?token=" + token.substring(1)));
      String end = token.endsWith("A") ? "B" : "A";
      assertEquals(answer, refused(path + "?token=" + token.substring(0, token.length() - 1) + end));
      assertEquals(answer, refused("/v1/public/jobs/" + other.get("job_id").textValue() + "/" + view + "?token=" + token));
      String nobodys = "/v1/public/jobs/" + UUID.randomUUID() + "/" + view + "?token=" + token;
      assertEquals(answer, refused(nobodys), "no word of whether it exists");
      assertEquals(401, service.send("GET", path, key, null).status(), "a key is no token");
    }
    assertEquals(401, get("/v1/status/" + mine.get("job_id").textValue() + "?token=" + token).status(), "a token is no key");
    assertEquals(401, service.send("POST", "/v1/jobs/" + mine.get("job_id").textValue() + "/cancel?token=" + token, null, null).status());
    assertEquals(401, service.send("GET", "/v1/status/" + mine.get("job_id").textValue(), token, null).status());
  }

  @Test
  void aLinkEndsSevenDaysAfterTheJobsLastChange() {
    JsonNode accepted = service.plan(key).json();
    String early = accepted.at("/links/public_status").textValue();
    service.clock().advance(Duration.ofDays(3));
    service.send("POST", "/v1/jobs/" + accepted.get("job_id").textValue() + "/cancel", key, null);
    String late = get(early).json().at("/links/public_status").textValue();
    assertNotEquals(early, late);
    service.clock().advance(Duration.ofDays(4).plusSeconds(1));
    refused(early);
    assertEquals(200, get(late).status());
    service.clock().advance(Duration.ofDays(3));
    refused(late);
  }
}
