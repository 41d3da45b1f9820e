package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.Socket;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are sent again. */
@SharedService
class IdempotencyContractTest {
  private static final String BODY = "{\"user_id\":\"ada\",\"query\":\"Test query\"}";
  private final Http http = Service.http();

  private Http.Answer plan(String key, String body) {
    return http.send("POST", "/v1/plan", body.getBytes(UTF_8), "Content-Type", "application/json", "Idempotency-Key", key);
  }

  @Test
  void theSameIsAnsweredTheSameWhateverBecameOfTheJob() {
    String key = UUID.randomUUID().toString();
    Http.Answer first = plan(key, BODY);
    first.expect(202);
    assertEquals(first.text(), plan(key, BODY).text());
    http.poll(first.json().get("job_id").textValue(), "waiting_input");
    Http.Answer late = plan(key, BODY);
    late.expect(202);
    assertEquals(first.text(), late.text());
    assertEquals(first.header("Location"), late.header("Location"));
  }

  @Test
  void anotherBodyIsRefused() {
    String key = UUID.randomUUID().toString();
    plan(key, BODY).expect(202);
    plan(key, BODY.replace("ada", "bob")).names("header.Idempotency-Key");
    plan(key, BODY).expect(202);
    assertNotEquals(plan(key + "2", BODY).json().get("job_id"), plan(key + "3", BODY).json().get("job_id"));
  }

  @Test
  void theOrderOfFieldsDoesNotMatterAndThatOfListsDoes() {
    String route = "{\"user_id\":\"ada\",\"query\":\"Test query\",\"constraints\":{\"pace\":\"slow\",\"cities\":[{\"city\":\"Rome\",\"nights\":2},\"Pisa\"]}}";
    String other = "{\"constraints\":{\"cities\":[{\"nights\":2,\"city\":\"Rome\"},\"Pisa\"],\"pace\":\"slow\"},\"query\":\"Test query\",\"user_id\":\"ada\"}";
    String turned = "{\"user_id\":\"ada\",\"query\":\"Test query\",\"constraints\":{\"pace\":\"slow\",\"cities\":[\"Pisa\",{\"city\":\"Rome\",\"nights\":2}]}}";
    String key = UUID.randomUUID().toString();
    Http.Answer first = plan(key, route);
    first.expect(202);
    assertEquals(first.text(), plan(key, other).text());
    plan(key, turned).names("header.Idempotency-Key");
    for (String path : List.of("/v1/suggest", "/v1/watches")) {
      String one = "{\"user_id\":\"ada\",\"trigger_type\":\"x\",\"context\":{\"text\":\"Rome\"},\"origin\":\"Hanoi\",\"destination\":\"Hue\",\"departure_date\":\"2027-12-01\"}";
      String two = "{\"departure_date\":\"2027-12-01\",\"destination\":\"Hue\",\"origin\":\"Hanoi\",\"context\":{\"text\":\"Rome\"},\"trigger_type\":\"x\",\"user_id\":\"ada\"}";
      assertEquals(sent(path, key, one).text(), sent(path, key, two).text());
      assertEquals(2, sent(path, key, two).status() / 100);
    }
  }

  private Http.Answer sent(String path, String key, String body) {
    return http.send("POST", path, body.getBytes(UTF_8), "Content-Type", "application/json", "Idempotency-Key", key);
  }

  @Test
  void aRefusedRequestTakesNoKey() {
    String key = UUID.randomUUID().toString();
    plan(key, "{\"user_id\":\"ada\"}").problem(422, "ValidationError");
    plan(key, "{").problem(400, "BadRequest");
    plan(key, BODY).expect(202);
  }

  @Test
  void sixteenAtOnceMakeOneJob() throws Exception {
    String key = UUID.randomUUID().toString();
    Callable<String> call = () -> plan(key, BODY).expect(202).toString();
    Set<String> answers = new HashSet<>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (var answer : threads.invokeAll(Collections.nCopies(16, call))) {
        answers.add(answer.get());
      }
    }
    assertEquals(1, answers.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 128})
  void keysThatAreLongEnough(int length) {
    plan("k".repeat(length), BODY).expect(202);
    plan("~!@#$%^&*()_+{}|:\"<>?,./;'[]\\-=`".substring(0, Math.min(length, 30)), BODY).expect(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\tb"})
  void keysThatAreNotVisible(String key) {
    plan(key, BODY).names("header.Idempotency-Key");
  }

  @Test
  void keysThatAreTooLong() {
    plan("k".repeat(129), BODY).names("header.Idempotency-Key");
    plan("k".repeat(5000), BODY).names("header.Idempotency-Key");
  }

  @Test
  void keysThatNoClientLibrarySends() throws IOException {
    for (String key : List.of("\u007f", "é", "a\u0001b", "\u00a0")) {
      try (Socket socket = new Socket("127.0.0.1", Service.cloud().baseUrl().getPort())) {
        String request =
            "POST /v1/plan HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(key, BODY.length(), BODY);
        socket.getOutputStream().write(request.getBytes(UTF_8));
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertEquals("HTTP/1.1 422", answer.substring(0, 12), answer);
      }
    }
  }
}
