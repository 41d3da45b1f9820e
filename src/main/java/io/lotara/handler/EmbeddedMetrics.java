package io.lotara.handler;

import io.micronaut.context.annotation.Value;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics in a line of the log, in CloudWatch's embedded metric format: no call, no permission, no cost but the line. Outside of Lambda
 * nothing is written. The format: "Specification: Embedded metric format" in the user guide of Amazon CloudWatch.
 */
@Singleton
class EmbeddedMetrics {
  static final String NAMESPACE = "Lotara";
  private static final String DIMENSION = "FunctionName";

  private final String function;
  private final JsonMapper json;
  private final Clock clock;

  EmbeddedMetrics(@Value("${aws.lambda.function.name:}") String function, JsonMapper json, Clock clock) {
    this.function = function;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Writes counts.
   *
   * @param counts by name of the metric
   */
  void count(Map<String, Integer> counts) {
    if (!function.isEmpty()) {
      System.out.println(line(counts));
    }
  }

  String line(Map<String, Integer> counts) {
    Map<String, Integer> sorted = new TreeMap<>(counts);
    List<Map<String, String>> metrics = sorted.keySet().stream().map(name -> Map.of("Name", name, "Unit", "Count")).toList();
    Map<String, Object> directive = Map.of("Namespace", NAMESPACE, "Dimensions", List.of(List.of(DIMENSION)), "Metrics", metrics);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
    line.put(DIMENSION, function);
    line.putAll(sorted);
    try {
      return json.writeValueAsString(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
