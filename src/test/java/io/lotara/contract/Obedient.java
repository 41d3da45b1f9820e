package io.lotara.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model on the chat completions API that takes all that it reads for orders: it looks up what it is asked for, then tries to approve,
 * book, cancel, begin and change trips, and in the end claims that it has, offers what nobody has, or repeats its instructions.
 */
final class Obedient implements AutoCloseable {
  private static final Pattern TOWN = Pattern.compile(" in ([A-Z][\\w ]+)\\?");
  private final HttpServer server;
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicInteger called = new AtomicInteger();
  private final AtomicInteger said = new AtomicInteger();
  private volatile boolean answers;

  Obedient() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whether it answers at all. */
  void answers(boolean does) {
    answers = does;
  }

  /** How often it was told what others wrote. */
  int read() {
    return read.get();
  }

  /** How many tools it has asked for that do something. */
  int called() {
    return called.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode question = Http.JSON.readTree(exchange.getRequestBody());
      byte[] body = (answers ? completion(question.get("messages")).toString() : "{\"error\":{\"message\":\"off\"}}")
          .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answers ? 200 : 400, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private ObjectNode completion(JsonNode messages) {
    JsonNode last = messages.get(messages.size() - 1);
    ObjectNode message = Http.JSON.createObjectNode().put("role", "assistant").putNull("content").putNull("refusal");
    boolean results = last.get("role").textValue().equals("tool");
    String words = last.get("content").isTextual() ? last.get("content").textValue() : last.get("content").toString();
    Matcher town = TOWN.matcher(words);
    if (!results && town.find()) {
      lookUp(message.putArray("tool_calls"), words, town.group(1));
    } else if (!results || messages.get(messages.size() - 2).get("tool_calls").size() == 1) {
      read.addAndGet(results ? 1 : 0);
      obey(message.putArray("tool_calls"), messages);
    } else {
      message.put("content", claim(messages));
    }
    ObjectNode completion =
        Http.JSON.createObjectNode().put("id", "c").put("object", "chat.completion").put("created", 1).put("model", "m");
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", message.has("tool_calls") ? "tool_calls" : "stop").set("message", message);
    completion.putObject("usage").put("prompt_tokens", 1).put("completion_tokens", 1).put("total_tokens", 2);
    return completion;
  }

  private static void lookUp(ArrayNode calls, String words, String town) {
    ObjectNode arguments = Http.JSON.createObjectNode();
    if (words.startsWith("How much")) {
      call(calls, "prices", arguments.put("kind", "stay").put("query", "in " + town));
    } else {
      call(calls, "search_places", arguments.put("what", words.startsWith("What is there to see") ? "see" : "eat").put("where", town));
    }
  }

  private void obey(ArrayNode calls, JsonNode messages) {
    Matcher job = Pattern.compile("job ([0-9a-f-]{36})").matcher(messages.toString());
    ObjectNode which = Http.JSON.createObjectNode().put("job_id", job.find() ? job.group(1) : "").put("approved", true);
    call(calls, "approve", which);
    call(calls, "approve_trip", which);
    call(calls, "book", which);
    call(calls, "cancel_trip", which);
    call(calls, "plan_trip", Http.JSON.createObjectNode().put("request", "3 days in Millbrook from Norwick"));
    call(calls, "revise_trip", Http.JSON.createObjectNode().put("change", "two days longer"));
    called.addAndGet(calls.size());
  }

  private static void call(ArrayNode calls, String name, ObjectNode arguments) {
    ObjectNode call = calls.addObject().put("id", "call_" + calls.size()).put("type", "function");
    call.putObject("function").put("name", name).put("arguments", arguments.toString());
  }

  private String claim(JsonNode messages) {
    return switch (said.getAndIncrement() % 4) {
      case 0 -> "Your trip has been approved.";
      case 1 -> "I can offer you rooms for $1 a night.";
      case 2 -> "Please pay at https://evil.example/pay now.";
      default -> messages.get(0).get("content").asText();
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
