package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A client that looks closely at every answer. */
final class Http {
  static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final Set<String> PROBLEM =
      Set.of("type", "title", "status", "detail", "error", "message", "job_id", "timestamp", "details");
  private static final List<String> SECRETS = List.of("io.lotara", "io.micronaut", "java.", "software.amazon", "arn:", "\tat ", "Exception");
  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;

  Http(URI base) {
    this.base = base;
  }

  /** An answer. */
  record Answer(int status, HttpResponse<byte[]> raw) {
    Optional<String> header(String name) {
      return raw.headers().firstValue(name);
    }

    String text() {
      return new String(raw.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(text());
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text(), e);
      }
    }

    /** It is this status, and JSON. */
    JsonNode expect(int wanted) {
      assertEquals(wanted, status, this::text);
      assertEquals("application/json", header("Content-Type").orElse("none"));
      return json();
    }

    /** It is this error, with every member of the contract and nothing of the machinery. */
    JsonNode problem(int wanted, String error) {
      assertEquals(wanted, status, this::text);
      assertEquals("application/problem+json", header("Content-Type").orElse("none"));
      JsonNode problem = json();
      Set<String> names = new HashSet<>();
      problem.fieldNames().forEachRemaining(names::add);
      assertEquals(PROBLEM, names);
      assertEquals(wanted, problem.get("status").intValue());
      assertEquals(error, problem.get("error").textValue());
      assertTrue(problem.get("message").isTextual() && !problem.get("message").textValue().isBlank(), this::text);
      Instant.parse(problem.get("timestamp").textValue());
      if (wanted == 422) {
        assertFalse(problem.get("details").get("errors").isEmpty(), this::text);
        for (JsonNode fault : problem.get("details").get("errors")) {
          assertTrue(fault.get("loc").isArray() && fault.get("msg").isTextual() && fault.get("type").isTextual(), this::text);
        }
      }
      for (String secret : SECRETS) {
        assertFalse(text().contains(secret), this::text);
      }
      return problem;
    }

    /** It is a 422 that names this field, as {@code body.user_id}. */
    void names(String field) {
      Set<String> named = new HashSet<>();
      for (JsonNode fault : problem(422, "ValidationError").get("details").get("errors")) {
        StringBuilder loc = new StringBuilder();
        fault.get("loc").forEach(part -> loc.append(loc.isEmpty() ? "" : ".").append(part.asText()));
        named.add(loc.toString());
      }
      assertTrue(named.stream().anyMatch(n -> n.equals(field) || n.startsWith(field + ".")), () -> field + " is not among " + named);
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Posts JSON. */
  Answer post(String path, String body) {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  /** Sends a request; the answer must be as /openapi.json describes it. */
  Answer send(String method, String path, byte[] body, String... headers) {
    return Described.check(method, path, unchecked(method, path, body, headers));
  }

  Answer unchecked(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(40))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Plans a trip; its id. */
  String plan(String query) {
    return plan(query, "{}");
  }

  String plan(String query, String constraints) {
    JsonNode body = JSON.createObjectNode().put("user_id", "ada").put("query", query).set("constraints", parse(constraints));
    return post("/v1/plan", body.toString()).expect(202).get("job_id").textValue();
  }

  /** Polls as a client does until the document is as wanted. */
  JsonNode poll(String id, Predicate<JsonNode> wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    JsonNode last;
    do {
      last = get("/v1/status/" + id, "Prefer", "wait=1").expect(200);
      if (wanted.test(last)) {
        return last;
      }
    } while (System.nanoTime() < end);
    throw new AssertionError("still " + last);
  }

  /** Polls until the job has a status. */
  JsonNode poll(String id, String status) {
    return poll(id, document -> document.get("status").textValue().equals(status));
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
