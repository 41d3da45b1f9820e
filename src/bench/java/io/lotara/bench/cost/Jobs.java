package io.lotara.bench.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.local.LocalCloud;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Trips asked for over HTTP. */
final class Jobs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDS = Set.of("completed", "failed", "cancelled");
  private static final String[] CITIES = {"Tokyo", "Paris", "Rome", "Bangkok", "London", "Barcelona", "Singapore", "Istanbul"};
  private final LocalCloud cloud;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String callback;

  Jobs(LocalCloud cloud) {
    this(cloud, null);
  }

  /** Jobs of which somebody is told at {@code callback}; nobody when it is null. */
  Jobs(LocalCloud cloud, String callback) {
    this.cloud = cloud;
    this.callback = callback;
  }

  /** Asks for a trip to one of eight cities; above this many dollars a person has to agree. */
  String plan(int number, int threshold) throws IOException, InterruptedException {
    Map<String, Object> body = new HashMap<>();
    body.put("user_id", "bench-" + number);
    body.put("query", "Plan a 5-day trip to " + CITIES[number % CITIES.length] + " for two from Hanoi in May under $9000, we love food and museums");
    body.put("constraints", Map.of("approval", Map.of("threshold", threshold, "currency", "USD")));
    body.put("callback_url", callback);
    return plan(body);
  }

  /** Asks for a trip to nowhere: the job asks back. */
  String unclear(int number) throws IOException, InterruptedException {
    return plan(Map.of("user_id", "bench-" + number, "query", "Plan something for us"));
  }

  /** Answers a question with nothing that helps. */
  void answer(String job) throws IOException, InterruptedException {
    post("/v1/jobs/" + job + "/answer", Map.of("answer", "Anywhere"));
  }

  private String plan(Map<String, Object> body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(cloud.baseUrl().resolve("/v1/plan"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException("POST /v1/plan answered " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body()).path("job_id").asText();
  }

  /** The job as a poll tells it. */
  JsonNode status(String job) throws IOException, InterruptedException {
    return JSON.readTree(http.send(HttpRequest.newBuilder(at(job)).build(), BodyHandlers.ofString()).body());
  }

  /** A poll that names the version it knows; returns the answer's status. */
  int unchanged(String job, long version) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(at(job)).header("If-None-Match", "\"" + version + "\"").build(), BodyHandlers.ofString()).statusCode();
  }

  void approve(String job) throws IOException, InterruptedException {
    post("/v1/approve", Map.of("job_id", job, "approved", true));
  }

  private void post(String path, Map<String, Object> body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(cloud.baseUrl().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("POST " + path + " answered " + answer.statusCode() + " " + answer.body());
    }
  }

  /** Looks every few milliseconds until the job rests; returns its status then. */
  String rest(String job, Duration every) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (System.nanoTime() < end) {
      String state = status(job).path("status").asText();
      if (ENDS.contains(state) || state.startsWith("waiting")) {
        return state;
      }
      LockSupport.parkNanos(every.toNanos());
    }
    throw new IOException("job " + job + " does not come to rest");
  }

  private java.net.URI at(String job) {
    return cloud.baseUrl().resolve("/v1/status/" + job);
  }
}
