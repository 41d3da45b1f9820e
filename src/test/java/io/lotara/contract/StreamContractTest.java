package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/stream/{job_id}} and {@code HEAD /v1/status/{job_id}}. */
@SharedService
class StreamContractTest {
  private final Http http = Service.http();

  /** One event as a browser would have it. */
  private record Frame(int id, String type, JsonNode data) {}

  /** A stream. */
  private record Stream(int retryMillis, List<Frame> frames) {
    static Stream read(Http.Answer answer) {
      assertEquals(200, answer.status(), answer::text);
      assertEquals("text/event-stream", answer.header("Content-Type").orElseThrow());
      assertTrue(answer.text().endsWith("\n\n"));
      String[] blocks = answer.text().split("\n\n");
      assertTrue(blocks[0].matches("retry: [0-9]+"), blocks[0]);
      List<Frame> frames = new ArrayList<>();
      for (String block : List.of(blocks).subList(1, blocks.length)) {
        String[] lines = block.split("\n");
        assertEquals(3, lines.length, block);
        frames.add(new Frame(Integer.parseInt(field(lines[0], "id")), field(lines[1], "event"), Http.parse(field(lines[2], "data"))));
      }
      return new Stream(Integer.parseInt(blocks[0].substring(7)), frames);
    }

    private static String field(String line, String name) {
      assertTrue(line.startsWith(name + ": "), line);
      return line.substring(name.length() + 2);
    }
  }

  private Http.Answer stream(String id, String... headers) {
    return http.get("/v1/stream/" + id, headers);
  }

  private List<Frame> events(String id) {
    List<Frame> events = new ArrayList<>();
    for (JsonNode event : http.get("/v1/jobs/" + id + "/events").expect(200).get("events")) {
      events.add(new Frame(event.get("id").intValue(), event.get("type").textValue(), event.get("data")));
    }
    return events;
  }

  @Test
  void aFinishedTripIsReplayedAtOnce() {
    long start = System.nanoTime();
    Stream whole = Stream.read(stream(Trips.completed()));
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(Service.HELD_SECONDS).toNanos());
    assertEquals(events(Trips.completed()), whole.frames());
    assertTrue(whole.retryMillis() <= 5000);
    int last = whole.frames().size();
    assertEquals(whole.frames().subList(3, last), Stream.read(stream(Trips.completed(), "Last-Event-ID", "3")).frames());
    assertEquals(1, Stream.read(stream(Trips.completed(), "Last-Event-ID", String.valueOf(last - 1))).frames().size());
    for (String seen : List.of(String.valueOf(last), "999999999")) {
      Http.Answer over = stream(Trips.completed(), "Last-Event-ID", seen);
      assertEquals(204, over.status());
      assertEquals(0, over.raw().body().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "0", "1e3", "99999999999999999999", "é"})
  void whoSaysSomethingElseGetsEverything(String seen) {
    assertEquals(events(Trips.completed()), Stream.read(stream(Trips.completed(), "Last-Event-ID", seen)).frames());
  }

  @Test
  void aRunningTripIsHeldToItsEnd() {
    Trips.completed();
    String id = http.plan("Test query");
    http.poll(id, "waiting_input");
    CompletableFuture<Http.Answer> held = CompletableFuture.supplyAsync(() -> stream(id));
    http.send("POST", "/v1/jobs/" + id + "/cancel", null).expect(200);
    Stream whole = Stream.read(held.join());
    assertEquals(events(id), whole.frames());
    assertEquals("cancelled", whole.frames().getLast().type());
    assertEquals(204, stream(id, "Last-Event-ID", String.valueOf(whole.frames().getLast().id())).status());
  }

  @Test
  void whereAPersonMustDecideTheStreamEndsAndSaysToComeBackLate() {
    long start = System.nanoTime();
    Stream whole = Stream.read(stream(Trips.waiting()));
    assertTrue(System.nanoTime() - start >= Duration.ofSeconds(Service.HELD_SECONDS).toNanos(), "it was held");
    assertEquals(30_000, whole.retryMillis());
    assertEquals("approval_required", whole.frames().getLast().type());
    Stream nothingNew = Stream.read(stream(Trips.waiting(), "Last-Event-ID", String.valueOf(whole.frames().size())));
    assertEquals(List.of(), nothingNew.frames());
  }

  @Test
  void onlySoManyAreHeld() {
    Trips.waiting();
    List<CompletableFuture<Http.Answer>> open = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(() -> stream(Trips.waiting()), Thread::startVirtualThread)).toList();
    List<Stream> streams = open.stream().map(CompletableFuture::join).map(Stream::read).toList();
    assertEquals(3, streams.stream().filter(s -> s.retryMillis() == 30_000).count(), "the service of these tests holds three");
    assertEquals(5, streams.stream().filter(s -> s.retryMillis() > 30_000).count());
    streams.forEach(s -> assertFalse(s.frames().isEmpty(), "all are told what there is"));
  }

  @Test
  void noSuchJob() {
    stream("nope").problem(404, "NotFound");
    stream("a%2Fb", "Accept", "text/event-stream").problem(404, "NotFound");
  }

  @Test
  void headIsStatusWithoutTheDocument() {
    String path = "/v1/status/" + Trips.waiting();
    Http.Answer get = http.get(path);
    Http.Answer head = http.send("HEAD", path, null);
    assertEquals(200, head.status());
    assertEquals(0, head.raw().body().length);
    for (String header : List.of("ETag", "Retry-After", "Content-Type")) {
      assertEquals(get.header(header), head.header(header), header);
    }
    assertEquals(304, http.send("HEAD", path, null, "If-None-Match", get.header("ETag").orElseThrow()).status());
    assertTrue(http.send("HEAD", "/v1/status/" + Trips.completed(), null).header("Retry-After").isEmpty());
    Http.Answer nope = http.send("HEAD", "/v1/status/nope", null);
    assertEquals(404, nope.status());
    assertEquals("application/problem+json", nope.header("Content-Type").orElseThrow());
    assertEquals(0, nope.raw().body().length);
  }
}
