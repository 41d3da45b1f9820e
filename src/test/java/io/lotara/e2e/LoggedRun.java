package io.lotara.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.job.WorkMessage;
import io.lotara.local.FunctionFailure;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import io.lotara.sqs.WatchMessageCodec;
import io.lotara.sqs.WorkMessageCodec;
import io.lotara.suggestion.WatchKey;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Functions of template.yaml in a process of their own, where they log as deployed ones do. The agents' queue is gone, so that every one of them
 * has something to say of a job. After the lines of each stands on standard output what they are of.
 */
final class LoggedRun implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRIP = "{\"user_id\":\"ana\",\"query\":\"3 days in Da Nang from Hanoi for two\",%s}";
  private final LocalClock clock = LocalClock.atSpeed(1);
  private final LocalCloud cloud =
      LocalCloud.start(
          LocalOptions.of(Path.of("template.yaml")).schedules(false).polling(false).clock(clock).parameter("LoopbackWebhooks", "true")
              .parameter("OpenAccess", "true"));
  private final HttpClient http = HttpClient.newHttpClient();
  private final WorkMessageCodec steps = new WorkMessageCodec(JsonMapper.createDefault());
  private final WatchMessageCodec watches = new WatchMessageCodec(JsonMapper.createDefault());

  private LoggedRun() {}

  public static void main(String[] arguments) throws Exception {
    try (LoggedRun run = new LoggedRun()) {
      run.all();
    }
  }

  private void all() throws Exception {
    String waiting = job(post("/v1/plan", TRIP.formatted("\"constraints\":{\"approval\":{\"threshold\":1}}")));
    for (String step : List.of("intake", "flights", "stays", "activities", "itinerary", "review")) {
      step(waiting, step);
    }
    cloud.sqs().deleteQueue(r -> r.queueUrl(cloud.queueUrl("AgentQueue")));
    of("before", "", "");

    HttpResponse<String> planned = post("/v1/plan", TRIP.formatted("\"callback_url\":\"http://127.0.0.1:9/\""));
    String trip = job(planned);
    of("plan", trip, request(planned));
    HttpResponse<String> suggested =
        post(
            "/v1/suggest",
            "{\"user_id\":\"ana\",\"trigger_type\":\"other\",\"context\":{},\"constraints\":{\"origin\":\"Hanoi\",\"destination\":\"Hue\"}}");
    of("suggest", job(suggested), request(suggested));
    HttpResponse<String> said = post("/api/chat", "{\"message\":\"Plan a long weekend in Hue for two from Hanoi\"}");
    of("chat", job(said), request(said));
    HttpResponse<String> approved = post("/v1/approve", "{\"job_id\":\"%s\",\"approved\":true}".formatted(waiting));
    of("approve", waiting, request(approved));
    step(trip, "intake");
    of("worker", trip, "");
    clock.advance(Duration.ofMinutes(2));
    cloud.fire("SweeperHandlerEveryMinute");
    of("sweep", "", "");
    cloud.deliver("AgentDeadLetters", List.of(steps.write(new WorkMessage("open", trip, "flights", 1))));
    of("dead letter", trip, "");
    tell();
    of("delivery", trip, "");
    String watch = JSON.readTree(post("/v1/watches", watched()).body()).path("watch_id").asText();
    cloud.deliver("WatchQueue", List.of(watches.write(List.of(new WatchKey("open", watch)))));
    of("watch", JSON.readTree(get("/v1/watches/" + watch).body()).at("/history/0/job_id").asText(), "");

    cloud.dynamo().deleteTable(r -> r.tableName(cloud.tableName("Table")));
    of("status that fails", trip, request(get("/v1/status/" + trip)));
    of("approval that fails", waiting, request(post("/v1/approve", "{\"job_id\":\"%s\",\"approved\":true}".formatted(waiting))));
    of("list that fails", "", request(get("/v1/jobs?user_id=ana")));
  }

  private String watched() {
    return "{\"user_id\":\"ana\",\"origin\":\"Hanoi\",\"destination\":\"Singapore\",\"departure_date\":\"%s\",\"baseline_price\":99999}"
        .formatted(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(90));
  }

  /** What the lines before this one are of. */
  private static void of(String what, String job, String request) throws IOException {
    System.out.println(JSON.writeValueAsString(Map.of("of", what, "job_id", job, "request_id", request)));
  }

  private void step(String job, String step) throws FunctionFailure {
    cloud.deliver("AgentQueue", List.of(steps.write(new WorkMessage("open", job, step, 1))));
  }

  /** Has delivered what the queue holds, and what comes of it, for a while. */
  private void tell() throws FunctionFailure {
    for (int i = 0; i < 3; i++) {
      String queue = cloud.queueUrl("DeliveryQueue");
      List<Message> messages = cloud.sqs().receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10)).messages();
      if (!messages.isEmpty()) {
        cloud.deliver("DeliveryQueue", messages.stream().map(Message::body).toList());
      }
    }
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(cloud.baseUrl().resolve(path)).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(cloud.baseUrl().resolve(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String request(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Request-Id").orElseThrow();
  }

  private static String job(HttpResponse<String> answer) throws IOException {
    JsonNode id = JSON.readTree(answer.body()).path("job_id");
    if (!id.isTextual()) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return id.asText();
  }

  @Override
  public void close() {
    http.close();
    cloud.close();
  }
}
