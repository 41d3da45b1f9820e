package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The dollars that {@code operations.md} gives for each knob are what {@code infra/prices.json} and the template's defaults make of it; bytes of a job
 * are those of {@code measurements.md}, which the cost bench counts.
 */
class KnobDollarsTest {
  private static final Path OPERATIONS = Path.of("src/docs/operations.md");
  private static final Path MEASUREMENTS = Path.of("src/docs/measurements.md");
  private static final Pattern DOLLARS = Pattern.compile("\\$([\\d,]+(?:\\.(\\d+))?)");
  private static final Map<String, Object> TEMPLATE = TemplateYaml.read(Path.of("template.yaml"));
  private static final double DAY = 24 * 3600;
  private static final double MONTH = 30 * DAY;
  private static final double MILLION = 1e6;
  private static final double GIGABYTE = 1e9;

  private final JsonNode prices;
  private final String measurements;

  KnobDollarsTest() throws IOException {
    prices = new ObjectMapper().readTree(Path.of("infra/prices.json").toFile());
    measurements = Files.readString(MEASUREMENTS);
  }

  /** Every row of the table, and nothing that is not in it: a knob without a price is as wrong as a price without a knob. */
  @TestFactory
  Stream<DynamicTest> eachKnobCostsWhatIsWritten() throws IOException {
    Map<String, String> written = written();
    Map<String, List<Double>> computed = computed();
    assertEquals(computed.keySet(), written.keySet());
    return written.entrySet().stream().map(row -> dynamicTest(row.getKey(), () -> assertSame(computed.get(row.getKey()), row.getValue())));
  }

  @Test
  void pricesAreToldWithTheirDate() throws IOException {
    String date = prices.path("as_of").asText();
    for (String file : List.of("README.md", OPERATIONS.toString(), MEASUREMENTS.toString())) {
      assertTrue(Files.readString(Path.of(file)).contains("list prices of us-east-1 of " + date), file);
    }
  }

  private static void assertSame(List<Double> computed, String cell) {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    Matcher amount = DOLLARS.matcher(cell);
    while (amount.find()) {
      int decimals = amount.group(2) == null ? 0 : amount.group(2).length();
      actual.add(amount.group());
      if (actual.size() <= computed.size()) {
        expected.add("$" + String.format(Locale.ROOT, "%,." + decimals + "f", computed.get(actual.size() - 1)));
      }
    }
    assertEquals(computed.size(), actual.size(), cell);
    assertEquals(expected, actual);
  }

  private Map<String, List<Double>> computed() {
    double second = price("lambda_gb_second_arm64");
    double usual = number(Values.map(Values.map(TEMPLATE, "Globals", ""), "Function", "Globals").get("MemorySize")) / 1024;
    double worker = number(functions().get("AgentWorkerHandler").get("MemorySize")) / 1024;
    double stored = measured("leaves ([\\d,]+) bytes in the table") * MILLION / GIGABYTE;
    double logged = measured("writes ([\\d,]+) bytes of logs") * MILLION / GIGABYTE;
    double runs = measured("(\\d+) invocations of an approved trip");
    double sweeps = MONTH / 60;
    double checks = MONTH / (parameter("WatchHours") * 3600) * 100_000;
    double both = price("dynamodb_gb_month") + price("dynamodb_pitr_gb_month");
    Map<String, List<Double>> rows = new LinkedHashMap<>();
    rows.put("`MaximumConcurrency` of a queue", List.of(0.0));
    rows.put("`MemorySize` of the functions behind the API", List.of(1000 * usual * second));
    rows.put("memory of the workers", List.of(1000 * worker * second));
    rows.put("`Architecture`", List.of(1000 * second, 1000 * price("lambda_gb_second_x86_64")));
    double held = parameter("StreamsHeld") * DAY * usual * second;
    rows.put("`StreamsHeld`", List.of(held, 30 * held));
    rows.put("`ApprovalHours`, `LinkDays`", List.of(0.0));
    rows.put("`RetentionDays`", List.of(stored * both * parameter("RetentionDays") / 30));
    rows.put("`LogRetentionDays`", List.of(logged * price("logs_gb_ingested"), logged * price("logs_gb_month") * parameter("LogRetentionDays") / 30));
    // Eight queries of an index that find nothing are half a read unit each.
    rows.put("sweeper once a minute",
        List.of(sweeps / MILLION * (8 * 0.5 * price("dynamodb_million_read_units") + price("lambda_million_requests")),
            sweeps / MILLION * price("xray_million_traces"), 3 * price("metric_month")));
    rows.put("`WatchHours`", List.of(checks / MILLION * (4 * price("dynamodb_million_write_units") + price("dynamodb_million_read_units"))));
    rows.put("point-in-time recovery", List.of(price("dynamodb_pitr_gb_month"), price("dynamodb_gb_month")));
    rows.put("`Tracing: Active`", List.of(price("xray_million_traces"), runs * 0.05 * price("xray_million_traces"), runs * price("xray_million_traces")));
    rows.put("alarms", List.of(price("alarm_month"), alarmMetrics() * price("alarm_month")));
    rows.put("`AlarmEmail`", List.of(0.0));
    rows.put("dashboard", List.of(price("dashboard_month")));
    rows.put("`DetailedMetricsEnabled`", List.of(routes() * 6 * price("metric_month")));
    double requests = number(Values.map(only("AWS::Serverless::HttpApi"), "DefaultRouteSettings", "").get("ThrottlingRateLimit")) * MONTH / MILLION;
    rows.put("`ThrottlingRateLimit`, `WritesPerMinute`, `JobsPerDay`",
        List.of(0.0, requests * (price("http_api_million_requests") + price("lambda_million_requests"))));
    return rows;
  }

  /** The last cell of each row of the knobs, by the first. */
  private static Map<String, String> written() throws IOException {
    String section = Files.readString(OPERATIONS).split("\n## What each knob costs\n")[1].split("\n## ")[0];
    Map<String, String> rows = new LinkedHashMap<>();
    section.lines().filter(l -> l.startsWith("| ") && !l.startsWith("| knob")).forEach(line -> {
      String[] cells = line.split(" \\| ");
      rows.put(cells[0].substring(2), cells[cells.length - 1]);
    });
    assertFalse(rows.isEmpty());
    return rows;
  }

  private double price(String name) {
    assertTrue(prices.path(name).isNumber(), name);
    return prices.path(name).asDouble();
  }

  private double measured(String pattern) {
    Matcher figure = Pattern.compile(pattern).matcher(measurements);
    assertTrue(figure.find(), pattern);
    return Double.parseDouble(figure.group(1).replace(",", ""));
  }

  private static double number(Object value) {
    return Double.parseDouble(String.valueOf(value));
  }

  private static double parameter(String name) {
    return number(Values.map(Values.map(TEMPLATE, "Parameters", ""), name, "Parameters").get("Default"));
  }

  /** Properties of the one resource of a type. */
  private static Map<String, Object> only(String type) {
    return TemplateYaml.properties(TEMPLATE, type).values().iterator().next();
  }

  private static Map<String, Map<String, Object>> functions() {
    return TemplateYaml.properties(TEMPLATE, "AWS::Serverless::Function");
  }

  private static long routes() {
    return functions().values().stream()
        .flatMap(function -> Values.map(function, "Events", "").values().stream())
        .filter(event -> "HttpApi".equals(Values.map(event, "Events").get("Type")))
        .count();
  }

  private static long alarmMetrics() {
    return TemplateYaml.properties(TEMPLATE, "AWS::CloudWatch::Alarm").values().stream().mapToLong(TemplateRulesTest::metrics).sum();
  }
}
