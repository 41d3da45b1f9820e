package io.lotara.bench.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code template.yaml} has deployed that costs money, used or not. */
final class Deployed {
  private static final Pattern FUNCTION = Pattern.compile("  (\\w+Handler):");
  private static final Pattern RESOURCE = Pattern.compile("  (\\w+):");
  private static final Pattern MEMORY = Pattern.compile("\\s+MemorySize: (\\d+).*");
  private static final Pattern RATE = Pattern.compile("\\s+Schedule: rate\\((\\d+) (minute|hour|day)s?\\)");
  private static final Pattern METRIC = Pattern.compile("\"Lotara\",\"(\\w+)\"|Namespace: Lotara\\s+MetricName: (\\w+)");
  private static final Pattern ALARMED = Pattern.compile("      MetricName: .*|          MetricStat:");
  private static final int USUAL_MEMORY = 1024;

  private final Map<String, Integer> memory = new HashMap<>();
  private final Map<String, Integer> schedules = new LinkedHashMap<>();
  private final Set<String> metrics = new HashSet<>();
  private int alarms;
  private int watched;
  private int sources;

  Deployed(Path template) throws IOException {
    String function = "";
    int usual = USUAL_MEMORY;
    for (String line : Files.readAllLines(template)) {
      Matcher size = MEMORY.matcher(line);
      Matcher rate = RATE.matcher(line);
      if (RESOURCE.matcher(line).matches()) {
        Matcher id = FUNCTION.matcher(line);
        function = id.matches() ? id.group(1) : "";
        if (!function.isEmpty()) {
          memory.put(function, usual);
        }
      } else if (size.matches() && function.isEmpty()) {
        usual = Integer.parseInt(size.group(1));
      } else if (size.matches()) {
        memory.put(function, Integer.parseInt(size.group(1)));
      } else if (rate.matches()) {
        schedules.put(function, Integer.parseInt(rate.group(1)) * seconds(rate.group(2)));
      }
      alarms += line.strip().equals("Type: AWS::CloudWatch::Alarm") ? 1 : 0;
      watched += ALARMED.matcher(line).matches() ? 1 : 0;
      sources += line.strip().equals("Type: SQS") ? 1 : 0;
    }
    METRIC.matcher(Files.readString(template)).results().forEach(m -> metrics.add(m.group(1) == null ? m.group(2) : m.group(1)));
  }

  private static int seconds(String unit) {
    return switch (unit) {
      case "minute" -> 60;
      case "hour" -> 3600;
      default -> 24 * 3600;
    };
  }

  /** Memory of a function in MB. */
  int memory(String function) {
    return memory.getOrDefault(function, USUAL_MEMORY);
  }

  /** Functions that run by themselves, and the seconds from one run to the next. */
  Map<String, Integer> schedules() {
    return schedules;
  }

  int alarms() {
    return alarms;
  }

  /** Metrics that the alarms look at, counted for each alarm: one that adds up several is paid for each of them. */
  int alarmMetrics() {
    return watched;
  }

  /** Queues that feed functions, each of which Lambda asks for messages all the time. */
  int sources() {
    return sources;
  }

  /** Metrics of our own that alarms and the dashboard name; each has one function as its dimension. */
  Set<String> metrics() {
    return metrics;
  }
}
