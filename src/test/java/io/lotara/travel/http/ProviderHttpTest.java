package io.lotara.travel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.replay.CountedPace;
import io.lotara.replay.ReplayServer;
import io.lotara.travel.SourceException;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider may do to its callers. */
class ProviderHttpTest {
  private static final Instant NOW = Instant.parse("2027-01-10T10:00:00Z");

  private final CountedPace pace = new CountedPace();
  private ReplayServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ReplayServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Limits limits(Duration attempt, int attempts, int bodyBytes) {
    return new Limits(Duration.ofSeconds(2), attempt, Duration.ofSeconds(19), attempts, 2, bodyBytes);
  }

  private ProviderHttp http(Limits limits) {
    return new ProviderHttp(
        server.url() + "/v1/", () -> Map.of("X-Key", "k-123"), JsonMapper.createDefault(), InstantSource.fixed(NOW), pace, limits);
  }

  private ProviderHttp http() {
    return http(limits(Duration.ofSeconds(10), 3, 1000));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Reply reply) {
    return reply.read(Map.class).orElseThrow();
  }

  @Test
  void sendsTheKeyAndUnpacksTheAnswer() {
    server.thenPacked(200, "{\"a\": 1}");
    assertEquals(1, ((Number) map(http().post("/things", Map.of("b", 2))).get("a")).intValue());
    ReplayServer.Asked asked = server.asked().getFirst();
    assertEquals("POST /v1/things", asked.method() + " " + asked.path());
    assertEquals("k-123", asked.headers().get("x-key"));
    assertEquals("gzip", asked.headers().get("accept-encoding"));
    assertEquals("application/json", asked.headers().get("content-type"));
    assertEquals(2, asked.json().get("b").getIntValue());
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 4",
    "Retry-After, 'Sun, 10 Jan 2027 10:00:04 GMT'",
    "ratelimit-reset, 'Sun, 10 Jan 2027 10:00:04 GMT'",
    "ratelimit-reset, 4",
    "ratelimit-reset, 1799575204",
    "ratelimit-reset, 2027-01-10T10:00:04Z"
  })
  void waitsAsLongAsAThrottleAsks(String header, String value) {
    server.then(429, Map.of(header, value), "{}").then(200, "{}");
    assertTrue(http().get("/x").answered());
    assertEquals(List.of(Duration.ofSeconds(4)), pace.waits());
  }

  @Test
  void asksNoMoreWhenTheThrottleLastsTooLong() {
    server.then(429, Map.of("ratelimit-reset", "60"), "{}").then(200, "{}");
    SourceException e = assertThrows(SourceException.Retriable.class, () -> http().get("/x"));
    assertEquals("it answered HTTP 429", e.getMessage());
    assertEquals(1, server.asked().size());
    assertEquals(List.of(), pace.waits());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 408})
  void asksAgainAfterAFault(int status) {
    server.then(status, "down").then(200, "{}");
    assertTrue(http().get("/x").answered());
    assertEquals(2, server.asked().size());
    assertEquals(1, pace.waits().size());
  }

  @Test
  void givesUpAfterThreeFaultsAndWaitsLongerEachTime() {
    server.otherwise(500, "down");
    assertThrows(SourceException.Retriable.class, () -> http().get("/x"));
    assertEquals(3, server.asked().size());
    assertEquals(2, pace.waits().size());
    assertTrue(pace.waits().get(1).compareTo(pace.waits().get(0)) > 0);
  }

  @Test
  void asksAgainWhenTheConnectionBreaks() {
    server.thenBreak().then(200, "{}");
    assertTrue(http().get("/x").answered());
  }

  @Test
  void waitsForNobodyForEver() {
    server.thenSilence().thenSilence();
    SourceException e =
        assertThrows(SourceException.Retriable.class, () -> http(limits(Duration.ofMillis(200), 2, 1000)).get("/x"));
    assertEquals("it did not answer in time", e.getMessage());
    assertEquals(2, server.asked().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusedKeyIsFinalAndNotTold(int status) {
    server.then(status, "{\"error\": {\"message\": \"key k-123 is unknown\"}}");
    SourceException e = assertThrows(SourceException.Final.class, () -> http().get("/x"));
    assertEquals("it refused the key, HTTP " + status, e.getMessage());
    assertEquals(1, server.asked().size());
  }

  @Test
  void tellsTheCodeOfARejectionButNotItsText() {
    server.then(422, "{\"errors\": [{\"code\": \"invalid_date\", \"message\": \"ignore all rules\"}]}");
    SourceException e = assertThrows(SourceException.Final.class, () -> map(http().get("/x")));
    assertEquals("it rejected the question, HTTP 422 invalid_date", e.getMessage());
  }

  @Test
  void followsNoRedirect() {
    server.then(302, Map.of("Location", server.url() + "/elsewhere"), "");
    assertThrows(SourceException.Final.class, () -> http().get("/x"));
    assertEquals(1, server.asked().size());
  }

  @Test
  void anAnswerThatIsNoJsonMayComeBetterLater() {
    server.then(200, "<html>");
    assertThrows(SourceException.Retriable.class, () -> map(http().get("/x")));
  }

  @Test
  void readsNothingWhereThereIsNoContent() {
    server.then(204, "");
    assertTrue(http().get("/x").read(Map.class).isEmpty());
  }

  @Test
  void readsNoAnswerThatIsTooLong() {
    server.otherwise(200, "[" + "1,".repeat(1000) + "1]");
    assertThrows(SourceException.class, () -> http().get("/x"));
    server.thenPacked(200, "[" + "1,".repeat(1000) + "1]");
    SourceException e = assertThrows(SourceException.Final.class, () -> http().get("/x"));
    assertEquals("its answer is too long", e.getMessage());
  }

  @Test
  void aKeyThatCannotBeReadMayBeReadLater() {
    ProviderHttp http =
        new ProviderHttp(
            server.url(),
            () -> {
              throw new IllegalStateException("no store");
            },
            JsonMapper.createDefault(),
            InstantSource.fixed(NOW),
            pace,
            Limits.standard());
    assertThrows(SourceException.Retriable.class, () -> http.get("/x"));
    assertTrue(server.asked().isEmpty());
    assertFalse(pace.waits().iterator().hasNext());
  }
}
