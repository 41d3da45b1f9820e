package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds answers against the document can fail: whatever is taken from either of the two, or added to the answer, is noticed. */
class ApiDescriptionTest {
  private static final String DOCUMENT =
      """
      {"paths": {
         "/v1/things/{id}": {
           "get": {"responses": {
             "200": {"headers": {"ETag": {"required": true, "schema": {"type": "string", "pattern": "^\\"[0-9]+\\"$"}},
                                 "Retry-After": {"$ref": "#/components/headers/Retry-After"}},
                     "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
             "204": {},
             "404": {"content": {"application/problem+json": {"schema": {
               "type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}}}}}}},
         "/v1/things/{id}/stream": {
           "get": {"responses": {"200": {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}}}},
       "components": {
         "headers": {"Retry-After": {"schema": {"type": "integer", "minimum": 1}}},
         "schemas": {
           "Thing": {"type": "object", "required": ["id", "parts", "made_at"], "properties": {
             "id": {"type": "string"},
             "parts": {"type": "array", "items": {"anyOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}]}},
             "notes": {"type": "object", "additionalProperties": {"type": "string"}},
             "made_at": {"type": "string", "format": "date-time"}}},
           "Part": {"type": "object", "required": ["size"], "properties": {"size": {"type": "integer", "minimum": 1}}},
           "MadeEvent": {"type": "object", "properties": {
             "type": {"type": "string", "enum": ["made"]},
             "data": {"type": "object", "required": ["size"], "properties": {"size": {"type": "integer"}}}}}}}}
      """;
  private static final String BODY =
      """
      {"id": "1", "parts": [{"size": 1}, null], "notes": {"any": "text"}, "made_at": "2027-04-12T10:00:00Z"}""";
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json", "etag", "\"7\"", "date", "today", "apigw-requestid", "x", "Access-Control-Allow-Origin", "*");

  private static ObjectNode document() {
    return (ObjectNode) Http.parse(DOCUMENT);
  }

  private static List<String> complaints(
      ObjectNode document, String method, String path, int status, Map<String, String> headers, String body) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return new ApiDescription(document).complaints(method, path, status, HttpHeaders.of(lists, (name, value) -> true), body);
  }

  private static List<String> got(int status, Map<String, String> headers, String body) {
    return complaints(document(), "GET", "/v1/things/1?x=y", status, headers, body);
  }

  private static Map<String, String> headersWith(String name, String value) {
    Map<String, String> headers = new HashMap<>(HEADERS);
    headers.put(name, value);
    return headers;
  }

  @Test
  void anAnswerAsDescribedIsFine() {
    assertEquals(List.of(), got(200, HEADERS, BODY));
    assertEquals(List.of(), got(200, headersWith("Retry-After", "3"), BODY));
    assertEquals(List.of(), got(204, Map.of(), ""));
    assertEquals(List.of(), got(404, Map.of("Content-Type", "application/problem+json; charset=utf-8"), "{\"error\":\"NotFound\"}"));
    assertEquals(List.of(), got(413, Map.of(), "{\"message\":\"Request Entity Too Large\"}"), "the gateway's own");
    assertEquals(List.of(), complaints(document(), "PUT", "/v1/things/1", 404, Map.of(), "{\"message\":\"Not Found\"}"), "likewise");
  }

  /** Each mutation is of the body alone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\": \"1\", | ",
        "\"id\": \"1\" | \"id\": 1",
        "\"id\": \"1\" | \"id\": null",
        "\"id\": \"1\" | \"id\": \"1\", \"surplus\": 1",
        "{\"size\": 1} | {}",
        "{\"size\": 1} | {\"size\": 0}",
        "{\"size\": 1} | {\"size\": 1, \"surplus\": 1}",
        "\"any\": \"text\" | \"any\": 1",
        "2027-04-12T10:00:00Z | 12 April",
        "2027-04-12T10:00:00Z | 2027-04-12"
      })
  void aFieldMoreOrLessOrOfAnotherKindIsNoticed(String part, String instead) {
    String body = BODY.replace(part, instead == null ? "" : instead);
    assertFalse(body.equals(BODY), "the mutation changes something");
    assertFalse(got(200, HEADERS, body).isEmpty(), body);
  }

  @Test
  void anotherStatusHeaderOrTypeIsNoticed() {
    assertFalse(got(201, HEADERS, BODY).isEmpty(), "status");
    assertFalse(got(500, Map.of(), "{\"message\":\"Internal Server Error\"}").isEmpty(), "a function that fails is nobody's own");
    assertFalse(got(503, Map.of(), "{\"message\":\"Service Unavailable\"}").isEmpty(), "nor is one that takes too long");
    assertFalse(got(200, Map.of("Content-Type", "application/json"), BODY).isEmpty(), "no ETag");
    assertFalse(got(200, headersWith("etag", "7"), BODY).isEmpty(), "an ETag of another form");
    assertFalse(got(200, headersWith("Retry-After", "soon"), BODY).isEmpty(), "no number");
    assertFalse(got(200, headersWith("Retry-After", "0"), BODY).isEmpty(), "too small");
    assertFalse(got(200, headersWith("X-Surplus", "1"), BODY).isEmpty(), "a header more");
    assertFalse(got(200, headersWith("Content-Type", "text/plain"), BODY).isEmpty(), "media type");
    assertFalse(got(200, Map.of("ETag", "\"7\""), BODY).isEmpty(), "no media type");
    assertFalse(got(200, HEADERS, "").isEmpty(), "no body");
    assertFalse(got(204, Map.of(), "{}").isEmpty(), "a body where there is none");
    Map<String, String> problem = Map.of("Content-Type", "application/problem+json");
    assertFalse(got(404, problem, "{\"error\":\"x\",\"surplus\":1}").isEmpty(), "not only named schemas");
  }

  @Test
  void whatIsNotDescribedAtAllIsNoticed() {
    assertFalse(complaints(document(), "GET", "/v1/others/1", 200, HEADERS, BODY).isEmpty());
    assertFalse(complaints(document(), "PUT", "/v1/things/1", 200, HEADERS, BODY).isEmpty());
    String ours = "{\"error\":\"NotFound\"}";
    assertFalse(complaints(document(), "GET", "/v1/others/1", 404, HEADERS, ours).isEmpty(), "not the gateway's words");
  }

  @Test
  void eventsAreHeldAgainstTheirType() {
    Map<String, String> stream = Map.of("Content-Type", "text/event-stream");
    String frames = "retry: 1000\n\nid: 1\nevent: made\ndata: {\"size\":1}\n\n";
    String path = "/v1/things/1/stream";
    assertEquals(List.of(), complaints(document(), "GET", path, 200, stream, frames));
    assertFalse(complaints(document(), "GET", path, 200, stream, frames.replace("{\"size\":1}", "{}")).isEmpty());
    assertFalse(complaints(document(), "GET", path, 200, stream, frames.replace("1}", "1,\"surplus\":1}")).isEmpty());
    assertFalse(complaints(document(), "GET", path, 200, stream, frames.replace("made", "unmade")).isEmpty());
  }

  /** Each is a part of the document that is forgotten. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/paths/~1v1~1things~1{id}",
        "/paths/~1v1~1things~1{id}/get",
        "/paths/~1v1~1things~1{id}/get/responses/200",
        "/paths/~1v1~1things~1{id}/get/responses/200/headers/ETag",
        "/paths/~1v1~1things~1{id}/get/responses/200/content",
        "/paths/~1v1~1things~1{id}/get/responses/200/content/application~1json",
        "/components/schemas/Thing/properties/id",
        "/components/schemas/Thing/properties/parts",
        "/components/schemas/Part/properties/size"
      })
  void aDocumentThatForgetsIsNoticed(String pointer) {
    ObjectNode forgetful = document();
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) forgetful.at(pointer.substring(0, last))).remove(pointer.substring(last + 1).replace("~1", "/"));
    assertFalse(forgetful.equals(document()), "something is gone");
    assertFalse(complaints(forgetful, "GET", "/v1/things/1", 200, HEADERS, BODY).isEmpty());
  }
}
