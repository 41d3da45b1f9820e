package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.lotara.handler.PlanHandler;
import io.lotara.job.WorkMessage;
import io.lotara.sqs.NoticeMessageCodec;
import io.lotara.sqs.WorkMessageCodec;
import io.micronaut.json.JsonMapper;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What template.yaml promises of durability, safety and watching, resource by resource. What else is held: queues, visibility and
 * retention by {@code DeploymentTest}, each single permission by {@code PermissionMatrixTest}, and by {@code AccessTest}, which calls every route of
 * this file, that none is answered without a key: it stands in for the default authorizer, which is a filter of ours.
 */
class TemplateRulesTest {
  private static final Map<String, Object> RAW = TemplateYaml.read(Path.of("template.yaml"));
  private static final Map<String, Map<String, Object>> RESOURCES = resources();

  private static Map<String, Map<String, Object>> resources() {
    var resources = new LinkedHashMap<String, Map<String, Object>>();
    Values.map(RAW, "Resources", "").forEach((id, declaration) -> resources.put(id, Values.map(declaration, id)));
    return resources;
  }

  /** Properties of the resources of a type; those of functions with what is said for all of them. */
  private static Map<String, Map<String, Object>> properties(String type) {
    var found = TemplateYaml.properties(RAW, type);
    if (type.equals("AWS::Serverless::Function")) {
      found.replaceAll(
          (id, own) -> {
            var all = new HashMap<>(Values.map(Values.map(RAW, "Globals", ""), "Function", "Globals"));
            all.putAll(own);
            return all;
          });
    }
    return found;
  }

  private static Stream<DynamicTest> each(String type, java.util.function.BiConsumer<String, Map<String, Object>> rule) {
    var all = properties(type);
    assertFalse(all.isEmpty(), type);
    return all.entrySet().stream().map(one -> DynamicTest.dynamicTest(one.getKey(), () -> rule.accept(one.getKey(), one.getValue())));
  }

