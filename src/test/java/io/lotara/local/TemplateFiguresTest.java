package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  private static final String FUNCTION = "AWS::Serverless::Function";

  /** What is in words, or has a test of its own; everything else of a resource is in the list. */
  private static final Map<String, Set<String>> ELSEWHERE =
      Map.of(
          "AWS::CloudWatch::Alarm", Set.of("AlarmDescription"),
          "AWS::CloudWatch::Dashboard", Set.of("DashboardBody"),
          "AWS::DynamoDB::Table", Set.of("Tags"),
          "AWS::IAM::ManagedPolicy", Set.of("PolicyDocument"),
          "AWS::SNS::Topic", Set.of("Tags"),
          "AWS::SQS::Queue", Set.of("Tags"),
          "AWS::Logs::LogGroup", Set.of("LogGroupName"),
          "AWS::Serverless::HttpApi", Set.of("Tags"),
          FUNCTION, Set.of("Handler", "CodeUri", "Description", "LoggingConfig", "Policies", "Events", "Environment", "Tags"));

  private static final String TO_THE_TOPIC = "[{Fn::If=[HasAlarmTopic, {Ref=AlarmTopicArn}, {Ref=AlarmTopic}]}]";

  private static TreeSet<String> reviewed() throws IOException {
    return Files.readAllLines(REVIEWED).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every value there is, a line each; what is the same for many functions is one line. */
  private static TreeSet<String> present(Map<String, Object> template) {
    TreeSet<String> lines = new TreeSet<>();
    Values.map(template, "Globals", "")
        .forEach(
            (kind, global) -> {
              String every = "every " + kind.toLowerCase(Locale.ROOT);
              lines.add(line(every, without(Values.map(global, kind), Set.of("Environment", "Tags"))));
              environment(lines, every, Values.map(global, kind));
            });
    Values.map(template, "Parameters", "")
        .forEach((name, declared) -> lines.add(line("parameter " + name, without(Values.map(declared, name), Set.of("Description")))));
    Values.map(template, "Conditions", "").forEach((name, condition) -> lines.add("condition " + name + " " + condition));
    Values.map(template, "Resources", "").forEach((id, declared) -> resource(lines, id, Values.map(declared, id)));
    return lines;
  }

  private static void resource(Set<String> lines, String id, Map<String, Object> resource) {
    String type = String.valueOf(resource.get("Type"));
    Map<String, Object> properties = Values.map(resource, "Properties", id);
    Map<String, Object> values = without(properties, ELSEWHERE.getOrDefault(type, Set.of()));
    values.putAll(without(resource, Set.of("Type", "Properties")));
    String kind = type.replaceFirst(".*::", "");
    switch (kind) {
      case "Alarm" -> lines.add(alarm(id, values));
      case "LogGroup" -> lines.add(line("LogGroup …", values));
      case "Function" -> {
        if (!values.isEmpty()) {
          lines.add(line("Function " + id, values));
        }
        lines.add(logging(id, Values.map(properties, "LoggingConfig", id)));
        environment(lines, id, properties);
        Values.map(properties, "Events", id).forEach((name, event) -> lines.add(event(id + "." + name, Values.map(event, name))));
      }
      default -> lines.add(line(kind + " " + id, values));
    }
  }

  /** Methods and paths of routes are in the README's table; what a route says besides is the same for all. */
  private static String event(String name, Map<String, Object> event) {
    boolean route = "HttpApi".equals(event.get("Type"));
    Map<String, Object> values = without(Values.map(event, "Properties", name), route ? Set.of("Method", "Path") : Set.of("Description"));
    values.putAll(without(event, Set.of("Type", "Properties")));
    return line(event.get("Type") + " " + (route ? "…" : name), values);
  }

  /** Each function logs in one way into a group of its own. */
  private static String logging(String function, Map<String, Object> config) {
    Map<String, Object> values = without(config, Set.of());
    boolean own = Map.of("Ref", function.replaceFirst("Handler$", "Log")).equals(values.get("LogGroup"));
    if (own) {
      values.put("LogGroup", "its own");
    }
    return line("LoggingConfig " + (own ? "…" : function), values);
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

  private static void environment(Set<String> lines, String whose, Map<String, Object> function) {
    Values.map(Values.map(function, "Environment", whose), "Variables", whose)
        .forEach((name, value) -> lines.add("variable of " + whose + ": " + name + "=" + value));
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
    TreeSet<String> present = present(Slip.none());
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
      quoteCharacter = '`',
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
        "KeysHandler.Properties.Environment.Variables.LOTARA_DB_PASSPHRASE | hunter2-plain-text",
        "Globals.Function.Environment.Variables.LOTARA_AGENT_QUEUE | !Ref DeliveryQueue",
        "Globals.Function.Environment.Variables.LOTARA_APPROVAL_HOURS | !Ref WatchHours",
        "Globals.Function.Layers | [arn:aws:lambda:us-east-1:123456789012:layer:other:1]",
        "Globals.HttpApi.RouteSettings | {POST /v1/plan: {ThrottlingRateLimit: 10000}}",
        "HttpApi.Properties.RouteSettings | {POST /v1/plan: {ThrottlingRateLimit: 10000}}",
        "HttpApi.Properties.DefaultRouteSettings.DetailedMetricsEnabled | false",
        "HttpApi.Properties.AccessLogSettings.DestinationArn | !GetAtt PlanLog.Arn",
        "HttpApi.Properties.AccessLogSettings.Format | $context.requestId $context.path",
        "HttpApi.Properties.CorsConfiguration | true",
        "HttpApi.Properties.CorsConfiguration.AllowOrigins | ['*']",
        "HttpApi.Properties.CorsConfiguration.AllowCredentials | true",
        "HttpApi.Properties.CorsConfiguration.AllowMethods | [GET]",
        "HttpApi.Properties.CorsConfiguration.AllowHeaders.+ | Authorization",
        "HttpApi.Properties.CorsConfiguration.MaxAge | 0",
        "PlanHandler.Properties.Events.Plan.Properties.RouteSettings | {ThrottlingRateLimit: 10000}",
        "PlanHandler.Properties.Events.Plan.Properties.PayloadFormatVersion | '1.0'",
        "PlanHandler.Properties.Events.Plan.Properties.TimeoutInMillis | 1000",
        "PlanHandler.Properties.Events.Plan.Properties.ApiId | !Ref OtherApi",
        "PlanHandler.Properties.LoggingConfig.LogFormat | Text",
        "PlanHandler.Properties.LoggingConfig.ApplicationLogLevel | FATAL",
        "PlanHandler.Properties.LoggingConfig.SystemLogLevel | WARN",
        "PlanHandler.Properties.LoggingConfig.LogGroup | !Ref DocsLog",
        "Table.Properties.OnDemandThroughput | {MaxReadRequestUnits: 1, MaxWriteRequestUnits: 1}",
        "Table.Properties.TableClass | STANDARD_INFREQUENT_ACCESS",
        "Table.Properties.StreamSpecification | {StreamViewType: NEW_IMAGE}",
        "Table.Properties.GlobalSecondaryIndexes.0.Projection.ProjectionType | ALL",
        "Table.Properties.GlobalSecondaryIndexes.1.OnDemandThroughput | {MaxWriteRequestUnits: 1}",
        "Table.Properties.TimeToLiveSpecification.Enabled | false",
        "Table.DeletionPolicy | Delete",
        "Boundary.Properties.Roles | [!Ref PlanHandlerRole]",
        "Dashboard.Properties.DashboardName | other",
        "PlanErrors.Properties.AlarmActions | [!Ref AlarmTopicArn]",
        "AlarmTopic.Condition | HasAlarmTopic",
        "AlarmMail.Properties.Endpoint | somebody@example.com",
        "More | {Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref AlarmTopicArn]}}"
      })
  void aSlipIsSeen(String where, String value) throws IOException {
    assertEquals(List.of(), differences(Slip.none()), "as it is");
    String place = where.startsWith("Globals.") ? where : "Resources." + where;
    assertFalse(differences(Slip.at(place, value)).isEmpty(), where);
  }

  @Test
  void aVariableForAllIsSeenToo() throws IOException {
    List<String> seen = differences(Slip.at("Globals.Function.Environment.Variables.LOTARA_DB_PASSPHRASE", "hunter2-plain-text"));
    assertEquals(List.of("variable of every function: LOTARA_DB_PASSPHRASE=hunter2-plain-text"), seen);
    assertEquals(1, differences(Slip.at("Parameters.ApiKeyName.Default", "/hunter2")).size());
  }

  private static List<String> differences(Map<String, Object> template) throws IOException {
    TreeSet<String> present = present(template);
    present.removeAll(reviewed());
    return List.copyOf(present);
  }
}
