package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The template is the only list: what is taken out of a copy of it is gone, and nothing else. */
@ResourceLock("handlers")
class CutTemplateTest {
  @TempDir Path directory;

  /** A copy of the project's template, with this test's handlers in it. */
  private LocalCloud start(Consumer<Map<String, Object>> cut) throws Exception {
    var template = TemplateYaml.read(Path.of("template.yaml"));
    at(template, "Resources").values().forEach(value -> {
      var resource = cast(value);
      if ("AWS::Serverless::Function".equals(resource.get("Type"))) {
        var properties = at(resource, "Properties");
        var events = String.valueOf(properties.get("Events"));
        var handler = events.contains("Type=SQS") ? BatchHandler.class : events.contains("Type=Schedule") ? TickHandler.class : EchoHandler.class;
        properties.put("Handler", handler.getName());
      }
    });
    cut.accept(template);
    var file = directory.resolve("template.yaml");
    Files.writeString(file, new Dump(DumpSettings.builder().build()).dumpToString(template));
    TickHandler.TICKS.clear();
    BatchHandler.seen("cut").clear();
    return LocalCloud.start(LocalOptions.of(file).environment("TEST_SEEN", "cut"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> at(Map<String, Object> map, String... path) {
    for (String key : path) {
      map = cast(map.get(key));
    }
    return map;
  }

  private static int plan(LocalCloud cloud) throws Exception {
    var trip = "{\"user_id\":\"u\",\"query\":\"Plan a 3-day trip to Paris from London\"}";
    var request = HttpRequest.newBuilder(URI.create(cloud.baseUrl() + "/v1/plan")).header("Content-Type", "application/json");
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.POST(BodyPublishers.ofString(trip)).build(), BodyHandlers.discarding()).statusCode();
    }
  }

  private static int status(LocalCloud cloud, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(cloud.baseUrl() + path)).build(), BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void whatTheTemplateListsIsServed() throws Exception {
    try (var cloud = start(template -> {})) {
      assertEquals(200, status(cloud, "/health"));
      assertEquals(200, status(cloud, "/v1/status/some-job"));
      assertNotNull(TickHandler.TICKS.poll(20, TimeUnit.SECONDS), "the sweeper's schedule fires");
      cloud.sqs().sendMessage(message -> message.queueUrl(cloud.queueUrl("AgentQueue")).messageBody("step"));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (BatchHandler.seen("cut").isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertEquals("step", BatchHandler.seen("cut").peek().body());
    }
  }

  @Test
  void aRouteThatIsTakenOutIsGone() throws Exception {
    try (var cloud = start(template -> at(template, "Resources", "PlanHandler", "Properties", "Events").remove("Health"))) {
      assertEquals(404, status(cloud, "/health"));
      assertEquals(200, status(cloud, "/v1/status/some-job"));
      assertFalse(cloud.routes().contains("GET /health"));
    }
  }

  @Test
  void aPermissionThatIsTakenOutIsGone() throws Exception {
    Consumer<Map<String, Object>> deployed = template -> at(template, "Resources", "PlanHandler", "Properties").put("Handler", "io.lotara.handler.PlanHandler");
    try (var cloud = start(deployed)) {
      assertEquals(202, plan(cloud));
    }
    try (var cloud = start(deployed.andThen(template -> at(template, "Resources", "PlanHandler", "Properties").remove("Policies")))) {
      assertTrue(plan(cloud) >= 500);
    }
  }

  @Test
  void aScheduleThatIsTakenOutIsGone() throws Exception {
    Consumer<Map<String, Object>> cut =
        template -> {
          at(template, "Resources", "SweeperHandler", "Properties", "Events").clear();
          at(template, "Resources", "PriceWatchHandler", "Properties", "Events").clear();
        };
    try (var cloud = start(cut)) {
      assertEquals(Set.of(), cloud.scheduleIds());
      cloud.clock().advance(Duration.ofHours(1));
      assertNull(TickHandler.TICKS.poll(300, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void aQueueThatIsTakenOutIsGone() throws Exception {
    Consumer<Map<String, Object>> cut =
        template -> {
          at(template, "Resources").remove("AgentQueue");
          at(template, "Globals", "Function", "Environment", "Variables").remove("LOTARA_AGENT_QUEUE");
          at(template, "Resources", "AgentWorkerHandler", "Properties", "Events").clear();
        };
    Set<String> others = new HashSet<>();
    Template.load(Path.of("template.yaml"), "whole", Map.of()).queueSources().forEach(source -> others.add(source.id()));
    assertTrue(others.remove("AgentWorkerHandlerSteps"));
    try (var cloud = start(cut)) {
      assertThrows(IllegalArgumentException.class, () -> cloud.queueUrl("AgentQueue"));
      assertThrows(QueueDoesNotExistException.class, () -> cloud.sqs().getQueueUrl(wanted -> wanted.queueName("lotara-local-AgentQueue")));
      assertEquals(others, Set.copyOf(cloud.queueSources()));
    }
    var named = assertThrows(TemplateException.class, () -> start(template -> at(template, "Resources").remove("AgentQueue")));
    assertTrue(named.getMessage().contains("AgentQueue"), named.getMessage());
  }
}
