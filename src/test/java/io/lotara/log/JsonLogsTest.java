package io.lotara.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;

class JsonLogsTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final BasicMDCAdapter context = new BasicMDCAdapter();
  private final Logger log =
      new JsonLoggers(context, new PrintStream(written, true, StandardCharsets.UTF_8), Level.INFO).getLogger("io.lotara.job.RunStep");

  private List<JsonNode> lines() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new java.util.ArrayList<>();
    for (String line : written.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  @Test
  void anEntryIsOneLineOfJsonWithItsRequestTraceAndJob() throws Exception {
    context.put("AWSRequestId", "8286a188-ba32-4475-8077-530cd35c09a9");
    context.put("AWS-XRAY-TRACE-ID", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
    context.put("job_id", "01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a");
    context.put("AWSFunctionArn", "arn:aws:lambda:us-east-1:123456789012:function:x");
    log.warn("step {} of \"{}\"\n failed", "flights", "a\tb", new IllegalStateException("line one\nline two"));
    JsonNode line = lines().getFirst();
    assertEquals(1, lines().size());
    assertEquals("WARN", line.path("level").asText());
    assertEquals("io.lotara.job.RunStep", line.path("logger").asText());
    assertEquals("step flights of \"a\tb\"\n failed", line.path("message").asText());
    assertEquals("8286a188-ba32-4475-8077-530cd35c09a9", line.path("request_id").asText());
    assertEquals("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700", line.path("trace_id").asText());
    assertEquals("01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a", line.path("job_id").asText());
    assertTrue(line.path("timestamp").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z"), line.toString());
    assertTrue(line.path("stack").asText().startsWith("java.lang.IllegalStateException: line one\nline two"), line.toString());
    assertFalse(line.has("lambda_request_id"), "once is enough");
    assertFalse(line.toString().contains("arn:aws"), "what was not asked for");
  }

  @Test
  void aRequestOfAClientIsNamedAsTheClientKnowsIt() throws Exception {
    context.put("AWSRequestId", "8286a188-ba32-4475-8077-530cd35c09a9");
    context.put("gateway_request_id", "JKJaXmPLvHcESHA=");
    log.info("asked");
    JsonNode line = lines().getFirst();
    assertEquals("JKJaXmPLvHcESHA=", line.path("request_id").asText());
    assertEquals("8286a188-ba32-4475-8077-530cd35c09a9", line.path("lambda_request_id").asText());
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws Exception {
    log.info("swept: {} due", 0);
    JsonNode line = lines().getFirst();
    assertEquals("swept: 0 due", line.path("message").asText());
    assertFalse(line.has("request_id") || line.has("trace_id") || line.has("job_id") || line.has("stack"), line.toString());
  }

  @Test
  void lessThanTheLevelIsNotWritten() throws Exception {
    log.debug("small talk");
    assertEquals(List.of(), lines());
    assertEquals(Level.ERROR, JsonLoggers.level("FATAL"));
    assertEquals(Level.INFO, JsonLoggers.level(null));
  }
}
