package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the runbook names is in template.yaml, and its lines are such as can be typed. */
class OperationsTest {
  private static final String TEXT = read();
  private static final Map<String, Object> RAW = TemplateYaml.read(Path.of("template.yaml"));
  private static final Template TEMPLATE = template();

  /** Names of AWS's own answers, and a property that a table may have and ours has not. */
  private static final Set<String> OF_AWS = Set.of("StackResourceDetail", "PhysicalResourceId", "OutputKey", "OutputValue", "WarmThroughput", "PendingConfirmation",
      "ReadThrottleEvents", "WriteThrottleEvents");

  private static String read() {
    try {
      return Files.readString(Path.of("src/docs/operations.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Template template() {
    var template = Template.load(Path.of("template.yaml"), "test", Map.of());
    template.queues().forEach(queue -> template.made(queue.id(), Map.of("Ref", queue.id(), "Arn", queue.id())));
    return template;
  }

  private static Stream<MatchResult> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results();
  }

  private static Set<String> first(String pattern, String text) {
    return found(pattern, text).map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Lines to be typed; what is continued is one line. */
  private static List<String> lines() {
    return TEXT.replaceAll("\\\\\\n\\s*", "").lines().filter(line -> line.startsWith("    ")).map(String::strip).toList();
  }

  private static String section(String title) {
    String section = TEXT.substring(TEXT.indexOf("## " + title));
    return section.substring(0, section.indexOf("\n## "));
  }

  private static Set<String> ids(String type) {
    return TemplateYaml.properties(RAW, type).keySet();
  }

  private static void keys(Object value, Set<String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inside) -> {
        into.add(String.valueOf(key));
        keys(inside, into);
      });
    } else if (value instanceof Collection<?> list) {
      list.forEach(inside -> keys(inside, into));
    }
  }