  @Test
  void itsHandlersAreTheHandlersThereAre() throws Exception {
    var classes = new TreeSet<String>();
    var folder = Path.of(PlanHandler.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve("io/lotara");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Handler.class")).toList()) {
        var name = "io.lotara." + folder.relativize(file).toString().replace(java.io.File.separatorChar, '.').replaceFirst("\\.class$", "");
        var type = Class.forName(name, false, PlanHandler.class.getClassLoader());
        if (RequestHandler.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          classes.add(name);
        }
      }
    }
    var handlers = properties("AWS::Serverless::Function").values().stream().map(f -> String.valueOf(f.get("Handler")));
    assertEquals(classes, handlers.collect(Collectors.toCollection(TreeSet::new)));
  }

  @TestFactory
  Stream<DynamicTest> functionsAreTracedAndRestoredFromASnapshotOfTheirLatestVersion() {
    return each(
        "AWS::Serverless::Function",
        (id, function) -> {
          assertEquals("java25", function.get("Runtime"));
          assertEquals("Active", function.get("Tracing"));
          assertEquals(Map.of("ApplyOn", "PublishedVersions"), function.get("SnapStart"));
          assertTrue(function.get("AutoPublishAlias") instanceof String, "an alias");
          assertEquals(true, function.get("AutoPublishAliasAllProperties"), "or a change of memory alone would publish nothing");
          assertTrue(Set.of("target/lotara-lambda.zip", "target/lotara-api.zip").contains(function.get("CodeUri")), "one of the two packages");
          assertTrue(Values.text(function, "Description", id).length() > 10, "says what it is for");
        });
  }

  @TestFactory
  Stream<DynamicTest> permissionsAreExact() {
    return each(
        "AWS::Serverless::Function",
        (id, function) -> {
          for (var statement : statements(id, function)) {
            var action = statement.get("Action");
            for (Object one : action instanceof List<?> several ? several : List.of(action)) {
              assertTrue(String.valueOf(one).matches("[a-z0-9]+:[A-Z][A-Za-z]+"), String.valueOf(one));
            }
            var resource = statement.get("Resource");
            for (Object one : resource instanceof List<?> several ? several : List.of(resource)) {
              assertTrue(one instanceof Map<?, ?> made && !made.isEmpty(), "made of the stack or its parameters, not " + one);
              // Texts of chats are called as tenants like; they are under a prefix of their own, and are read only.
              var texts = "s3:GetObject".equals(action) && String.valueOf(one).contains("Ref=ChatTexts");
              var named = texts ? String.valueOf(one).replace("${Prefix}/*", "") : String.valueOf(one);
              assertFalse(named.contains("*"), named);
            }
          }
        });
  }

  /** Statements of a function's policies; of a conditional one what it says when its condition holds. */
  private static List<Map<String, Object>> statements(String id, Map<String, Object> function) {
    return Values.list(function.get("Policies"), id).stream()
        .flatMap(policy -> Values.list(Values.map(policy, id).get("Statement"), id).stream())
        .map(statement -> Values.map(statement, id))
        .map(statement -> statement.containsKey("Fn::If") ? Values.map(Values.list(statement.get("Fn::If"), id).get(1), id) : statement)
        .toList();
  }

  @Test
  void noTwoFunctionsShareALog() {
    var logs = properties("AWS::Serverless::Function").values().stream().map(f -> String.valueOf(f.get("LoggingConfig"))).toList();
    assertEquals(logs.size(), new HashSet<>(logs).size());
    var names = properties("AWS::Logs::LogGroup").values().stream().map(g -> String.valueOf(g.get("LogGroupName"))).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
  }

  @TestFactory
  Stream<DynamicTest> tablesSurvive() {
    return each(
        "AWS::DynamoDB::Table",
        (id, table) -> {
          assertEquals("PAY_PER_REQUEST", table.get("BillingMode"));
          assertEquals(true, table.get("DeletionProtectionEnabled"));
          assertEquals(Map.of("PointInTimeRecoveryEnabled", true), table.get("PointInTimeRecoverySpecification"));
          assertEquals(Map.of("SSEEnabled", true), table.get("SSESpecification"));
          assertEquals(Map.of("AttributeName", "ttl", "Enabled", true), table.get("TimeToLiveSpecification"));
          assertEquals("Retain", RESOURCES.get(id).get("DeletionPolicy"));
          assertEquals("Retain", RESOURCES.get(id).get("UpdateReplacePolicy"));
        });
  }

  @TestFactory
  Stream<DynamicTest> aQueueDoesNotTakeAllTheFunctionsOfTheAccount() {
    return each(
        "AWS::Serverless::Function",
        (id, function) ->
            Values.map(function, "Events", id)
                .forEach(
                    (name, declaration) -> {
                      var event = Values.map(declaration, name);
                      if ("SQS".equals(event.get("Type"))) {
                        var source = Values.map(event, "Properties", name);
                        assertTrue(Values.map(source, "ScalingConfig", name).containsKey("MaximumConcurrency"), name);
                        assertEquals(List.of("ReportBatchItemFailures"), source.get("FunctionResponseTypes"));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theApiIsLoggedThrottledAndStrict() {
    return each(
        "AWS::Serverless::HttpApi",
        (id, api) -> {
          assertEquals(true, api.get("FailOnWarnings"));
          assertTrue(Values.map(api, "AccessLogSettings", id).containsKey("DestinationArn"));
          var throttling = Values.map(api, "DefaultRouteSettings", id);
          assertTrue(Values.number(throttling, "ThrottlingRateLimit", 0, id) > 0);
          assertTrue(Values.number(throttling, "ThrottlingBurstLimit", 0, id) > 0);
          var cors = Values.map(api, "CorsConfiguration", id);
          assertEquals(Map.of("Ref", "AllowedOrigins"), cors.get("AllowOrigins"));
          assertEquals(
              Set.of("Content-Type", "X-API-Key", "Idempotency-Key", "If-None-Match", "Last-Event-ID", "Prefer"),
              Set.copyOf(Values.strings(cors.get("AllowHeaders"), id)));
          assertEquals(
              Set.of("ETag", "Location", "Retry-After", "X-Request-Id"), Set.copyOf(Values.strings(cors.get("ExposeHeaders"), id)));
        });
  }

  /** Paths hold ids of jobs and users, and an address is somebody's: of a request only what tells nothing of who made it. */
  private static boolean tellsOfRequestsAndNobody(String format) {
    var names = java.util.regex.Pattern.compile("[$]context[.]([\\w.]+)").matcher(format).results().map(name -> name.group(1)).collect(Collectors.toSet());
    return names.contains("requestId")
        && Set.of("requestId", "requestTime", "routeKey", "status", "responseLatency", "integrationLatency", "responseLength", "integrationErrorMessage")
            .containsAll(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | { \"request_id\":\"$context.requestId\",\"route\":\"$context.routeKey\" }",
        "false | { \"route\":\"$context.routeKey\" }",
        "false | { \"request_id\":\"$context.requestId\",\"path\":\"$context.path\" }",
        "false | { \"request_id\":\"$context.requestId\",\"ip\":\"$context.identity.sourceIp\" }",
        "false | { \"request_id\":\"$context.requestId\",\"agent\":\"$context.identity.userAgent\" }",
        "false | { \"request_id\":\"$context.extendedRequestId\" }"
      })
  void anAccessLogThatTellsOfSomebodyIsSeen(boolean good, String format) {
    assertEquals(good, tellsOfRequestsAndNobody(format));
  }

  @TestFactory
  Stream<DynamicTest> theAccessLogTellsOfRequestsAndNobody() {
    return each(
        "AWS::Serverless::HttpApi",
        (id, api) -> assertTrue(tellsOfRequestsAndNobody(Values.text(Values.map(api, "AccessLogSettings", id), "Format", id)), id));
  }

  private static boolean watched(String metric, String dimension) {
    return properties("AWS::CloudWatch::Alarm").values().stream()
        .anyMatch(alarm -> metric.equals(alarm.get("MetricName")) && String.valueOf(alarm.get("Dimensions")).contains(dimension));
  }

  /** Queues that others send their failures to. */
  private static Set<String> deadLetterQueues() {
    return RESOURCES.keySet().stream()
        .filter(id -> properties("AWS::SQS::Queue").values().stream().anyMatch(q -> String.valueOf(q.get("RedrivePolicy")).contains("[" + id + ", Arn]")))
        .collect(Collectors.toSet());
  }

  /**
   * A message that was received three times or more is left out of the age of the oldest one. So the age tells of a queue that is not kept up with, and
   * for dead letters, which are there because they fail, every message counts.
   */
  @TestFactory
  Stream<DynamicTest> theAgeOfEveryQueueIsWatched() {
    var deadLetters = deadLetterQueues();
    assertFalse(deadLetters.isEmpty());
    return each(
        "AWS::SQS::Queue",
        (id, queue) -> {
          assertEquals(!deadLetters.contains(id), watched("ApproximateAgeOfOldestMessage", "[" + id + ", QueueName]"), id);
          assertEquals(deadLetters.contains(id), properties("AWS::CloudWatch::Alarm").values().stream().anyMatch(alarm -> counts(alarm, id)), id);
        });
  }

  /** Whether an alarm adds up all messages of a queue, those that somebody has just received too, minute by minute. */
  private static boolean counts(Map<String, Object> alarm, String queue) {
    var whole = "{%s={Metric={Namespace=AWS/SQS, MetricName=%s, Dimensions=[{Name=QueueName, Value={Fn::GetAtt=[%s, QueueName]}}]}, Period=60, Stat=Maximum}}";
    var parts = new HashSet<String>();
    for (Object one : Values.list(alarm.get("Metrics"), "Metrics")) {
      var metric = Values.map(one, "Metrics");
      parts.add(String.valueOf(metric.containsKey("Expression") ? metric.get("Expression") : Map.of(metric.get("Id"), metric.get("MetricStat"))));
    }
    return parts.equals(
            Set.of(
                whole.formatted("visible", "ApproximateNumberOfMessagesVisible", queue),
                whole.formatted("hidden", "ApproximateNumberOfMessagesNotVisible", queue),
                "FILL(visible, 0) + FILL(hidden, 0)"))
        && "GreaterThanOrEqualToThreshold".equals(alarm.get("ComparisonOperator"))
        && Values.number(alarm, "Threshold", 0, queue) == 1;
  }

  /** What an index refuses is not in the number of its table, and nothing has data under the table's name alone but the table. */
  @TestFactory
  Stream<DynamicTest> everyTableIsWatchedForThrottlesWithAllItsIndexes() {
    return each(
        "AWS::DynamoDB::Table",
        (id, table) -> {
          var whole = "{Name=TableName, Value={Ref=" + id + "}}";
          var wanted = new HashSet<>(Set.of("[" + whole + "]"));
          for (Object index : Values.list(table.get("GlobalSecondaryIndexes"), id)) {
            wanted.add("[%s, {Name=GlobalSecondaryIndexName, Value=%s}]".formatted(whole, Values.map(index, id).get("IndexName")));
          }
          for (var metric : List.of("WriteThrottleEvents", "ReadThrottleEvents")) {
            assertTrue(properties("AWS::CloudWatch::Alarm").values().stream().anyMatch(alarm -> sums(alarm, metric, wanted)), metric);
          }
        });
  }

  /** Whether an alarm adds up one metric of these dimensions, each of which has no data while nothing happens. */
  private static boolean sums(Map<String, Object> alarm, String name, Set<String> dimensions) {
    var seen = new HashSet<String>();
    var filled = new TreeSet<String>();
    var expression = "";
    for (Object one : Values.list(alarm.get("Metrics"), name)) {
      var query = Values.map(one, name);
      var statistic = Values.map(query, "MetricStat", name);
      var metric = Values.map(statistic, "Metric", name);
      if (query.containsKey("Expression")) {
        expression = Values.text(query, "Expression", name);
      } else if (name.equals(metric.get("MetricName")) && "AWS/DynamoDB".equals(metric.get("Namespace")) && "Sum".equals(statistic.get("Stat"))) {
        seen.add(String.valueOf(metric.get("Dimensions")));
        filled.add("FILL(" + query.get("Id") + ", 0)");
      }
    }
    return seen.equals(dimensions) && filled.equals(new TreeSet<>(List.of(expression.split(" [+] "))));
  }

  @TestFactory
  Stream<DynamicTest> everyScheduleIsMissedWhenItIsSilent() {
    return each(
        "AWS::Serverless::Function",
        (id, function) -> {
          var scheduled = Values.map(function, "Events", id).values().stream().anyMatch(e -> String.valueOf(e).contains("Schedule"));
          var silent =
              properties("AWS::CloudWatch::Alarm").values().stream()
                  .anyMatch(
                      alarm ->
                          "Invocations".equals(alarm.get("MetricName"))
                              && "LessThanThreshold".equals(alarm.get("ComparisonOperator"))
                              && "breaching".equals(alarm.get("TreatMissingData"))
                              && String.valueOf(alarm.get("Dimensions")).contains("{Ref=" + id + "}"));
          assertEquals(scheduled, silent);
        });
  }

  @Test
  void everyAlarmGoesToTheTopicAndIsExplained() throws Exception {
    var runbook = Files.readString(Path.of("src/docs/operations.md"));
    properties("AWS::CloudWatch::Alarm")
        .forEach(
            (id, alarm) -> {
              assertEquals("[{Fn::If=[HasAlarmTopic, {Ref=AlarmTopicArn}, {Ref=AlarmTopic}]}]", String.valueOf(alarm.get("AlarmActions")), id);
              assertTrue(Values.text(alarm, "AlarmDescription", id).length() > 10, id);
              assertTrue(alarm.containsKey("TreatMissingData"), id + " says what silence means");
              var name = id.replaceFirst("^.+(Errors|Throttles)$", "…$1");
              assertTrue(runbook.contains("| `" + name + "` |"), id + " is explained in operations.md");
            });
  }

  /** CloudWatch may not use AWS's own key of SNS: under it a topic would take no alarm, and nobody would know. */
  @TestFactory
  Stream<DynamicTest> alarmsCanBeSentToTheStacksOwnTopic() {
    return each("AWS::SNS::Topic", (id, topic) -> assertFalse(topic.containsKey("KmsMasterKeyId"), id));
  }

  @Test
  void theRunbookCountsTheAlarmsAndWhatTheyLookAt() throws Exception {
    var runbook = Files.readString(Path.of("src/docs/operations.md"));
    var alarms = properties("AWS::CloudWatch::Alarm").values();
    var metrics = alarms.stream().mapToLong(TemplateRulesTest::metrics).sum();
    var sentence = "a fixed sum a month for each of the %d metrics that the %d look at |".formatted(metrics, alarms.size());
    assertTrue(runbook.contains(sentence), sentence);
  }

  /** How many metrics an alarm looks at: it is priced by each that it names, one with metric math by all that its terms name. */
  static long metrics(Map<String, Object> alarm) {
    return alarm.containsKey("MetricName")
        ? 1
        : Values.list(alarm.get("Metrics"), "Metrics").stream().filter(metric -> Values.map(metric, "Metrics").containsKey("MetricStat")).count();
  }

  @Test
  void theRunbookKnowsEveryKnobAndQueue() throws Exception {
    var runbook = Files.readString(Path.of("src/docs/operations.md"));
    var sizing = runbook.substring(runbook.indexOf("## Sizing"), runbook.indexOf("## What each knob costs"));
    for (var queue : List.of("DeliveryQueue", "WatchQueue")) {
      assertTrue(sizing.contains("`" + queue + "`"), queue);
    }
    var knobs = runbook.substring(runbook.indexOf("## What each knob costs"));
    for (var knob : List.of("MaximumConcurrency", "MemorySize", "StreamsHeld", "RetentionDays", "LogRetentionDays", "WatchHours", "ThrottlingRateLimit")) {
      assertTrue(knobs.contains("`" + knob + "`"), knob);
    }
  }

  @Test
  void secretsAreNamedAndNeverHeld() {
    var secret = java.util.regex.Pattern.compile("(?i).*(key|token|secret|password)");
    Values.map(RAW, "Parameters", "").keySet().forEach(name ->
        assertFalse(secret.matcher(name).matches(), name + " would be a secret in plain text"));
    properties("AWS::Serverless::Function")
        .forEach(
            (id, function) -> {
              var all = new HashMap<>(Values.map(Values.map(Values.map(Values.map(RAW, "Globals", ""), "Function", ""), "Environment",
                  ""), "Variables", ""));
              if (RESOURCES.get(id).get("Properties") instanceof Map<?, ?> own && own.containsKey("Environment")) {
                all.putAll(Values.map(Values.map(function, "Environment", id), "Variables", id));
              }
              all.forEach(
                  (name, value) -> {
                    if (secret.matcher(name).matches()) {
                      assertTrue(String.valueOf(value).matches("\\{Fn::If=\\[\\w+, \\{Fn::Sub=(ssm|secretsmanager):\\$\\{\\w+}}, ]}"),
                          id + "." + name + " is " + value);
                    }
                  });
            });
  }

  @Test
  void deadLettersAreToldOf() {
    assertTrue(watched("Invocations", "DeadLetterHandler"));
  }

  @Test
  void jobsThatAreStuckAndFaultsOfTheApiAreToldOf() throws Exception {
    assertTrue(watched("StuckJobs", "SweeperHandler"));
    assertEquals("Lotara", properties("AWS::CloudWatch::Alarm").get("JobsStuck").get("Namespace"));
    var sweeper = Files.readString(Path.of("src/main/java/io/lotara/handler/SweeperHandler.java"));
    assertTrue(sweeper.contains("\"StuckJobs\""), "the sweeper counts under the name that is watched");
    assertTrue(watched("5xx", "HttpApi"));
  }

  /** A queue without somewhere for its failures is one that nobody should send to: only the dead letters themselves are such. */
  @TestFactory
  Stream<DynamicTest> everyQueueHasItsDeadLetters() {
    var targets = deadLetterQueues();
    return each("AWS::SQS::Queue", (id, queue) -> assertEquals(!targets.contains(id), queue.containsKey("RedrivePolicy"), id));
  }

  @Test
  void everyParameterSaysWhatItIsFor() {
    Values.map(RAW, "Parameters", "")
        .forEach((name, parameter) -> assertTrue(Values.text(Values.map(parameter, name), "Description", name).length() > 10, name));
    assertEquals("false", Values.map(Values.map(RAW, "Parameters", ""), "OpenAccess", "").get("Default"),
        "closed unless somebody opens it");
  }

  @Test
  void theExampleOfAMessageIsOne() throws Exception {
    var codec = new WorkMessageCodec(JsonMapper.createDefault());
    var example = Files.readString(Path.of("infra/messages/step.json"));
    var message = codec.read(example);
    assertEquals("flights", message.step());
    assertEquals(JsonMapper.createDefault().readValue(example, Map.class),
        JsonMapper.createDefault().readValue(codec.write(message), Map.class));
    var schema = Files.readString(Path.of("infra/messages/step.schema.json"));
    assertTrue(schema.contains("\"const\": " + WorkMessage.SCHEMA), "of the version that is sent");
  }

  @Test
  void theExampleOfANoticeIsOne() throws Exception {
    var codec = new NoticeMessageCodec(JsonMapper.createDefault());
    var example = Files.readString(Path.of("infra/messages/notice.json"));
    var notice = codec.read(example);
    assertEquals("webhook", notice.subscriber());
    assertEquals(JsonMapper.createDefault().readValue(example, Map.class), JsonMapper.createDefault().readValue(codec.write(notice), Map.class));
    var schema = Files.readString(Path.of("infra/messages/notice.schema.json"));
    assertTrue(schema.contains("\"const\": " + NoticeMessageCodec.SCHEMA), "of the version that is sent");
  }
}
