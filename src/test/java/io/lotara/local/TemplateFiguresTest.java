package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The values of template.yaml, held to the list that somebody has read and agreed to. Elsewhere is tested that an alarm or a limit is there; a
 * threshold with six zeros too many is there as well.
 */
class TemplateFiguresTest {
  private static final Path REVIEWED = Path.of("src/test/resources/template/figures.txt");

  /** What is in words, or has a test of its own. */
  private static final Map<String, Set<String>> ELSEWHERE =
      Map.of(
          "AWS::CloudWatch::Alarm", Set.of("AlarmDescription"),
          "AWS::SQS::Queue", Set.of("Tags"),
          "AWS::Logs::LogGroup", Set.of("LogGroupName"),
          "AWS::Serverless::HttpApi", Set.of("CorsConfiguration", "AccessLogSettings", "Tags"),
          "AWS::Serverless::Function",
          Set.of("Handler", "CodeUri", "Description", "LoggingConfig", "Policies", "Events", "Environment", "Tags"));

  private static final String TO_THE_TOPIC = "{Fn::If=[HasAlarmTopic, [{Ref=AlarmTopicArn}], {Ref=AWS::NoValue}]}";

  private static TreeSet<String> reviewed() throws IOException {
    return Files.readAllLines(REVIEWED).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every value there is, a line each; what is the same for many functions is one line. */
  private static TreeSet<String> present(Map<String, Object> template) {
    TreeSet<String> lines = new TreeSet<>();
    Map<String, Object> global = Values.map(Values.map(template, "Globals", ""), "Function", "");
    lines.add(line("every function", without(global, ELSEWHERE.get("AWS::Serverless::Function"))));
    environment(lines, "every function", global);
    Values.map(template, "Parameters", "")
        .forEach((name, declared) -> lines.add(line("parameter " + name, without(Values.map(declared, name), Set.of("Description")))));
    Values.map(template, "Conditions", "").forEach((name, condition) -> lines.add("condition " + name + " " + condition));
    Values.map(template, "Resources", "").forEach((id, declared) -> resource(lines, id, Values.map(declared, id)));
    return lines;
  }

  private static void resource(Set<String> lines, String id, Map<String, Object> resource) {
    String type = String.valueOf(resource.get("Type"));
    if (!ELSEWHERE.containsKey(type)) {
      return;
    }
    Map<String, Object> properties = Values.map(resource, "Properties", id);
    Map<String, Object> values = without(properties, ELSEWHERE.get(type));
    values.putAll(without(resource, Set.of("Type", "Properties")));
    String kind = type.replaceFirst(".*::", "");
    switch (kind) {
      case "Alarm" -> lines.add(alarm(id, values));
      case "LogGroup" -> lines.add(line("LogGroup …", values));
      case "Function" -> {
        if (!values.isEmpty()) {
          lines.add(line("Function " + id, values));
        }
        environment(lines, id, properties);
        Values.map(properties, "Events", id)
            .forEach(
                (name, declared) -> {
                  Map<String, Object> event = Values.map(declared, name);
                  if (!"HttpApi".equals(event.get("Type"))) {
                    lines.add(line(event.get("Type") + " " + id + "." + name, without(Values.map(event, "Properties", name), Set.of("Description"))));
                  }
                });
      }
      default -> lines.add(line(kind + " " + id, values));
    }
  }

  /** The alarms that every function has are the same for all. */
  private static String alarm(String id, Map<String, Object> values) {
    values.computeIfPresent("AlarmActions", (name, actions) -> TO_THE_TOPIC.equals(String.valueOf(actions)) ? "the topic" : actions);
    String function = id.replaceFirst("(Errors|Throttles)$", "Handler");
    String own = "[{Name=FunctionName, Value={Ref=" + function + "}}]";
    if (function.equals(id) || !own.equals(String.valueOf(values.get("Dimensions")))) {
      return line("Alarm " + id, values);
    }
    values.put("Dimensions", "its function");
    return line("Alarm …" + id.substring(function.length() - "Handler".length()), values);
  }

  /** What a variable holds is said by a parameter or made of the stack; a value that stands in the template is in the list. */
  private static void environment(Set<String> lines, String whose, Map<String, Object> function) {
    Values.map(Values.map(function, "Environment", whose), "Variables", whose)
        .forEach(
            (name, value) -> {
              if (!(value instanceof Map<?, ?> made && made.keySet().equals(Set.of("Ref")))) {
                lines.add("variable of " + whose + ": " + name + "=" + value);
              }
            });
  }

  private static Map<String, Object> without(Map<String, Object> all, Set<String> names) {
    Map<String, Object> others = new TreeMap<>(all);
    others.keySet().removeAll(names);
    return others;
  }

  private static String line(String what, Map<String, Object> values) {
    return what + ": " + values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(", "));
  }

