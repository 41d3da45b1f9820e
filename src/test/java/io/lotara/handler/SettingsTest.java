package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set for one tenant, and that a person who must approve is reminded. */
class SettingsTest {
  private static KeyedService service;
  private final String tenant = "t-" + UUID.randomUUID();
  private final String key = service.key(tenant, "plan", "read", "approve");

  @BeforeAll
  static void start() {
    service = new KeyedService(o -> o.polling(true).parameter("WritesPerMinute", "0"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private Map<?, ?> set(String section, Object value) {
    Map<String, Object> sections = new HashMap<>();
    sections.put(section, value);
    return service.keys(Map.of("action", "set", "tenant", tenant, "settings", sections));
  }

  private JsonNode rests(String job) {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    JsonNode document;
    do {
      document = service.send("GET", "/v1/status/" + job, key, null, "Prefer", "wait=1").json();
    } while (List.of("started", "planning", "executing").contains(document.get("status").textValue()) && System.nanoTime() < end);
    return document;
  }

  private String planned(String constraints) {
    String body = "{\"user_id\":\"ana\",\"query\":\"3 days in Da Nang from Hanoi\",\"constraints\":" + constraints + "}";
    return service.send("POST", "/v1/plan", key, body).json().get("job_id").textValue();
  }

  private List<String> events(String job) {
    List<String> types = new ArrayList<>();
    service.send("GET", "/v1/jobs/" + job + "/events", key, null).json().get("events").forEach(e -> types.add(e.get("type").textValue()));
    return types;
  }

  private static void sweep() throws Exception {
    service.cloud().invoke("SweeperHandler", new ScheduledEvent());
  }

  @Test
  void theThresholdIsTheRequestsElseTheTenantsElseTheDeployments() throws Exception {
    assertEquals("completed", rests(planned("{}")).get("status").textValue(), "it costs less than the deployment's 2000 dollars");
    set("approval", Map.of("threshold", 10, "currency", "EUR", "hours", 48));
    service.clock().advance(Duration.ofSeconds(61));
    assertEquals("completed", rests(planned("{\"approval\":{\"threshold\":1000000}}")).get("status").textValue());

    String job = planned("{}");
    JsonNode approval = rests(job).get("approval");
    assertEquals("[\"cost_over_threshold\"]", approval.get("reasons").toString());
    assertEquals("EUR", approval.get("threshold_currency").textValue());
    assertEquals(10, approval.get("threshold").intValue());
    Duration left = Duration.between(service.clock().instant(), Instant.parse(approval.get("expires_at").textValue()));
    assertTrue(left.compareTo(Duration.ofHours(47)) > 0 && left.compareTo(Duration.ofHours(48)) <= 0, left::toString);

    sweep();
    assertEquals("approval_required", events(job).getLast());
    service.clock().advance(Duration.ofHours(24));
    sweep();
    sweep();
    List<String> types = events(job);
    assertEquals("approval_reminder", types.getLast());
    assertEquals(1, types.stream().filter(t -> t.equals("approval_reminder")).count());
    String last = "/v1/jobs/" + job + "/events?after=" + (types.size() - 1);
    JsonNode reminder = service.send("GET", last, key, null).json().at("/events/0/data/approval");
    assertEquals(approval, reminder, "it says what was asked");
    service.clock().advance(Duration.ofHours(24));
    sweep();
    assertEquals("cancelled", rests(job).get("status").textValue());
  }

  @Test
  void limitsOfItsOwn() {
    set("limits", Map.of("jobs_per_day", 1));
    service.clock().advance(Duration.ofSeconds(61));
    assertEquals(202, service.plan(key).status());
    assertEquals(429, service.plan(key).status());
    set("limits", null);
    service.clock().advance(Duration.ofSeconds(61));
    assertEquals(202, service.plan(key).status());
  }

  @Test
  void sectionsAreShownAsTheyWereSet() {
    set("limits", Map.of("jobs_per_day", 7, "model_usd_per_day", 0.5));
    Map<?, ?> answer = set("sources", Map.of("order", List.of("open")));
    Map<?, ?> settings = (Map<?, ?>) answer.get("settings");
    assertEquals("{jobs_per_day=7, model_usd_per_day=0.5}", new TreeMap<>((Map<?, ?>) settings.get("limits")).toString());
    assertEquals(Map.of("order", List.of("open")), settings.get("sources"));
    assertEquals(answer, service.keys(Map.of("action", "settings", "tenant", tenant)));
    assertNotEquals(null, answer.get("model_usd_today"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limits   | jobs_per_day            | -1   | limits.jobs_per_day must be a number of 0
          limits   | jobs_per_day            | 1.5  | limits.jobs_per_day must be a whole number
          limits   | jobs                    | 1    | limits.jobs is not known
          approval | threshold               | much | approval.threshold must be a number
          approval | currency                | EUR  | approval.currency needs a threshold
          approval | hours                   | 0    | approval.hours must be
          approval | price_tolerance_percent | 101  | approval.price_tolerance_percent must be
          sources  | order                   | open | sources.order must be a list of texts
          colours  | x                       | 1    | there is no section colours; there are [approval
          """)
  void whatCannotBeSetIsSaidSo(String section, String field, String value, String error) {
    Object typed = value.matches("-?[0-9]+") ? Integer.valueOf(value) : value.matches("[0-9.]+") ? Double.valueOf(value) : value;
    Map<?, ?> answer = set(section, Map.of(field, typed));
    assertTrue(String.valueOf(answer.get("error")).startsWith(error), answer::toString);
    assertEquals(Map.of(), service.keys(Map.of("action", "settings", "tenant", tenant)).get("settings"), "and nothing is set");
  }
}
