package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must hold of template.yaml and infra/ whatever is added to them. */
class DeploymentTest {
  private static final Path FILE = Path.of("template.yaml");
  private static final Map<String, Object> RAW = TemplateYaml.read(FILE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Map<String, Map<String, Object>> resources(String type) {
    return TemplateYaml.properties(RAW, type);
  }

  private static Template template() {
    var template = Template.load(FILE, "test", Map.of());
    for (var queue : template.queues()) {
      template.made(queue.id(), Map.of("Ref", "url-" + queue.id(), "Arn", queue.id()));
    }
    return template;
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionHasLogAlarmsAndNarrowPermissions() {
    var alarmed = new HashSet<String>();
    resources("AWS::CloudWatch::Alarm").values().forEach(alarm -> {
      var properties = Values.map(alarm, "alarm");
      for (Object dimension : Values.list(properties.get("Dimensions"), "alarm")) {
        alarmed.add(properties.get("MetricName") + " " + Values.map(dimension, "alarm").get("Value"));
      }
    });
    return resources("AWS::Serverless::Function").entrySet().stream()
        .map(
            function ->
                DynamicTest.dynamicTest(
                    function.getKey(),
                    () -> {
                      var id = function.getKey();
                      var properties = Values.map(function.getValue(), id);
                      var log = Values.map(Values.map(properties, "LoggingConfig", id).get("LogGroup"), id).get("Ref");
                      assertTrue(resources("AWS::Logs::LogGroup").containsKey(log), "a log group of its own");
                      assertTrue(alarmed.contains("Errors {Ref=" + id + "}"), "an alarm for errors");
                      assertTrue(alarmed.contains("Throttles {Ref=" + id + "}"), "an alarm for throttles");
                      var policies = String.valueOf(properties.get("Policies"));
                      assertFalse(policies.replace(":s3:::${Prefix}/*, {Prefix={Fn::Select=[1, {Fn::Split=[s3://, {Ref=ChatTexts}", "").contains("*"), policies);
                      assertEquals(!id.equals("DocsHandler"), policies.contains("Action"), "permissions, but where nothing is touched");
                      assertEquals("io.lotara.handler." + id, properties.get("Handler"), "named as its class");
                    }));
  }

  @Test
  void logsAreNotKeptForever() {
    resources("AWS::Logs::LogGroup").forEach((id, group) -> assertTrue(Values.map(group, id).containsKey("RetentionInDays"), id));
  }

  @Test
  void aRequestIsAnsweredBeforeTheGatewayGivesUp() {
    var template = template();
    var http = new HashSet<String>();
    template.routes().forEach(route -> http.add(route.function()));
    for (var function : template.functions()) {
      if (http.contains(function.id())) {
        assertTrue(function.timeout().toSeconds() <= 29, function.id());
      }
    }
  }

  @Test
  void aMessageStaysHiddenForSixRunsAndIsTriedFiveToTenTimes() {
    var template = template();
    var timeouts = new HashMap<String, Long>();
    template.functions().forEach(function -> timeouts.put(function.id(), function.timeout().toSeconds()));
    var queues = new HashMap<String, Map<String, Object>>();
    template.queues().forEach(queue -> queues.put(queue.id(), queue.properties()));
    var deadLetterQueues = new HashSet<Object>();
    queues.values().forEach(queue -> deadLetterQueues.add(Values.map(queue, "RedrivePolicy", "").get("deadLetterTargetArn")));
    for (var source : template.queueSources()) {
      var queue = queues.get(source.queueArn());
      int visibility = Values.number(queue, "VisibilityTimeout", 30, source.id());
      assertTrue(visibility >= 6 * timeouts.get(source.function()), source.id());
      assertTrue(visibility <= 10 * timeouts.get(source.function()), source.id() + ": what a worker that died has left waits no longer");
      assertTrue(source.partial(), source.id() + " reports failures one by one");
      if (!deadLetterQueues.contains(source.queueArn())) {
        int receives = Values.number(Values.map(queue, "RedrivePolicy", source.id()), "maxReceiveCount", 0, source.id());
        assertTrue(receives >= 5 && receives <= 10, source.id());
      }
    }
    for (Object arn : deadLetterQueues) {
      if (arn != null) {
        assertEquals(14 * 24 * 3600, Values.number(queues.get(arn), "MessageRetentionPeriod", 0, arn.toString()));
      }
    }
    queues.forEach(
        (id, queue) -> {
          int receives = Values.number(Values.map(queue, "RedrivePolicy", id), "maxReceiveCount", 1, id);
          int visibility = Values.number(queue, "VisibilityTimeout", 30, id);
          int kept = Values.number(queue, "MessageRetentionPeriod", 345_600, id);
          assertTrue(kept >= 86_400, id + ": a message outlives a bad day");
          assertTrue(kept >= 10 * receives * visibility, id + ": a message that fails becomes a dead letter before it is too old");
          assertTrue(Values.flag(queue, "SqsManagedSseEnabled", false, id), id);
        });
  }

  @Test
  void theVersionIsTheProjects() throws Exception {
    var pom = Files.readString(Path.of("pom.xml"));
    var version = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
    assertEquals(version, template().functions().getFirst().environment().get("LOTARA_VERSION"));
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionHasAnEventToTryItWith() {
    var template = template();
    return template.functions().stream()
        .map(
            function ->
                DynamicTest.dynamicTest(
                    function.id(),
                    () -> {
                      var name = function.id().replaceFirst("Handler$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase();
                      var event = JSON.readTree(Path.of("infra/events", name + ".json").toFile());
                      var keys = template.routes().stream().filter(r -> r.function().equals(function.id())).map(Template.Route::key).toList();
                      if (!keys.isEmpty()) {
                        assertEquals("2.0", event.path("version").asText());
                        assertTrue(keys.contains(event.path("routeKey").asText()), () -> "a route of its own, not " + event.path("routeKey"));
                        assertEquals(event.path("rawPath"), event.path("requestContext").path("http").path("path"));
                      } else if (event.has("Records")) {
                        assertEquals("aws:sqs", event.path("Records").path(0).path("eventSource").asText());
                      } else if (template.schedules().stream().anyMatch(schedule -> schedule.function().equals(function.id()))) {
                        assertEquals("Scheduled Event", event.path("detail-type").asText());
                      } else {
                        assertTrue(event.isObject(), "invoked by hand");
                      }
                    }));
  }

  @ParameterizedTest
  @CsvSource({"step, agent-worker", "notice, delivery-worker"})
  void theMessagesExampleHasExactlyTheFieldsOfItsSchema(String message, String function) throws Exception {
    var schema = JSON.readTree(Path.of("infra/messages", message + ".schema.json").toFile());
    var example = JSON.readTree(Path.of("infra/messages", message + ".json").toFile());
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    var fields = new HashSet<String>();
    example.fieldNames().forEachRemaining(fields::add);
    assertEquals(required, fields);
    var event = JSON.readTree(Path.of("infra/events", function + ".json").toFile());
    assertEquals(example, JSON.readTree(event.path("Records").path(0).path("body").asText()));
  }

  @Test
  void theExampleOfWatchesHasExactlyTheFieldsOfItsSchema() throws Exception {
    var schema = JSON.readTree(Path.of("infra/messages/watches.schema.json").toFile());
    var example = JSON.readTree(Path.of("infra/messages/watches.json").toFile());
    for (String path : List.of("", "/watches/0")) {
      var required = new HashSet<String>();
      schema.at(path.isEmpty() ? "" : "/properties/watches/items").path("required").forEach(name -> required.add(name.asText()));
      var fields = new HashSet<String>();
      example.at(path).fieldNames().forEachRemaining(fields::add);
      assertEquals(required, fields);
    }
    var event = JSON.readTree(Path.of("infra/events/watch-worker.json").toFile());
    assertEquals(example, JSON.readTree(event.path("Records").path(0).path("body").asText()));
    var codec = new io.lotara.sqs.WatchMessageCodec(io.micronaut.json.JsonMapper.createDefault());
    assertEquals(example, JSON.readTree(codec.write(codec.read(example.toString()))));
  }

  @Test
  void onlyVariablesThatTheTemplateNamesAreSetForSamLocal() throws Exception {
    var names = List.copyOf(template().functions().getFirst().environment().keySet());
    JSON.readTree(Path.of("infra/env-vars.json").toFile())
        .path("Parameters")
        .fieldNames()
        .forEachRemaining(name -> assertTrue(names.contains(name), name + " would be ignored"));
  }
}
