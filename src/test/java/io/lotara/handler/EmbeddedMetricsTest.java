package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The line that CloudWatch reads metrics from, and the alarm that reads the metric. */
class EmbeddedMetricsTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);

  @Test
  void aLineIsInTheFormatThatIsDocumented() throws Exception {
    EmbeddedMetrics metrics = new EmbeddedMetrics("sweeper-1", JsonMapper.createDefault(), CLOCK);
    JsonNode line = new ObjectMapper().readTree(metrics.line(Map.of("StuckJobs", 2, "DueLooked", 5)));
    assertEquals(CLOCK.millis(), line.at("/_aws/Timestamp").asLong());
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    assertEquals("Lotara", directive.at("/Namespace").asText());
    assertEquals("FunctionName", directive.at("/Dimensions/0/0").asText());
    assertEquals("DueLooked", directive.at("/Metrics/0/Name").asText());
    assertEquals("Count", directive.at("/Metrics/1/Unit").asText());
    assertEquals("sweeper-1", line.at("/FunctionName").asText());
    assertEquals(2, line.at("/StuckJobs").asInt());
    assertEquals(5, line.at("/DueLooked").asInt());
  }

  @Test
  void theAlarmReadsWhatIsWritten() throws Exception {
    String template = Files.readString(Path.of("template.yaml"));
    String alarm = template.substring(template.indexOf("  JobsStuck:"));
    alarm = alarm.substring(0, alarm.indexOf("AlarmActions"));
    assertTrue(alarm.contains("Namespace: " + EmbeddedMetrics.NAMESPACE), alarm);
    assertTrue(alarm.contains("MetricName: StuckJobs"), alarm);
    assertTrue(alarm.contains("Name: FunctionName, Value: !Ref SweeperHandler"), alarm);
  }
}
