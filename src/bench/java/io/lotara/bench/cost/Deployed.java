package io.lotara.bench.cost;

import io.lotara.local.TemplateYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code template.yaml} has deployed that costs money, used or not. */
final class Deployed {
  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final String ALARM = "AWS::CloudWatch::Alarm";
  private static final String OURS = "Lotara";
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
  private static final Pattern SHOWN = Pattern.compile("\"" + OURS + "\",\"(\\w+)\"");

  private final Map<String, Object> template;

  Deployed(Path file) {
    template = TemplateYaml.read(file);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }

  private Stream<Map<String, Object>> properties(String type) {
    return TemplateYaml.properties(template, type).values().stream();
  }

  private Map<String, Object> usual() {
    return map(map(template.get("Globals")).get("Function"));
  }

  private Stream<Map<String, Object>> events(Map<String, Object> function, String type) {
    return map(function.get("Events")).values().stream().map(Deployed::map).filter(e -> type.equals(e.get("Type"))).map(e -> map(e.get("Properties")));
  }

  /** Memory of a function in MB. */
  int memory(String function) {
    Map<String, Object> own = TemplateYaml.properties(template, FUNCTION).get(function);
    return Integer.parseInt(String.valueOf(own.getOrDefault("MemorySize", usual().get("MemorySize"))));
  }

  /** Functions that run by themselves, and the seconds from one run to the next. */
  Map<String, Integer> schedules() {
    Map<String, Integer> schedules = new LinkedHashMap<>();
    TemplateYaml.properties(template, FUNCTION)
        .forEach((id, function) -> events(function, "Schedule").forEach(e -> schedules.put(id, seconds(String.valueOf(e.get("Schedule"))))));
    return schedules;
  }

  private static int seconds(String schedule) {
    Matcher rate = RATE.matcher(schedule);
    if (!rate.matches()) {
      throw new IllegalArgumentException("how often " + schedule + " is, is not known");
    }
    return Integer.parseInt(rate.group(1))
        * switch (rate.group(2)) {
          case "minute" -> 60;
          case "hour" -> 3600;
          default -> 24 * 3600;
        };
  }

  int alarms() {
    return (int) properties(ALARM).count();
  }

  /** Metrics that alarms look at: an alarm is priced by each metric that it names, one with metric math by all that its terms name. */
  int alarmMetrics() {
    return properties(ALARM)
        .mapToInt(a -> a.get("Metrics") instanceof List<?> terms ? (int) terms.stream().filter(t -> map(t).containsKey("MetricStat")).count() : 1)
        .sum();
  }

  int dashboards() {
    return (int) properties("AWS::CloudWatch::Dashboard").count();
  }

  /** Queues that feed functions, each of which Lambda asks for messages all the time. */
  int sources() {
    return (int) properties(FUNCTION).flatMap(f -> events(f, "SQS")).count();
  }

  /** Routes of the HTTP API. */
  int routes() {
    return (int) properties(FUNCTION).flatMap(f -> events(f, "HttpApi")).count();
  }

  /** Metrics of our own that alarms and the dashboard name; each has one function as its dimension. */
  Set<String> metrics() {
    Set<String> metrics = new TreeSet<>();
    named(template.get("Resources"), metrics);
    properties("AWS::CloudWatch::Dashboard")
        .forEach(d -> SHOWN.matcher(String.valueOf(d.get("DashboardBody"))).results().forEach(m -> metrics.add(m.group(1))));
    return metrics;
  }

  /** An alarm says namespace and name of a metric beside each other, a term of metric math likewise, further in. */
  private static void named(Object value, Set<String> metrics) {
    if (value instanceof List<?> list) {
      list.forEach(v -> named(v, metrics));
    }
    Map<String, Object> map = map(value);
    if (OURS.equals(map.get("Namespace"))) {
      metrics.add(String.valueOf(map.get("MetricName")));
    }
    map.values().forEach(v -> named(v, metrics));
  }

  /** Whether X-Ray is told of what functions do. */
  boolean traced() {
    return "Active".equals(usual().get("Tracing"));
  }

  /** What the API logs of a request, as the template words it. */
  String accessLog() {
    List<String> formats = new ArrayList<>();
    properties("AWS::Serverless::HttpApi").forEach(a -> formats.add(String.valueOf(map(a.get("AccessLogSettings")).get("Format"))));
    return String.join("", formats);
  }

  /** Default of a parameter that is a number. */
  int parameter(String name) {
    return Integer.parseInt(String.valueOf(map(map(template.get("Parameters")).get(name)).get("Default")));
  }
}
