package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.job.JobState;
import io.lotara.job.TaskState;
import io.micronaut.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The OpenAPI document by itself: as whole as the template, and sound. */
class OpenApiDocumentTest {
  private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");
  private static final Pattern ROUTE = Pattern.compile("Type: HttpApi, Properties: \\{[^}]*Method: (\\w+), Path: \"?([^\"}]*(?:\\{\\w+}[^\"}]*)*)\"?}}");
  private final String text = ApiDocument.read(JsonMapper.createDefault(), "1.2.3");
  private final JsonNode document = read(text);

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void itsRoutesAreThoseOfTheTemplate() throws java.io.IOException {
    Set<String> described = new TreeSet<>();
    document.get("paths").properties().forEach(path ->
        path.getValue().fieldNames().forEachRemaining(method -> described.add(method.toUpperCase() + " " + path.getKey())));
    Set<String> served = new TreeSet<>();
    for (MatchResult route : ROUTE.matcher(Files.readString(Path.of("template.yaml"))).results().toList()) {
      served.add(route.group(1) + " " + route.group(2));
    }
    Set<String> missing = new TreeSet<>(served);
    missing.removeAll(described);
    assertEquals(
        Set.of(),
        missing,
        "routes of template.yaml that the document does not know: their controller methods need @Operation and @ApiResponse,"
            + " see src/docs/openapi.md");
    assertEquals(served, described, "and none that is not served");
  }

  @Test
  void everyOperationSaysWhatItIs() {
    Set<String> names = new HashSet<>();
    document.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
      String route = method.getKey() + " " + path.getKey();
      assertTrue(METHODS.contains(method.getKey()), route);
      JsonNode operation = method.getValue();
      assertTrue(names.add(operation.get("operationId").textValue()), () -> "two operations are called as " + route);
      assertFalse(operation.path("summary").asText().isBlank(), () -> route + " has no sentence of Javadoc");
      assertEquals(1, operation.path("tags").size(), () -> route + " has no tag: @Operation(tags = …)");
      assertTrue(
          RouteRules.lists(method.getKey().toUpperCase() + " " + path.getKey()),
          () -> route + " is not in RouteRules, and needs the scope admin");
      operation.get("responses").forEach(response -> {
        assertFalse(response.path("description").asText().matches(".* response|"), () -> route + " has an answer without @ApiResponse");
        assertFalse(response.path("content").has("*/*"), route);
      });
    }));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Set<String> seen = new TreeSet<>();
    for (JsonNode ref : document.findValues("$ref")) {
      String target = ref.textValue();
      assertTrue(target.startsWith("#/"), target);
      assertFalse(document.at(target.substring(1)).isMissingNode(), () -> "nothing is at " + target);
      seen.add(target.substring(target.lastIndexOf('/') + 1));
    }
    Set<String> schemas = new TreeSet<>();
    document.at("/components/schemas").fieldNames().forEachRemaining(schemas::add);
    schemas.removeAll(seen);
    schemas.remove("JsonNode");
    assertEquals(Set.of(), schemas, "schemas that nothing refers to");
  }

  @Test
  void itIsOpenApi31() {
    assertEquals("3.1.0", document.get("openapi").textValue());
    assertEquals("1.2.3", document.at("/info/version").textValue());
    assertFalse(text.contains("\"nullable\""), "a word of 3.0");
    assertFalse(text.contains("://"), "an address");
  }

  /** Words that annotations repeat. */
  @Test
  void itsWordsAreThoseOfTheCode() {
    List<String> states = Arrays.stream(JobState.values()).map(JobState::wire).sorted().toList();
    List<String> tasks = Arrays.stream(TaskState.values()).map(TaskState::wire).sorted().toList();
    for (String schema : List.of("StatusDocument", "JobLine", "Said", "StateChangeData")) {
      assertEquals(states, words("/components/schemas/" + schema + "/properties/status/enum"), schema);
    }
    assertEquals(tasks, words("/components/schemas/StatusDocumentTaskLine/properties/status/enum"));
    assertEquals(states, words("/paths/~1v1~1jobs/get/parameters/1/schema/enum"));
  }

  private List<String> words(String pointer) {
    return StreamSupport.stream(document.at(pointer).spliterator(), false).map(JsonNode::asText).sorted().collect(Collectors.toList());
  }
}
