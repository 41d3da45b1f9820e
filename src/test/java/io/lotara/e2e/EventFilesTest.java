package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lotara.handler.AdminHandler;
import io.lotara.handler.AgentWorkerHandler;
import io.lotara.handler.ApproveHandler;
import io.lotara.handler.ChatHandler;
import io.lotara.handler.ChatSettingsHandler;
import io.lotara.handler.DeadLetterHandler;
import io.lotara.handler.DeliveryWorkerHandler;
import io.lotara.handler.DocsHandler;
import io.lotara.handler.FeedbackHandler;
import io.lotara.handler.KeysHandler;
import io.lotara.handler.LotaraFunction;
import io.lotara.handler.PlanHandler;
import io.lotara.handler.PriceWatchHandler;
import io.lotara.handler.RedriveHandler;
import io.lotara.handler.StatusHandler;
import io.lotara.handler.SuggestHandler;
import io.lotara.handler.SweeperHandler;
import io.lotara.handler.WatchWorkerHandler;
import io.lotara.handler.WatchesHandler;
import io.lotara.tenant.LinkKey;
import io.lotara.tenant.LinkTokens;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every handler fed the events of {@code infra/events}, read as the Lambda runtime reads them. */
@SharedCloud
class EventFilesTest {
  private static final Path EVENTS = Path.of("infra/events");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Which function serves which route, and the event of its kind. */
  private static final Map<String, List<String>> ROUTES =
      Map.of(
          "plan", List.of("POST /v1/plan", "POST /v1/jobs/{job_id}/revise", "POST /v1/plan/sync", "GET /health", "GET /"),
          "docs", List.of("GET /openapi.json", "GET /docs", "GET /docs/{file}"),
          "status",
              List.of(
                  "GET /v1/status/{job_id}",
                  "HEAD /v1/status/{job_id}",
                  "GET /v1/jobs",
                  "GET /v1/jobs/{job_id}/events",
                  "GET /v1/stream/{job_id}",
                  "GET /v1/public/jobs/{job_id}/status",
                  "GET /v1/public/jobs/{job_id}/events",
                  "GET /v1/public/jobs/{job_id}/stream"),
          "admin",
              List.of(
                  "GET /v1/webhooks",
                  "POST /v1/webhooks",
                  "POST /v1/webhooks/secret",
                  "POST /v1/webhooks/{webhook_id}/secret",
                  "GET /v1/webhooks/{webhook_id}",
                  "DELETE /v1/webhooks/{webhook_id}",
                  "GET /v1/jobs/{job_id}/deliveries",
                  "POST /v1/jobs/{job_id}/deliveries/{delivery_id}/redeliver",
                  "POST /v1/jobs/{job_id}/pin",
                  "DELETE /v1/jobs/{job_id}/pin",
                  "DELETE /v1/users/{user_id}"),
          "approve", List.of("POST /v1/approve", "POST /v1/jobs/{job_id}/cancel", "POST /v1/jobs/{job_id}/answer"),
          "suggest", List.of("POST /v1/suggest"),
          "watches",
              List.of(
                  "POST /v1/watches",
                  "GET /v1/watches",
                  "GET /v1/watches/{watch_id}",
                  "PATCH /v1/watches/{watch_id}",
                  "DELETE /v1/watches/{watch_id}"),
          "chat",
              List.of(
                  "POST /api/chat",
                  "POST /v1/chat",
                  "GET /api/conversations/{conversation_id}",
                  "DELETE /api/conversations/{conversation_id}",
                  "GET /api/health",
                  "GET /api/config"),
          "feedback", List.of("POST /v1/feedback", "GET /v1/feedback/export", "GET /v1/preferences/{user_id}", "PUT /v1/preferences/{user_id}"));

  private static final Map<String, ApplicationContext> CONTEXTS = new HashMap<>();
  private static TestCloud cloud;
  private static IdleQueue queue;

  @BeforeAll
  static void open(TestCloud shared) {
    cloud = shared;
    queue = new IdleQueue(shared);
  }

  @AfterAll
  static void close() {
    CONTEXTS.values().forEach(ApplicationContext::close);
    CONTEXTS.clear();
    queue.close();
  }

  private static ApplicationContext context(Class<?> handler) {
    return CONTEXTS.computeIfAbsent(
        handler.getSimpleName(), name -> LotaraFunction.contextFor(handler).properties(cloud.properties(queue.url())).start());
  }

