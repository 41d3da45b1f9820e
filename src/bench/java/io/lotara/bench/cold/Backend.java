package io.lotara.bench.cold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The database and queues that all functions use: the local runner's, whose own functions rest while processes are measured. */
final class Backend implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SENTENCE = "Plan a 7-day trip to Tokyo for two from Hanoi in mid April under $3000, I love food and temples";

  /** Trips that are asked for before anything is measured, so that the emulators are compiled: AWS's services have not just been started either. */
  private static final int BEFORE = 600;

  private final LocalCloud cloud;
  private final String job;

  Backend(Path template) throws IOException, InterruptedException {
    cloud = LocalCloud.start(LocalOptions.of(template).schedules(false));
    // The job that is asked for has run none of its steps: a poll of it reads one item.
    cloud.pause();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int i = 0; i < BEFORE; i++) {
        send(http, 200, "/v1/status/" + plan(http), null);
      }
      job = plan(http);
    }
    // Every function that is measured comes with connections of its own, which emulators must have met often enough, too.
    for (int i = 0; i < BEFORE; i++) {
      connect(cloud.dynamoEndpoint());
      connect(cloud.sqsEndpoint());
    }
  }

  /** Asks something of no consequence over a connection that is made for it. */
  private static void connect(URI endpoint) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    connection.getResponseCode();
    connection.disconnect();
  }

  /** The job that is asked for. */
  String job() {
    return job;
  }

  private String plan(HttpClient http) throws IOException, InterruptedException {
    return send(http, 202, "/v1/plan", JSON.writeValueAsString(Map.of("user_id", "bench", "query", SENTENCE))).path("job_id").asText();
  }

  private JsonNode send(HttpClient http, int expected, String path, @Nullable String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(cloud.baseUrl().resolve(path)).header("Content-Type", "application/json");
    if (body != null) {
      request.POST(BodyPublishers.ofString(body));
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** What the function finds in its environment, as far as it matters for starting and for this backend. */
  Map<String, String> environment(String function) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("LOTARA_TABLE", cloud.tableName("Table"));
    for (String queue : List.of("Agent", "Delivery", "Watch")) {
      environment.put("LOTARA_" + queue.toUpperCase(Locale.ROOT) + "_QUEUE", cloud.queueUrl(queue + "Queue"));
    }
    environment.put("LOTARA_OPEN_ACCESS", "true");
    environment.put("LOTARA_AWS_DYNAMODB_ENDPOINT", cloud.dynamoEndpoint().toString());
    environment.put("LOTARA_AWS_SQS_ENDPOINT", cloud.sqsEndpoint().toString());
    return environment;
  }

  /** A request for a new trip, as the gateway sends it. */
  String planEvent() throws IOException {
    return event("plan").toString();
  }

  /** A poll of a job that is there, as the gateway sends it. */
  String statusEvent() throws IOException {
    ObjectNode event = event("status");
    String path = "/v1/status/" + job;
    event.put("rawPath", path);
    ((ObjectNode) event.path("requestContext").path("http")).put("path", path);
    ((ObjectNode) event.path("pathParameters")).put("job_id", job);
    return event.toString();
  }

  private static ObjectNode event(String name) throws IOException {
    JsonNode event = JSON.readTree(Path.of("infra/events", name + ".json").toFile());
    return (ObjectNode) event;
  }

  @Override
  public void close() {
    cloud.close();
  }
}