  @Test
  void everyValueIsAsItWasAgreed() throws IOException {
    TreeSet<String> reviewed = reviewed();
    TreeSet<String> present = present(TemplateYaml.read(Path.of("template.yaml")));
    TreeSet<String> unknown = new TreeSet<>(present);
    unknown.removeAll(reviewed);
    TreeSet<String> gone = new TreeSet<>(reviewed);
    gone.removeAll(present);
    if (!unknown.isEmpty() || !gone.isEmpty()) {
      fail(
          """
          %s does not say what template.yaml says. If the change is meant, add these lines:
          %s
          and remove these:
          %s"""
              .formatted(REVIEWED, String.join("\n", unknown), String.join("\n", gone)));
    }
  }

  /** The slips that this is for, made on purpose. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JobsStuck.Properties.Threshold | 1000000",
        "AgentQueueOld.Properties.Threshold | 600000000",
        "PlanErrors.Properties.ComparisonOperator | LessThanThreshold",
        "PlanErrors.Properties.ActionsEnabled | false",
        "ApiFaults.Properties.Namespace | AWS/ApiGatewayV2",
        "SweeperSilent.Properties.Period | 86400",
        "SweeperSilent.Condition | HasApiKey",
        "HttpApi.Properties.DefaultRouteSettings.ThrottlingRateLimit | 99999",
        "PlanHandler.Properties.ReservedConcurrentExecutions | 1000",
        "AgentWorkerHandler.Properties.Events.Steps.Properties.ScalingConfig.MaximumConcurrency | 1000",
        "SweeperHandler.Properties.Events.EveryMinute.Properties.Schedule | rate(1 day)",
        "DeliveryQueue.Properties.MessageRetentionPeriod | 60",
        "AgentQueue.Properties.VisibilityTimeout | 43200",
        "AgentQueue.Properties.RedrivePolicy.maxReceiveCount | 1000",
        "ApiLog.Properties.RetentionInDays | 1",
        "KeysHandler.Properties.Environment.Variables.LOTARA_DB_PASSPHRASE | hunter2-plain-text"
      })
  void aSlipIsSeen(String where, String value) throws IOException {
    assertEquals(List.of(), differences(template -> {}), "as it is");
    assertFalse(differences(template -> set(template, "Resources." + where, value)).isEmpty(), where);
  }

  @Test
  void aVariableForAllIsSeenToo() throws IOException {
    List<String> seen = differences(template ->
        set(template, "Globals.Function.Environment.Variables.LOTARA_DB_PASSPHRASE", "hunter2-plain-text"));
    assertEquals(List.of("variable of every function: LOTARA_DB_PASSPHRASE=hunter2-plain-text"), seen);
    assertTrue(differences(template -> set(template, "Parameters.ApiKeyName.Default", "/hunter2")).size() == 1);
  }

  private static List<String> differences(Consumer<Map<String, Object>> slip) throws IOException {
    Map<String, Object> template = TemplateYaml.read(Path.of("template.yaml"));
    slip.accept(template);
    TreeSet<String> present = present(template);
    present.removeAll(reviewed());
    return List.copyOf(present);
  }

  @SuppressWarnings("unchecked")
  private static void set(Map<String, Object> in, String where, Object value) {
    String[] path = where.split("\\.");
    Map<String, Object> at = in;
    for (int i = 0; i < path.length - 1; i++) {
      at = (Map<String, Object>) at.computeIfAbsent(path[i], name -> new TreeMap<String, Object>());
    }
    at.put(path[path.length - 1], value);
  }
}
