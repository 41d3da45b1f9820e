package io.lotara.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/** Stands for Opik: takes what its REST interface takes, refuses what its schema refuses, and keeps the last of each id as it does. */
public final class OpikServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UUID7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  private static final Set<String> TRACE =
      Set.of("id", "project_name", "name", "start_time", "end_time", "input", "output", "metadata", "tags", "error_info", "thread_id");
  private static final Set<String> SPAN =
      Set.of(
          "id", "trace_id", "parent_span_id", "project_name", "name", "type", "start_time", "end_time", "input", "output", "metadata", "tags", "model",
          "provider", "usage", "total_estimated_cost", "error_info");
  private static final Set<String> SCORE = Set.of("id", "project_name", "name", "value", "reason", "source");

  private final HttpServer server;
  private final List<String> bodies = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Map<String, JsonNode> traces = new LinkedHashMap<>();
  private final Map<String, JsonNode> spans = new LinkedHashMap<>();
  private final Map<String, JsonNode> scores = new LinkedHashMap<>();
  private volatile int status;
  private volatile long delay;

  private OpikServer(HttpServer server) {
    this.server = server;
  }

  public static OpikServer start() {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      OpikServer opik = new OpikServer(http);
      http.createContext("/", opik::take);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.start();
      return opik;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
  }

  /** From now on it answers this and keeps nothing; 0 for working again. */
  public void answers(int wanted) {
    status = wanted;
  }

  /** How long it takes for each answer. */
  public void takes(long millis) {
    delay = millis;
  }

  public synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** What was wrong with what it got. */
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  public synchronized Map<String, JsonNode> traces() {
    return new LinkedHashMap<>(traces);
  }

  public synchronized Map<String, JsonNode> spans() {
    return new LinkedHashMap<>(spans);
  }

  /** By trace and name. */
  public synchronized Map<String, JsonNode> scores() {
    return new LinkedHashMap<>(scores);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    if (status == 0 && call.matches("GET /api/v1/private/traces/" + UUID7)) {
      shown(exchange, call.substring(call.lastIndexOf('/') + 1));
    } else {
      exchange.sendResponseHeaders(status != 0 ? status : taken(exchange, body), -1);
    }
    exchange.close();
  }

  /** A trace with its scores. */
  private void shown(HttpExchange exchange, String id) throws IOException {
    byte[] shown = null;
    synchronized (this) {
      if (traces.get(id) instanceof ObjectNode trace) {
        ObjectNode whole = trace.deepCopy();
        scores.values().stream().filter(s -> s.get("id").asText().equals(id)).forEach(whole.putArray("feedback_scores")::add);
        shown = JSON.writeValueAsBytes(whole);
      }
    }
    exchange.sendResponseHeaders(shown == null ? 404 : 200, shown == null ? -1 : shown.length);
    if (shown != null) {
      exchange.getResponseBody().write(shown);
    }
  }

  private synchronized int taken(HttpExchange exchange, String body) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    if (call.equals("GET /api/is-alive/ping")) {
      return 200;
    }
    bodies.add(body);
    check("key-1".equals(exchange.getRequestHeaders().getFirst("authorization")), "the key, without Bearer");
    check(exchange.getRequestHeaders().getFirst("Comet-Workspace") != null, "the workspace");
    check(body.isEmpty() || "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")), "JSON");
    JsonNode json = JSON.readTree(body);
    String id = call.replaceAll(".*/traces/(" + UUID7 + ").*", "$1");
    if (call.equals("POST /api/v1/private/traces/batch")) {
      json.get("traces").forEach(this::trace);
      return 204;
    } else if (call.equals("POST /api/v1/private/spans/batch")) {
      json.get("spans").forEach(this::span);
      return 204;
    } else if (call.equals("PUT /api/v1/private/traces/feedback-scores")) {
      json.get("scores").forEach(this::score);
      return 204;
    } else if (call.equals("POST /api/v1/private/traces/delete")) {
      json.get("ids").forEach(gone -> remove(gone.asText()));
      return 204;
    } else if (call.matches("POST /api/v1/private/traces/" + UUID7 + "/feedback-scores/delete")) {
      scores.remove(id + " " + json.get("name").asText());
      return 204;
    }
    complaints.add("nobody knows " + call);
    return 404;
  }

  /** With a trace go its spans and scores, as Opik has it. */
  private void remove(String id) {
    check(id.matches(UUID7), "a UUIDv7, not " + id);
    traces.remove(id);
    spans.values().removeIf(span -> span.get("trace_id").asText().equals(id));
    scores.values().removeIf(score -> score.get("id").asText().equals(id));
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      complaints.add(what);
    }
  }

  private void fields(JsonNode node, Set<String> known) {
    node.fieldNames().forEachRemaining(name -> check(known.contains(name), "a field " + name));
  }

  private static boolean time(JsonNode value) {
    return value.isTextual() && Instant.parse(value.asText()) != null;
  }

  private void trace(JsonNode trace) {
    fields(trace, TRACE);
    check(trace.get("id").asText().matches(UUID7), "a UUIDv7, not " + trace.get("id"));
    check(trace.get("project_name").isTextual() && trace.get("name").isTextual(), "names");
    check(time(trace.get("start_time")) && time(trace.get("end_time")), "times");
    check(trace.get("tags").isArray() && trace.get("metadata").isObject(), "tags and metadata");
    errorInfo(trace);
    traces.put(trace.get("id").asText(), trace);
  }

  private void errorInfo(JsonNode node) {
    JsonNode error = node.get("error_info");
    check(error.isNull() || error.get("exception_type").isTextual() && error.get("traceback").isTextual(), "error_info");
  }

  private void span(JsonNode span) {
    fields(span, SPAN);
    check(span.get("id").asText().matches(UUID7), "a UUIDv7, not " + span.get("id"));
    check(span.get("trace_id").asText().matches(UUID7), "a trace");
    check(Set.of("general", "tool", "llm", "guardrail").contains(span.get("type").asText()), "a type");
    check(time(span.get("start_time")), "a start");
    JsonNode usage = span.get("usage");
    check(usage.isNull() || usage.get("total_tokens").isInt(), "usage");
    errorInfo(span);
    spans.put(span.get("id").asText(), span);
  }

  private void score(JsonNode score) {
    fields(score, SCORE);
    check(score.get("id").asText().matches(UUID7), "a trace");
    check(score.get("source").asText().equals("sdk"), "a source");
    check(score.get("value").isNumber() && score.get("value").asDouble() >= 0 && score.get("value").asDouble() <= 1, "a value");
    scores.put(score.get("id").asText() + " " + score.get("name").asText(), score);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
