package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard of template.yaml is JSON that CloudWatch takes, and shows what an operator asks first. */
class DashboardTest {
  private static final Map<String, Object> RESOURCES = Values.map(TemplateYaml.read(Path.of("template.yaml")), "Resources", "");

  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)(\\.\\w+)?}");

  private static final Pattern TARGET = Pattern.compile("deadLetterTargetArn=\\{Fn::GetAtt=\\[(\\w+), Arn]}");

  private static final Pattern METRIC_NAME = Pattern.compile("MetricName=(\\w+)");

  private static JsonNode widgets() throws Exception {
    Object body = Values.map(Values.map(RESOURCES, "Dashboard", ""), "Properties", "Dashboard").get("DashboardBody");
    return new ObjectMapper().readTree(String.valueOf(((Map<?, ?>) body).get("Fn::Sub"))).path("widgets");
  }

  @Test
  void everyWidgetHasATitleAndTheRegionOfTheStack() throws Exception {
    for (JsonNode widget : widgets()) {
      assertTrue(widget.path("properties").path("title").asText().length() > 3, widget.toString());
      assertEquals("${AWS::Region}", widget.path("properties").path("region").asText());
    }
  }

  private static Map<String, Map<String, Object>> properties(String type) {
    Map<String, Map<String, Object>> found = new TreeMap<>();
    RESOURCES.forEach(
        (id, declaration) -> {
          if (type.equals(Values.map(declaration, id).get("Type"))) {
            found.put(id, Values.map(Values.map(declaration, id), "Properties", id));
          }
        });
    return found;
  }

  /** The metrics of all widgets, each as a text without spaces. */
  private static Set<String> metrics() throws Exception {
    Set<String> metrics = new HashSet<>();
    for (JsonNode widget : widgets()) {
      widget.path("properties").path("metrics").forEach(metric -> metrics.add(metric.toString()));
    }
    return metrics;
  }

  private static void shows(String beginning) throws Exception {
    assertTrue(metrics().stream().anyMatch(metric -> metric.startsWith(beginning)), () -> "nothing shows " + beginning);
  }

  private static void searches(String dimension, String metric) throws Exception {
    String search = "SEARCH('{%s} MetricName=\\\"%s\\\" \\\"${AWS::StackName}\\\"'".formatted(dimension, metric);
    assertTrue(metrics().stream().anyMatch(m -> m.contains(search)), () -> "nothing searches for " + metric);
  }

  /** A search finds what has the stack's name in its own, as CloudFormation gives it where the template gives none. */
  @Test
  void everyFunctionIsFoundByItsName() throws Exception {
    for (String metric : List.of("Errors", "Throttles", "Duration", "ConcurrentExecutions")) {
      searches("AWS/Lambda,FunctionName", metric);
    }
    Map<String, Map<String, Object>> functions = properties("AWS::Serverless::Function");
    assertFalse(functions.isEmpty());
    functions.forEach((id, function) -> assertFalse(function.containsKey("FunctionName"), id));
  }

  @Test
  void everyQueueIsFoundByItsNameAndEveryDeadLetterIsCounted() throws Exception {
    searches("AWS/SQS,QueueName", "ApproximateAgeOfOldestMessage");
    searches("AWS/SQS,QueueName", "ApproximateNumberOfMessagesVisible");
    Set<String> deadLetters = new TreeSet<>();
    properties("AWS::SQS::Queue")
        .forEach(
            (id, queue) -> {
              assertFalse(queue.containsKey("QueueName"), id);
              Matcher target = TARGET.matcher(String.valueOf(queue.get("RedrivePolicy")));
              if (target.find()) {
                deadLetters.add(target.group(1));
              }
            });
    assertFalse(deadLetters.isEmpty());
    for (String queue : deadLetters) {
      shows("[\"AWS/SQS\",\"ApproximateNumberOfMessagesVisible\",\"QueueName\",\"${%s.QueueName}\"".formatted(queue));
      shows("[\"AWS/SQS\",\"ApproximateNumberOfMessagesNotVisible\",\"QueueName\",\"${%s.QueueName}\"".formatted(queue));
    }
  }

  @Test
  void everyScheduleHasItsHeartbeat() throws Exception {
    for (Map.Entry<String, Map<String, Object>> function : properties("AWS::Serverless::Function").entrySet()) {
      if (String.valueOf(function.getValue().get("Events")).contains("Type=Schedule")) {
        shows("[\"AWS/Lambda\",\"Invocations\",\"FunctionName\",\"${%s}\"".formatted(function.getKey()));
      }
    }
  }

  /** What an alarm looks at is to be seen, so that whoever is called finds it. */
  @Test
  void everythingThatRaisesAnAlarmIsShown() throws Exception {
    String all = String.join("\n", metrics());
    properties("AWS::CloudWatch::Alarm").forEach((id, alarm) -> {
      List<String> names = METRIC_NAME.matcher(alarm.toString()).results().map(name -> name.group(1)).toList();
      assertFalse(names.isEmpty(), id);
      names.forEach(name -> assertTrue(all.contains(name), () -> id + ": " + name));
    });
  }

  @Test
  void theApiAndEveryTableAreShown() throws Exception {
    for (String metric : List.of("Count", "4xx", "5xx", "Latency")) {
      shows("[\"AWS/ApiGateway\",\"%s\",\"ApiId\",\"${HttpApi}\"".formatted(metric));
    }
    for (Map.Entry<String, Map<String, Object>> table : properties("AWS::DynamoDB::Table").entrySet()) {
      for (String metric : List.of("ConsumedWriteCapacityUnits", "ConsumedReadCapacityUnits", "WriteThrottleEvents", "ReadThrottleEvents")) {
        shows("[\"AWS/DynamoDB\",\"%s\",\"TableName\",\"${%s}\"".formatted(metric, table.getKey()));
      }
      for (Object index : Values.list(table.getValue().get("GlobalSecondaryIndexes"), table.getKey())) {
        String name = Values.text(Values.map(index, table.getKey()), "IndexName", table.getKey());
        for (String metric : List.of("WriteThrottleEvents", "ReadThrottleEvents")) {
          shows("[\"AWS/DynamoDB\",\"%s\",\"TableName\",\"${%s}\",\"GlobalSecondaryIndexName\",\"%s\"".formatted(metric, table.getKey(), name));
        }
      }
    }
  }

  @Test
  void whatItNamesIsInTheTemplateAndNothingOverlaps() throws Exception {
    Set<String> places = new HashSet<>();
    for (JsonNode widget : widgets()) {
      assertTrue(places.add(widget.path("x") + "," + widget.path("y")), widget.toString());
      NAME.matcher(widget.toString()).results().forEach(name -> assertTrue(RESOURCES.containsKey(name.group(1)), name.group(1)));
    }
  }
}
