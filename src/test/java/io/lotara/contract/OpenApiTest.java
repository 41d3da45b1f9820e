package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The OpenAPI document that is served, and the page to browse it by. */
@SharedService
class OpenApiTest {
  private final Http http = Service.http();

  @Test
  void itStaysAsItIs() {
    Http.Answer answer = http.get("/openapi.json");
    String tag = answer.header("ETag").orElseThrow();
    assertEquals(304, http.get("/openapi.json", "If-None-Match", tag).status());
    assertEquals(answer.text(), http.get("/openapi.json", "If-None-Match", "\"other\"").text());
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    Http.Answer page = http.get("/docs");
    assertEquals("text/html; charset=utf-8", page.header("Content-Type").orElse("none"));
    assertFalse(Pattern.compile("(https?:)?//").matcher(page.text()).find(), page.text());
    var files = Pattern.compile("(?:href|src)=\"(docs/[^\"]+)\"").matcher(page.text());
    int found = 0;
    while (files.find()) {
      Http.Answer file = http.get("/" + files.group(1));
      assertEquals(200, file.status(), files.group(1));
      String type = file.header("Content-Type").orElse("none");
      assertEquals(files.group(1).endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", type);
      assertTrue(file.header("Cache-Control").orElse("none").contains("max-age"));
      found++;
    }
    assertEquals(3, found);
    String start = http.get("/docs/start.js").text();
    assertTrue(start.contains("url: \"openapi.json\"") && start.contains("validatorUrl: null"), start);
    http.get("/docs/nothing.js").problem(404, "NotFound");
    http.get("/docs/..%2Fapplication.properties").problem(404, "NotFound");
  }
}
