package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;

/**
 * What the API answered.
 *
 * @param body read as JSON, or missing when there is none
 */
record Answer(int status, HttpResponse<String> response, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer of(HttpResponse<String> response) {
    try {
      JsonNode body = response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
      return new Answer(response.statusCode(), response, body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }

  /** The value at a JSON pointer; missing when there is none. */
  JsonNode at(String pointer) {
    return body.at(pointer);
  }

  String text(String pointer) {
    return at(pointer).asText();
  }

  Answer expect(int wanted) {
    assertEquals(wanted, status, () -> response.uri() + " answered " + response.body());
    return this;
  }

  /** A problem document of the contract with this name. */
  Answer problem(int wanted, String error) {
    expect(wanted);
    assertEquals("application/problem+json", response.headers().firstValue("content-type").orElse(""));
    assertEquals(error, text("/error"));
    for (String member : new String[] {"type", "title", "status", "detail", "message", "job_id", "timestamp", "details"}) {
      assertEquals(true, body.has(member), () -> member + " in " + response.body());
    }
    return this;
  }
}
