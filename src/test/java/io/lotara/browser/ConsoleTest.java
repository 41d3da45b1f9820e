package io.lotara.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The console as a person has it: a trip from the first word to the approved plan, with the keyboard alone, and on a telephone; and the page
 * that the API is described on.
 */
class ConsoleTest {
  private static final Path PICTURES = Path.of("target/console");
  private static final String UNNAMED =
      "[...document.querySelectorAll('button, input, textarea, select, progress, a, [role]')].filter(e => e.offsetParent && !("
          + "e.ariaLabel || e.getAttribute('aria-labelledby') || e.labels?.length || e.textContent.trim())).map(e => "
          + "e.outerHTML.slice(0, 80)).join('\\n')";

  /** What the page has fetched from other hosts. */
  private static final String ELSEWHERE =
      "performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin) && !n.startsWith('data:')).join()";

  private static LocalCloud cloud;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Chromium.find().isPresent(), "this machine has no Chromium, so the console was not tried in a browser");
    Files.createDirectories(PICTURES);
    cloud = LocalCloud.start(LocalOptions.of(Path.of("template.yaml")));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (cloud != null) {
      cloud.close();
    }
  }

  private static void picture(String name) throws IOException {
    Files.write(PICTURES.resolve(name + ".png"), chromium.screenshot());
  }

  private static String text(String selector) {
    return chromium.evaluate("document.querySelector('%s').textContent".formatted(selector)).asText();
  }

  /** Moves the focus with the tabulator key until it is on an element. */
  private static void tabTo(String selector) {
    for (int i = 0; i < 60; i++) {
      if (chromium.evaluate("document.activeElement?.matches('%s')".formatted(selector)).asBoolean()) {
        return;
      }
      chromium.press("Tab");
    }
    throw new AssertionError("the keyboard does not reach " + selector);
  }

  @Test
  void aTripIsPlannedAndApprovedWithTheKeyboardAlone() throws IOException {
    chromium.size(1280, 900, false);
    chromium.open(cloud.baseUrl().resolve("/console"));
    chromium.await("document.querySelectorAll('#turns li').length === 1 && document.querySelector('#brand').textContent");

    tabTo("#message");
    chromium.type("Plan 4 days in Rome and Florence for two from Paris in mid May, under $6000. Business class, entire room, art");
    chromium.press("Enter");
    chromium.await("document.querySelectorAll('#tasks li').length > 4");
    chromium.await("document.querySelector('#approve')");
    assertTrue(text("#found").matches(".*flights: [1-9].*hotels: [1-9].*activities: [1-9].*"), text("#found"));
    chromium.await("document.querySelector('#turns').lastElementChild.textContent.includes('waits for your approval')");
    picture("approval");

    chromium.evaluate("document.querySelector('#state').focus()");
    tabTo("#approve");
    chromium.press("Enter");
    chromium.await("document.querySelector('#state').textContent.includes('is complete')");
    assertEquals(4, chromium.evaluate("document.querySelectorAll('[role=tab]').length").asInt());
    assertEquals("true", chromium.evaluate("document.querySelector('#day-0').getAttribute('aria-selected')").asText());
    tabTo("#day-0");
    chromium.press("ArrowRight");
    chromium.await("document.activeElement.id === 'day-1' && document.querySelectorAll('svg.map circle').length > 1");
    assertTrue(chromium.evaluate("document.querySelector('svg.map').getAttribute('aria-label')").asText().startsWith("Map: 1 "));
    picture("plan");

    String job = chromium.evaluate("document.querySelector('#jobs').value").asText();
    String status = "fetch('/v1/status/%s').then(r => r.json()).then(d => d.%s)";
    double total = chromium.evaluate(status.formatted(job, "cost.total")).asDouble();
    String shown = text("tfoot td").replaceAll("[^0-9.]", "");
    assertEquals(total, Double.parseDouble(shown), 0.001);
    int checks = chromium.evaluate(status.formatted(job, "final_result.checks.length")).asInt();
    assertTrue(text("#checks summary").endsWith("of %d ok)".formatted(checks)), text("#checks summary"));
    assertTrue(text("#sources").contains("open, estimated"), text("#sources"));
    assertEquals("", chromium.evaluate(UNNAMED).asText(), "elements without a name for a screen reader");
  }

  @Test
  void aTripIsChangedInTheChat() {
    chromium.size(1280, 900, false);
    chromium.open(cloud.baseUrl().resolve("/console/?change"));
    chromium.await("location.search === '?change' && document.querySelectorAll('#turns li').length === 1");
    say("Plan 3 days in Hue for two from Hanoi in mid May");
    chromium.await(
        "document.querySelectorAll('[role=tab]').length === 3 && document.querySelector('#state').textContent.includes('is complete')");
    String first = chromium.evaluate("document.querySelector('#jobs').value").asText();
    say("make it two days longer");
    chromium.await("document.querySelector('#jobs').value !== '" + first + "' && document.querySelectorAll('[role=tab]').length === 5");
    chromium.await("document.querySelector('#state').textContent.includes('is complete')");
    String second = chromium.evaluate("document.querySelector('#jobs').value").asText();
    assertEquals(first, chromium.evaluate("fetch('/v1/status/%s').then(r => r.json()).then(d => d.revises)".formatted(second)).asText());
    assertEquals("", chromium.evaluate(ELSEWHERE).asText(), "nothing is fetched from another host");
  }

  private static void say(String words) {
    chromium.evaluate("document.querySelector('#message').value = '" + words + "', document.querySelector('#send').click()");
  }

  @Test
  void aQuestionIsAskedAndAJobCancelledOnATelephone() throws IOException {
    chromium.size(390, 844, true);
    chromium.open(cloud.baseUrl().resolve("/console/?phone"));
    chromium.await("location.search === '?phone' && document.querySelectorAll('#turns li').length === 1");
    chromium.evaluate(
        "fetch('/v1/plan', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({"
            + "user_id: localStorage.getItem('lotara.user'), query: 'Test query'})}).then(r => r.json()).then(() => location.reload())");
    chromium.await("document.querySelector('#decide form')");
    picture("telephone");
    assertTrue(chromium.evaluate("document.documentElement.scrollWidth <= 390").asBoolean(), "the page is wider than a telephone");
    for (String control : List.of("#send", "#cancel", "#decide button")) {
      String hit = "(e => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect(); "
          + "return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === e; })(document.querySelector('%s'))";
      assertTrue(chromium.evaluate(hit.formatted(control)).asBoolean(), "a finger does not reach " + control);
    }
    assertEquals(
        "",
        chromium
            .evaluate(
                "[...document.querySelectorAll('button, input, select')].filter(e => e.offsetParent && e.getBoundingClientRect().height "
                    + "< 43)"
                    + ".map(e => e.outerHTML).join('\\n')")
            .asText(),
        "too small for a finger");
    assertEquals("", chromium.evaluate(UNNAMED).asText(), "elements without a name for a screen reader");
    chromium.evaluate("document.querySelector('#cancel').click()");
    chromium.await("document.querySelector('#state').textContent.includes('was cancelled')");
  }

  @Test
  void whatOthersWroteStaysText() {
    chromium.size(1280, 900, false);
    chromium.open(cloud.baseUrl().resolve("/console/?text"));
    chromium.await("location.search === '?text' && document.querySelectorAll('#turns li').length === 1");
    chromium.evaluate(
        "document.querySelector('#message').value = '<img src=x onerror=\"document.title=1\"><b>hi</b>', "
            + "document.querySelector('#send').click()");
    chromium.await("document.querySelectorAll('#turns li').length === 3");
    assertTrue(text("#turns .mine").contains("<img src=x"));
    assertEquals(0, chromium.evaluate("document.querySelectorAll('#turns img, #turns b').length").asInt());
  }

  @Test
  void theDescriptionOfTheApiIsBrowsedWithoutAnyOtherHost() throws IOException {
    chromium.size(1280, 900, false);
    chromium.open(cloud.baseUrl().resolve("/docs"));
    chromium.await("location.pathname === '/docs' && document.querySelector('.opblock')");
    int operations =
        chromium
            .evaluate("fetch('/openapi.json').then(r => r.json()).then(d => Object.values(d.paths).flatMap(p => Object.keys(p)).length)")
            .asInt();
    assertTrue(operations > 40, "operations: " + operations);
    chromium.await("document.querySelectorAll('.opblock').length === " + operations);
    picture("docs");
    assertEquals("", chromium.evaluate(ELSEWHERE).asText());
  }
}