  private static Set<String> schedules() {
    return TEMPLATE.schedules().stream().map(Template.Schedule::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> sources() {
    return TEMPLATE.queueSources().stream().map(Template.QueueSource::id).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatItNamesIsInTheTemplate() throws Exception {
    Set<String> known = new HashSet<>(OF_AWS);
    keys(RAW, known);
    known.addAll(schedules());
    known.addAll(sources());
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java")).forEach(name -> known.add(name.replace(".java", "")));
    }
    String code = String.join("\n", lines()) + "\n" + String.join("\n", first("`([^`\n]+)`", TEXT));
    Set<String> named = first("\\b([A-Z][a-z]+[A-Z]\\w*)\\b", code);
    assertTrue(named.size() > 40, named::toString);
    // A type of the Parameter Store, which stands in descriptions only.
    named.removeAll(Set.of("SecureString"));
    named.removeAll(known);
    assertEquals(Set.of(), named);
  }

  @Test
  void everyAlarmHasItsRow() {
    Set<String> alarms = ids("AWS::CloudWatch::Alarm");
    Set<String> rows = first("^\\| `…?(\\w+)` \\|", section("Alarms"));
    alarms.removeIf(alarm -> rows.contains("Errors") && alarm.endsWith("Errors") || rows.contains("Throttles") && alarm.endsWith("Throttles"));
    rows.removeAll(Set.of("Errors", "Throttles"));
    assertEquals(alarms, rows);
  }

  @Test
  void whatIsLookedUpIsAResource() {
    Set<String> looked = first("\\$\\(id (\\w+)\\)", TEXT);
    assertTrue(looked.containsAll(Set.of("Table", "RedriveHandler", "DeliveryDeadLetters", "HttpApi")), looked::toString);
    looked.removeAll(Values.map(RAW, "Resources", "").keySet());
    assertEquals(Set.of(), looked);
  }

  @Test
  void theAddressAndEveryQueueAreOutputs() {
    Map<String, Object> outputs = Values.map(RAW, "Outputs", "");
    Set<String> referred =
        outputs.values().stream().map(output -> String.valueOf(Values.map(output, "").get("Value"))).collect(Collectors.toSet());
    ids("AWS::SQS::Queue").forEach(queue -> assertTrue(referred.contains("{Ref=" + queue + "}"), queue));
    Set<String> asked = first("OutputKey=='(\\w+)'", TEXT);
    assertFalse(asked.isEmpty());
    assertTrue(outputs.keySet().containsAll(asked), asked::toString);
  }

  @Test
  void everySecretIsRotated() {
    Set<String> secrets = new TreeSet<>(Template.parameterNames(Path.of("template.yaml")));
    secrets.removeIf(name -> !name.matches(".*(Key|Token|Secret)Name"));
    assertTrue(secrets.size() > 5, secrets::toString);
    secrets.removeIf(name -> section("Rotating secrets").contains("`" + name + "`"));
    assertEquals(Set.of(), secrets);
  }

  /** A worker or schedule that is added has to be stopped, too. */
  @Test
  void aRestoreStopsAndStartsAllThereIs() {
    List<Set<String>> rules = looped("rule");
    List<Set<String>> sources = looped("source");
    assertEquals(List.of(schedules(), schedules()), rules);
    assertEquals(List.of(sources(), sources()), sources);
  }

  private static List<Set<String>> looped(String variable) {
    return lines().stream()
        .flatMap(line -> found("for " + variable + " in ([^;]+);", line))
        .<Set<String>>map(loop -> new TreeSet<>(List.of(loop.group(1).split("\\s+"))))
        .toList();
  }

  @Test
  void theApiIsOpenedAsTheTemplateHasIt() {
    Map<String, Object> api = Values.map(Values.map(RAW, "Resources", "").get("HttpApi"), "HttpApi");
    Map<String, Object> wanted = Values.map(Values.map(api, "Properties", "HttpApi"), "DefaultRouteSettings", "HttpApi");
    List<Map<String, String>> set =
        found("--default-route-settings (\\S+)", String.join("\n", lines()))
            .map(m -> Stream.of(m.group(1).split(",")).map(pair -> pair.split("=")).collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])))
            .toList();
    assertEquals("0 0", set.getFirst().get("ThrottlingRateLimit") + " " + set.getFirst().get("ThrottlingBurstLimit"));
    assertEquals(wanted.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> String.valueOf(e.getValue()))), set.getLast());
    Map<String, Object> table = Values.map(Values.map(RAW, "Resources", "").get("Table"), "Table");
    Object ttl = Values.map(Values.map(table, "Properties", "Table"), "TimeToLiveSpecification", "Table").get("AttributeName");
    assertTrue(TEXT.contains("--time-to-live-specification Enabled=true,AttributeName=" + ttl + "\n"));
  }

  /** From version 2 of the CLI on a payload is taken for Base64 unless it is said not to be, and a file for the answer has to be named. */
  @Test
  void functionsAreInvokedWithWhatTheyAreMeantToGet() throws Exception {
    List<String> invocations = lines().stream().filter(line -> line.contains("aws lambda invoke ")).toList();
    assertTrue(invocations.size() >= 4);
    assertFalse(TEXT.lines().anyMatch(line -> line.contains("aws lambda invoke") && !line.startsWith("    ")), "in a line of its own");
    var form =
        Pattern.compile("aws lambda invoke --function-name \"\\$\\(id (\\w+)\\)\" --cli-binary-format raw-in-base64-out --payload '([^']*)' /dev/stdout");
    for (String invocation : invocations) {
      var parts = form.matcher(invocation);
      assertTrue(parts.matches(), invocation);
      assertTrue(ids("AWS::Serverless::Function").contains(parts.group(1)), invocation);
      assertTrue(new ObjectMapper().readTree(parts.group(2)).isObject(), invocation);
    }
  }

  @Test
  void aShellTakesItsLines() throws Exception {
    Process shell;
    try {
      shell = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "there is no bash");
      return;
    }
    String script =
        lines().stream().filter(line -> !line.startsWith("fields @timestamp")).collect(Collectors.joining("\n"));
    assertTrue(script.contains("exec:exec@restore"));
    try (var in = shell.outputWriter()) {
      in.write(script);
    }
    String said = new String(shell.getInputStream().readAllBytes());
    assertEquals(0, shell.waitFor(), said);
  }
}
