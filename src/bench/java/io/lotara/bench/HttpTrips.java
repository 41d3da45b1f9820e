package io.lotara.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Whole jobs over HTTP on the local runner in this process, one after the other: from POST until the job rests. */
final class HttpTrips implements AutoCloseable {
  private static final Duration LOOKS_EVERY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> ENDS = Set.of("completed", "failed", "cancelled");
  private final LocalCloud cloud;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  final Tally tally = new Tally();
  private int violated;

  /** Starts the runner with reference tables from this folder next to the open data. */
  HttpTrips(Path template, Path tables) {
    cloud = LocalCloud.start(LocalOptions.of(template).environment("LOTARA_REFERENCE_TABLES", tables.toString()).warm(true));
  }

  /** Plans that came to rest with a violated check, or were held back by the review for one. */
  int violated() {
    return violated;
  }

  /** Runs a job without counting it. */
  void warmUp(String query, Map<String, Object> constraints) throws IOException, InterruptedException {
    rest(query, constraints);
  }

  /** Runs a job; whether an honest INFEASIBLE is an answer is for {@code feasible} to say: what can be met has to be. */
  void run(String kind, String query, Map<String, Object> constraints, boolean feasible) throws IOException, InterruptedException {
    long start = System.nanoTime();
    JsonNode job = rest(query, constraints);
    tally.time(kind + ": POST to rest", System.nanoTime() - start);
    String state = job.path("status").asText();
    JsonNode error = job.path("error");
    JsonNode conflict = error.path("details").path("conflict");
    boolean planned = state.equals("completed") || state.equals("waiting_approval");
    boolean heldBack = error.path("details").path("step").asText().equals("review");
    boolean honest = error.path("code").asText().equals("INFEASIBLE") && !heldBack && !conflict.isEmpty();
    tally.count(kind + (feasible ? ": completed or waiting for approval" : ": completed, waiting for approval or honestly INFEASIBLE"),
        planned || honest && !feasible);
    tally.reason(kind + ": ended", honest ? "INFEASIBLE " + conflict : error.isObject() ? error.path("code").asText() : state);
    List<String> broken = new ArrayList<>();
    JsonNode plan = job.path("final_result").isObject() ? job.path("final_result") : job.path("current_output").path("itinerary");
    plan.path("checks").forEach(check -> {
      if (check.path("status").asText().equals("violated")) {
        broken.add(check.path("code").asText());
      }
    });
    if (heldBack) {
      conflict.forEach(c -> broken.add(c.asText()));
    }
    if (planned) {
      tally.count(kind + ": plans that were checked", plan.path("checks").size() > 5);
    }
    tally.count(kind + ": without a violated check", broken.isEmpty());
    violated += broken.isEmpty() ? 0 : 1;
    if (!broken.isEmpty() || !planned && !honest || honest && feasible) {
      System.out.printf("! %s: %s %s %s %s: %s %s%n", kind, state, error.path("code").asText(), error.path("message").asText(), broken,
          query,
          job.path("question").path("text").asText());
    }
  }

  private JsonNode rest(String query, Map<String, Object> constraints) throws IOException, InterruptedException {
    String body = json.writeValueAsString(Map.of("user_id", "bench", "query", query, "constraints", constraints));
    HttpResponse<String> accepted = http.send(
        HttpRequest.newBuilder(at("/v1/plan")).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
    if (accepted.statusCode() != 202) {
      throw new IOException("POST /v1/plan answered " + accepted.statusCode() + " " + accepted.body() + " to " + body);
    }
    String path = "/v1/status/" + json.readTree(accepted.body()).path("job_id").asText();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
      JsonNode job = json.readTree(answer.body());
      String state = job.path("status").asText();
      if (ENDS.contains(state) || state.startsWith("waiting") || System.nanoTime() > end) {
        return job;
      }
      // A held answer would come at the server's pace and round the time up.
      LockSupport.parkNanos(LOOKS_EVERY.toNanos());
    }
  }

  private URI at(String path) {
    return cloud.baseUrl().resolve(path);
  }

  @Override
  public void close() {
    http.close();
    cloud.close();
  }
}
