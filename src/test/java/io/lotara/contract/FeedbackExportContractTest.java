package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/feedback/export}. */
@SharedService
class FeedbackExportContractTest {
  private final Http http = Service.http();

  /** Every line of this month, page by page, each page looked at. */
  private List<JsonNode> lines(String more, int limit) {
    List<JsonNode> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<String> path = Optional.of("/v1/feedback/export?limit=" + limit + more);
    while (path.isPresent()) {
      assertTrue(seen.add(path.get()), "no page comes twice");
      Http.Answer page = http.get(path.get());
      assertEquals(200, page.status(), page::text);
      assertEquals("application/x-ndjson", page.header("Content-Type").orElseThrow());
      List<String> texts = page.text().lines().toList();
      assertTrue(texts.size() <= limit);
      assertTrue(page.text().isEmpty() || page.text().endsWith("\n"));
      texts.forEach(line -> lines.add(Http.parse(line)));
      path = page.header("Link").map(link -> link.replaceFirst("<(.*)>; rel=\"next\"", "$1"));
    }
    return lines;
  }

  private static JsonNode of(List<JsonNode> lines, String job) {
    List<JsonNode> found = lines.stream().filter(l -> l.get("job_id").textValue().equals(job)).toList();
    assertEquals(1, found.size(), "a second one replaces the first");
    return found.getFirst();
  }

  @Test
  void everyFeedbackIsThereOnceWithWhatItsJobCameTo() {
    String planned = Trips.completed();
    String waiting = http.plan("Test query");
    http.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":1,\"comment\":\"first\"}".formatted(planned)).expect(200);
    String second = "{\"job_id\":\"%s\",\"rating\":4,\"comment\":\"line\\nbreak\",\"helpful_aspects\":[\"hotel\"]}";
    http.post("/v1/feedback", second.formatted(planned)).expect(200);
    http.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":2}".formatted(waiting)).expect(200);
    List<JsonNode> lines = lines("", 2);
    assertEquals(lines, lines("", 100));

    JsonNode line = of(lines, planned);
    JsonNode document = http.get("/v1/status/" + planned).expect(200);
    assertEquals(4, line.get("rating").intValue());
    assertEquals("line\nbreak", line.get("comment").textValue());
    assertEquals("[\"hotel\"]", line.get("helpful_aspects").toString());
    assertEquals("[]", line.get("improvement_areas").toString());
    assertEquals("completed", line.get("status").textValue());
    assertTrue(line.at("/request/query").textValue().contains("Tokyo"), line::toString);
    assertEquals(Http.parse(Trips.UNLIMITED), line.at("/request/constraints"));
    assertEquals(document.at("/final_result/understood"), line.get("understood"));
    assertEquals(document.at("/final_result/cost"), line.get("cost"));
    assertEquals(document.at("/approval/plan_hash"), line.get("plan_hash"));
    assertTrue(line.get("user_id").isNull(), "nobody is named");
    assertTrue(line.get("user").textValue().matches("[0-9a-f]{16}"));
    assertFalse(line.toString().contains("\"ada\""));
    assertEquals("ada", of(lines("&user_ids=true", 100), planned).get("user_id").textValue());

    JsonNode early = of(lines, waiting);
    for (String field : List.of("understood", "cost", "plan_hash", "completed_at", "comment")) {
      assertTrue(early.get(field).isNull(), field);
    }
    assertEquals(line.get("user"), early.get("user"), "the same person has the same name");
  }

  @Test
  void whatIsAskedForWronglyIsSaidSo() {
    for (String query : List.of("month=2026-13", "month=x", "limit=0", "limit=x", "user_ids=maybe", "cursor=x")) {
      http.get("/v1/feedback/export?" + query).names("query." + query.replaceFirst("=.*", ""));
    }
    assertEquals("", http.get("/v1/feedback/export?month=1999-01").text());
  }
}