  private static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> http(String name) {
    return switch (name) {
      case "plan" -> new PlanHandler(context(PlanHandler.class));
      case "docs" -> new DocsHandler(context(DocsHandler.class));
      case "status" -> new StatusHandler(context(StatusHandler.class));
      case "approve" -> new ApproveHandler(context(ApproveHandler.class));
      case "watches" -> new WatchesHandler(context(WatchesHandler.class));
      case "suggest" -> new SuggestHandler(context(SuggestHandler.class));
      case "feedback" -> new FeedbackHandler(context(FeedbackHandler.class));
      case "chat" -> new ChatHandler(context(ChatHandler.class));
      case "admin" -> new AdminHandler(context(AdminHandler.class));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static <T> T read(String name, Class<T> type) throws IOException {
    PojoSerializer<T> serializer = LambdaEventSerializers.serializerFor(type, EventFilesTest.class.getClassLoader());
    return serializer.fromJson(Files.readString(EVENTS.resolve(name + ".json")));
  }

  private static Answered call(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler, APIGatewayV2HTTPEvent event)
      throws IOException {
    APIGatewayV2HTTPResponse response = handler.handleRequest(event, new NoContext());
    String body =
        response.getIsBase64Encoded() && response.getBody() != null
            ? new String(java.util.Base64.getDecoder().decode(response.getBody()), java.nio.charset.StandardCharsets.UTF_8)
            : response.getBody();
    boolean page = body != null && body.startsWith("<");
    return new Answered(response.getStatusCode(), page ? TextNode.valueOf(body) : JSON.readTree(body == null ? "" : body), response);
  }

  private record Answered(int status, JsonNode body, APIGatewayV2HTTPResponse response) {}

  @Test
  void everyFileHasAHandler() throws IOException {
    try (Stream<Path> files = Files.list(EVENTS)) {
      assertEquals(
          Set.of(
              "plan", "docs", "status", "approve", "feedback", "suggest", "admin", "chat", "chat-settings", "agent-worker", "delivery-worker", "dead-letter", "sweeper", "redrive", "keys",
              "watches", "price-watch", "watch-worker"),
          Set.copyOf(files.map(f -> f.getFileName().toString().replace(".json", "")).toList()));
    }
  }

  @Test
  void httpHandlersAnswerTheirEvents() throws IOException {
    Answered accepted = call(http("plan"), read("plan", APIGatewayV2HTTPEvent.class));
    assertEquals(202, accepted.status(), () -> accepted.body().toString());
    String id = accepted.body().get("job_id").asText();

    // The other files name a job of another deployment; here it is the one that was just made.
    for (String name : List.of("status", "approve", "feedback")) {
      APIGatewayV2HTTPEvent event = read(name, APIGatewayV2HTTPEvent.class);
      Answered missing = call(http(name), event);
      assertEquals(404, missing.status(), () -> name + " " + missing.body());
      assertEquals("NotFound", missing.body().get("error").asText());
      String other = missing.body().get("job_id").asText();
      APIGatewayV2HTTPEvent ours = read(name, APIGatewayV2HTTPEvent.class);
      ours.setRawPath(ours.getRawPath().replace(other, id));
      ours.setBody(ours.getBody() == null ? null : ours.getBody().replace(other, id));
      if (ours.getPathParameters() != null) {
        ours.setPathParameters(new HashMap<>(Map.of("job_id", id)));
      }
      Answered found = call(http(name), ours);
      assertEquals(name.equals("approve") ? 400 : 200, found.status(), () -> name + " " + found.body());
      assertEquals(id, found.body().get("job_id").asText());
    }
  }

  @Test
  void theSuggestFunctionTakesTheTriggerOfItsEvent() throws IOException {
    Answered accepted = call(http("suggest"), read("suggest", APIGatewayV2HTTPEvent.class));
    assertEquals(202, accepted.status(), () -> accepted.body().toString());
  }

  @Test
  void aFunctionServesItsOwnRoutesOnly() throws IOException {
    List<String> all = new ArrayList<>();
    ROUTES.values().forEach(all::addAll);
    assertEquals(Set.copyOf(cloud.local().routes()), Set.copyOf(all), "the routes of the template");
    for (String function : ROUTES.keySet()) {
      for (Map.Entry<String, List<String>> owner : ROUTES.entrySet()) {
        for (String route : owner.getValue()) {
          APIGatewayV2HTTPEvent event = event(owner.getKey(), route);
          if (route.contains("/public/")) {
            event.setRawQueryString("token=" + token(event.getPathParameters().get("job_id")));
            event.setQueryStringParameters(new HashMap<>(Map.of("token", token(event.getPathParameters().get("job_id")))));
          }
          Answered answer = call(http(function), event);
          boolean own = function.equals(owner.getKey());
          if (route.startsWith("HEAD ")) {
            // Nothing in the answer says whose 404 it is.
            assertEquals(404, answer.status());
            continue;
          }
          String message = answer.body().path("message").asText();
          assertEquals(!own, message.equals("There is nothing here."), () -> function + " on " + route + ": " + answer.body());
          if (!own) {
            assertEquals(404, answer.status());
            assertEquals("NotFound", answer.body().get("error").asText());
            assertTrue(answer.response().getHeaders().toString().contains("application/problem+json"));
          }
        }
      }
    }
  }

  /** One that every function's filter lets through. */
  private String token(String job) {
    ApplicationContext context = context(PlanHandler.class);
    context.getBean(LinkKey.class).prepare();
    return context.getBean(LinkTokens.class).sign("open", job, cloud.clock().instant()).orElseThrow();
  }

  /** The event of a file, on another route of the same function. */
  private static APIGatewayV2HTTPEvent event(String file, String route) throws IOException {
    APIGatewayV2HTTPEvent event = read(file, APIGatewayV2HTTPEvent.class);
    String method = route.split(" ")[0];
    Map<String, String> variables =
        Map.of("job_id", "01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a", "user_id", "user_123", "file", "nothing", "webhook_id", "whep_1", "delivery_id", "1.callback", "conversation_id", "c1");
    variables = new HashMap<>(variables);
    variables.put("watch_id", "x");
    String path = route.split(" ")[1];
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      path = path.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    event.setRouteKey(route);
    event.setRawPath(path);
    event.setPathParameters(variables);
    event.getRequestContext().setRouteKey(route);
    event.getRequestContext().getHttp().setMethod(method);
    event.getRequestContext().getHttp().setPath(path);
    if (!method.equals("POST")) {
      event.setBody(null);
    }
    if (route.endsWith("/sync") || route.equals("POST /v1/webhooks")) {
      // Refused at once: nobody waits for a job that no worker takes up, and nobody is told of the other tests' jobs.
      event.setBody("{}");
      event.setIsBase64Encoded(false);
    }
    return event;
  }

  @Test
  void theChatAnswersItsEvent() throws IOException {
    Answered answer = call(http("chat"), read("chat", APIGatewayV2HTTPEvent.class));
    assertEquals(200, answer.status(), () -> answer.body().toString());
    assertEquals("success", answer.body().get("status").asText());
    assertTrue(answer.body().get("job_id").isTextual(), () -> answer.body().toString());
  }

  @Test
  void theWorkerReportsAMessageOfNoJob() throws IOException {
    SQSEvent event = read("agent-worker", SQSEvent.class);
    SQSBatchResponse answer = new AgentWorkerHandler(context(AgentWorkerHandler.class)).handleRequest(event, new NoContext());
    assertEquals(
        List.of(event.getRecords().getFirst().getMessageId()),
        answer.getBatchItemFailures().stream().map(SQSBatchResponse.BatchItemFailure::getItemIdentifier).toList());
  }

  @Test
  void theAdminFunctionAddsTheWebhookOfItsEvent() throws IOException {
    Answered made = call(http("admin"), read("admin", APIGatewayV2HTTPEvent.class));
    assertEquals(201, made.status(), () -> made.body().toString());
    assertTrue(made.body().get("secret").asText().startsWith("whsec_"));
    // Nobody is to be told of the other tests' jobs.
    assertEquals(204, cloud.delete("/v1/webhooks/" + made.body().get("webhook_id").asText()).status());
  }

  @Test
  void aNoticeThatIsOwedNoMoreIsNoFault() throws IOException {
    SQSEvent event = read("delivery-worker", SQSEvent.class);
    SQSBatchResponse answer = new DeliveryWorkerHandler(context(DeliveryWorkerHandler.class)).handleRequest(event, new NoContext());
    assertEquals(List.of(), answer.getBatchItemFailures());
  }

  @Test
  void deadLettersAreParkedAndRedriven() throws IOException {
    SQSEvent event = read("dead-letter", SQSEvent.class);
    SQSBatchResponse answer = new DeadLetterHandler(context(DeadLetterHandler.class)).handleRequest(event, new NoContext());
    assertEquals(List.of(), answer.getBatchItemFailures());
    RedriveHandler redrive = new RedriveHandler(context(RedriveHandler.class));
    String id = event.getRecords().getFirst().getMessageId();
    assertEquals(Map.of("outcome", "pointless"), redrive.handleRequest(Map.of("id", id), new NoContext()), "its job is not here");
    assertEquals(Map.of("outcome", "unknown"), redrive.handleRequest(Map.of("id", "nothing"), new NoContext()));
  }

  @Test
  void theKeysFunctionMakesTheKeyOfItsEvent() throws IOException {
    Map<String, Object> event = JSON.readValue(EVENTS.resolve("keys.json").toFile(), new TypeReference<>() {});
    Map<String, Object> answer = new KeysHandler(context(KeysHandler.class)).handleRequest(event, new NoContext());
    assertTrue(answer.get("key").toString().startsWith("lk_"), answer::toString);
  }

  @Test
  void theSettingsOfTheEventAreKept() throws IOException {
    Map<String, Object> event = JSON.readValue(EVENTS.resolve("chat-settings.json").toFile(), new TypeReference<>() {});
    ChatSettingsHandler settings = new ChatSettingsHandler(context(ChatSettingsHandler.class));
    assertEquals(event.get("settings"), settings.handleRequest(event, new NoContext()).get("settings"));
    assertEquals(event.get("settings"), settings.handleRequest(Map.of("action", "get", "tenant", "acme"), new NoContext()).get("settings"));
  }

  @Test
  void watchesAreMadeHandedOutAndChecked() throws IOException {
    Answered made = call(http("watches"), read("watches", APIGatewayV2HTTPEvent.class));
    assertEquals(201, made.status(), () -> made.body().toString());
    String due = made.body().get("watch_id").asText();
    try (IdleQueue handedOut = new IdleQueue(cloud)) {
      Map<String, Object> properties = new HashMap<>(cloud.properties(queue.url()));
      properties.put("lotara.watch-queue", handedOut.url());
      try (ApplicationContext context = LotaraFunction.contextFor(PriceWatchHandler.class).properties(properties).start()) {
        new PriceWatchHandler(context).handleRequest(read("price-watch", ScheduledEvent.class), new NoContext());
      }
      List<String> messages = new ArrayList<>();
      for (List<String> taken = handedOut.take(); !taken.isEmpty(); taken = handedOut.take()) {
        messages.addAll(taken);
      }
      assertTrue(messages.stream().anyMatch(m -> m.contains("\"open\"") && m.contains(due)), () -> due + " is not in " + messages);
    }

    SQSEvent event = read("watch-worker", SQSEvent.class);
    WatchWorkerHandler worker = new WatchWorkerHandler(context(WatchWorkerHandler.class));
    assertEquals(List.of(), worker.handleRequest(event, new NoContext()).getBatchItemFailures(), "a watch of another deployment");
    String id = made.body().get("watch_id").asText();
    event.getRecords().getFirst().setBody(event.getRecords().getFirst().getBody().replace("01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a", id));
    assertEquals(List.of(), worker.handleRequest(event, new NoContext()).getBatchItemFailures());
    APIGatewayV2HTTPEvent get = event("watches", "GET /v1/watches/{watch_id}");
    get.setPathParameters(Map.of("watch_id", id));
    JsonNode watch = call(http("watches"), get).body();
    assertTrue(watch.at("/history/0/price/amount").doubleValue() > 0, watch::toString);
    event.getRecords().getFirst().setBody("poison");
    assertEquals(1, worker.handleRequest(event, new NoContext()).getBatchItemFailures().size());
  }

  @Test
  void theSweeperTakesItsEvent() throws IOException {
    ScheduledEvent event = read("sweeper", ScheduledEvent.class);
    assertNotNull(event.getTime());
    new SweeperHandler(context(SweeperHandler.class)).handleRequest(event, new NoContext());
  }
}
