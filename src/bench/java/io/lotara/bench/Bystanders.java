package io.lotara.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
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
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether those who are told of jobs hold anybody up: how long requests take when nobody is told, when a webhook accepts and never answers, when
 * one is not there, and when Opik accepts and never answers. The kinds take turns in one run.
 */
public final class Bystanders implements AutoCloseable {
  private static final int WARM_UP = 10;
  private static final long LOOKS_EVERY_NANOS = 5_000_000;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ServerSocket silent;
  private final int dead;
  private final LocalCloud plain;
  private final LocalCloud traced;
  private final Tally tally = new Tally();

  /** Starts two runners: one without Opik, one with an Opik that never answers. */
  public Bystanders() throws IOException {
    // Connections are taken into the backlog and nobody ever reads.
    silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = gone.getLocalPort();
    }
    plain = LocalCloud.start(options());
    traced =
        LocalCloud.start(
            options()
                .environment("OPIK_API_KEY", "bench")
                .environment("OPIK_URL_OVERRIDE", "http://127.0.0.1:" + silent.getLocalPort() + "/api"));
  }

  private static LocalOptions options() {
    return LocalOptions.of(Path.of("template.yaml")).parameter("LoopbackWebhooks", "true").warm(true);
  }

  /** Measures and prints; {@code bench.bystanders} jobs of each kind (40). */
  public static void main(String[] arguments) throws Exception {
    try (Bystanders bystanders = new Bystanders()) {
      bystanders.run(Integer.getInteger("bench.bystanders", 40));
    }
    System.exit(0);
  }

  void run(int count) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP + count; i++) {
      boolean counts = i >= WARM_UP;
      job("nobody is told", plain, null, counts);
      job("a webhook never answers", plain, "http://127.0.0.1:" + silent.getLocalPort() + "/hook", counts);
      job("a webhook is not there", plain, "http://127.0.0.1:" + dead + "/hook", counts);
      job("Opik never answers", traced, null, counts);
    }
    tally.print("Those who are told and those who wait, in turns");
  }

  private void job(String kind, LocalCloud cloud, String callback, boolean counts) throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("user_id", "bench");
    body.put("query", "3 days in Da Nang from Hanoi for two");
    body.put("constraints", Map.of("approval", Map.of("threshold", 1_000_000)));
    body.put("callback_url", callback);
    HttpRequest post =
        HttpRequest.newBuilder(cloud.baseUrl().resolve("/v1/plan"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    long began = System.nanoTime();
    HttpResponse<String> accepted = http.send(post, BodyHandlers.ofString());
    time(kind + ": POST /v1/plan", began, counts);
    if (accepted.statusCode() != 202) {
      throw new IOException("POST /v1/plan answered " + accepted.body());
    }
    URI status = cloud.baseUrl().resolve("/v1/status/" + json.readTree(accepted.body()).path("job_id").asText());
    String state;
    do {
      LockSupport.parkNanos(LOOKS_EVERY_NANOS);
      long looked = System.nanoTime();
      JsonNode document = json.readTree(http.send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString()).body());
      time(kind + ": GET /v1/status", looked, counts);
      state = document.path("status").asText();
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IOException("a job of the kind '" + kind + "' does not end: " + document);
      }
    } while (!state.equals("completed"));
    time(kind + ": POST to rest", began, counts);
  }

  private void time(String what, long began, boolean counts) {
    if (counts) {
      tally.time(what, System.nanoTime() - began);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
    plain.close();
    traced.close();
    silent.close();
  }
}
