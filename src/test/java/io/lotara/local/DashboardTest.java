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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard of template.yaml is JSON that CloudWatch takes, and shows what an operator asks first. */
class DashboardTest {
  private static final Map<String, Object> TEMPLATE = TemplateYaml.read(Path.of("template.yaml"));

  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)(\\.\\w+)?}");

  private static final Pattern TARGET = Pattern.compile("deadLetterTargetArn=\\{Fn::GetAtt=\\[(\\w+), Arn]}");

  private static final Pattern METRIC_NAME = Pattern.compile("MetricName=(\\w+)");

  private static JsonNode widgets() throws Exception {
    Object body = properties("AWS::CloudWatch::Dashboard").get("Dashboard").get("DashboardBody");
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
    return TemplateYaml.properties(TEMPLATE, type);
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

  /** The rows of a widget that show one metric by one dimension; {@code ...} in a row stands for what the row before has there. */
  private static Set<String> shown(String namespace, String metric, String dimension) throws Exception {
    Set<String> values = new TreeSet<>();
    for (JsonNode widget : widgets()) {
      boolean same = false;
      for (JsonNode row : widget.path("properties").path("metrics")) {
        same = row.path(0).asText().equals("...") ? same : (namespace + metric + dimension).equals(row.path(0).asText() + row.path(1).asText() + row.path(2).asText());
        if (same) {
          values.add(row.path(row.path(0).asText().equals("...") ? 1 : 3).asText());
        }
      }
    }
    return values;
  }

  private static Set<String> names(String type, String attribute) {
    Set<String> names = properties(type).keySet().stream().map(id -> "${" + id + attribute + "}").collect(Collectors.toCollection(TreeSet::new));
    assertFalse(names.isEmpty());
    return names;
  }

  @Test
  void everyFunctionIsThere() throws Exception {
    for (String metric : List.of("Errors", "Throttles", "Duration", "ConcurrentExecutions")) {
      assertEquals(names("AWS::Serverless::Function", ""), shown("AWS/Lambda", metric, "FunctionName"), metric);
    }
  }

  /** A search finds words: what is named lotara-prod is found by lotara as well. */
  @Test
  void nothingOfAnotherStackIsFound() throws Exception {
    for (JsonNode widget : widgets()) {
      assertFalse(widget.toString().contains("SEARCH") || widget.toString().contains("AWS::StackName"), widget.toString());
    }
  }

  @Test
  void everyQueueIsThereAndEveryDeadLetterIsCounted() throws Exception {
    assertEquals(names("AWS::SQS::Queue", ".QueueName"), shown("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName"));
    assertEquals(names("AWS::SQS::Queue", ".QueueName"), shown("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName"));
    Set<String> deadLetters = new TreeSet<>();
    properties("AWS::SQS::Queue")
        .forEach(
            (id, queue) -> {
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
      names.forEach(name -> assertTrue(all.contains("\"" + name + "\""), () -> id + ": " + name));
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
      NAME.matcher(widget.toString()).results().forEach(name -> assertTrue(Values.map(TEMPLATE, "Resources", "").containsKey(name.group(1)), name.group(1)));
    }
  }
}
