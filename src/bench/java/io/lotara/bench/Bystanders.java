package io.lotara.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.bench.SwitchedOpik.Mood;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether those who are told of jobs hold anybody up. On one runner nobody is told, twice (how much two like things differ here), a webhook accepts
 * and never answers, and one is not there. An Opik is told of every job of a runner or of none, so it has a runner of its own, with its own two
 * controls: it answers at once, twice, accepts and never answers, and refuses. The conditions take turns of a few jobs, and every other round goes
 * through them backwards. System property {@code bench.bystanders} (200): jobs of each condition.
 */
final class Bystanders implements AutoCloseable {
  private static final int TURN = 5;
  private static final int WARM_UP_ROUNDS = 2;
  private static final long LOOKS_EVERY_NANOS = 5_000_000;
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final List<String> TIMES = List.of("POST /v1/plan", "GET /v1/status", "POST to rest");

  /**
   * Something to be measured.
   *
   * @param control what it is compared with
   * @param callback address that is told, or null
   */
  private record Condition(String name, String control, LocalCloud cloud, @Nullable String callback, Mood mood) {}

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ServerSocket silent;
  private final SwitchedOpik opik;
  private final LocalCloud plain;
  private final LocalCloud traced;
  private final List<Condition> conditions;
  private final Spread spread = new Spread();

  private Bystanders() throws Exception {
    // Connections are taken into the backlog and nobody ever reads.
    silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    int dead;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = gone.getLocalPort();
    }
    opik = new SwitchedOpik();
    plain = LocalCloud.start(options());
    traced = LocalCloud.start(options().environment("OPIK_API_KEY", "bench").environment("OPIK_URL_OVERRIDE", opik.base()));
    String nobody = "nobody is told";
    String answers = "Opik answers";
    conditions =
        List.of(
            new Condition(nobody, nobody, plain, null, Mood.ANSWERS),
            new Condition(nobody + ", again", nobody, plain, null, Mood.ANSWERS),
            new Condition("a webhook never answers", nobody, plain, "http://127.0.0.1:" + silent.getLocalPort() + "/hook", Mood.ANSWERS),
            new Condition("a webhook is not there", nobody, plain, "http://127.0.0.1:" + dead + "/hook", Mood.ANSWERS),
            new Condition(answers, answers, traced, null, Mood.ANSWERS),
            new Condition(answers + ", again", answers, traced, null, Mood.ANSWERS),
            new Condition("Opik never answers", answers, traced, null, Mood.SILENT),
            new Condition("Opik refuses", answers, traced, null, Mood.REFUSES));
  }

  private static LocalOptions options() {
    return LocalOptions.of(Path.of("template.yaml")).parameter("LoopbackWebhooks", "true").warm(true);
  }

  static void run() throws Exception {
    try (Bystanders bystanders = new Bystanders()) {
      bystanders.run(Integer.getInteger("bench.bystanders", 200));
    }
  }

  private void run(int count) throws Exception {
    int rounds = Math.ceilDiv(count, TURN);
    for (int round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
      for (Condition condition : round % 2 == 0 ? conditions : conditions.reversed()) {
        opik.become(condition.mood());
        for (int i = 0; i < TURN; i++) {
          job(condition, round >= WARM_UP_ROUNDS);
        }
      }
    }
    System.out.printf("%nThose who are told and those who wait, in turns of %d jobs%n", TURN);
    for (String time : TIMES) {
      for (Condition condition : conditions) {
        spread.print(time + ": " + condition.name(), time + ": " + condition.control());
      }
    }
  }

  private void job(Condition condition, boolean counts) throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("user_id", "bench");
    body.put("query", "3 days in Da Nang from Hanoi for two");
    body.put("constraints", Map.of("approval", Map.of("threshold", 1_000_000)));
    body.put("callback_url", condition.callback());
    HttpRequest post =
        HttpRequest.newBuilder(condition.cloud().baseUrl().resolve("/v1/plan"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    long began = System.nanoTime();
    HttpResponse<String> accepted = http.send(post, BodyHandlers.ofString());
    time(TIMES.get(0), condition, began, counts);
    if (accepted.statusCode() != 202) {
      throw new IOException("POST /v1/plan answered " + accepted.body());
    }
    URI status = condition.cloud().baseUrl().resolve("/v1/status/" + json.readTree(accepted.body()).path("job_id").asText());
    String state;
    do {
      LockSupport.parkNanos(LOOKS_EVERY_NANOS);
      long looked = System.nanoTime();
      JsonNode document = json.readTree(http.send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString()).body());
      time(TIMES.get(1), condition, looked, counts);
      state = document.path("status").asText();
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IOException("a job does not end while " + condition.name() + ": " + document);
      }
    } while (!state.equals("completed"));
    time(TIMES.get(2), condition, began, counts);
  }

  private void time(String what, Condition condition, long began, boolean counts) {
    if (counts) {
      spread.add(what + ": " + condition.name(), System.nanoTime() - began);
    }
  }

  @Override
  public void close() throws Exception {
    http.close();
    plain.close();
    traced.close();
    silent.close();
    opik.close();
  }
}
