package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/suggest}: what it takes and refuses, and what comes of each trigger. */
@SharedService
class SuggestContractTest {
  private static final String DROP =
      "{'origin': 'Hanoi', 'destination': 'Singapore', 'departure_date': '2027-04-12', 'return_date': '2027-04-16', 'old_price': 400,"
          + " 'new_price': {'amount': 280, 'currency': 'USD'}}";
  private final Http http = Service.http();

  private static ObjectNode body(String type, String context) {
    ObjectNode body = Http.JSON.createObjectNode().put("user_id", "ada").put("trigger_type", type);
    body.set("context", Http.parse(context.replace('\'', '"')));
    body.set("constraints", Http.parse(Trips.UNLIMITED));
    return body;
  }

  private JsonNode ended(ObjectNode body) {
    JsonNode accepted = http.post("/v1/suggest", body.toString()).expect(202);
    return http.poll(accepted.get("job_id").textValue(), d -> !d.get("status").textValue().matches("started|planning|executing"));
  }

  private JsonNode completed(ObjectNode body) {
    JsonNode document = ended(body);
    assertEquals("completed", document.get("status").textValue(), document::toString);
    return document.get("final_result");
  }

  private static JsonNode understood(JsonNode result, String field) {
    for (JsonNode one : result.get("understood")) {
      if (one.get("field").textValue().equals(field)) {
        return one;
      }
    }
    throw new AssertionError(field + " is not in " + result.get("understood"));
  }

  @Test
  void aTriggerIsAnsweredAsAPlan() {
    Http.Answer answer = http.post("/v1/suggest", body("price_drop", DROP).toString());
    JsonNode accepted = answer.expect(202);
    String id = accepted.get("job_id").textValue();
    assertEquals("started", accepted.get("status").textValue());
    assertEquals("ada", accepted.get("user_id").textValue());
    assertTrue(accepted.get("result").isNull());
    assertEquals("/v1/status/" + id, answer.header("Location").orElseThrow());
    assertTrue(answer.header("Retry-After").isPresent());
    assertEquals("proactive", http.get("/v1/status/" + id).expect(200).get("mode").textValue());
    JsonNode first = http.get("/v1/jobs/" + id + "/events?limit=1").expect(200).get("events").get(0);
    assertEquals("monitoring", first.get("data").get("workflow_state").textValue());
  }

  @Test
  void aKeyMakesARepetitionTheSameJob() {
    String key = UUID.randomUUID().toString();
    String body = body("price_drop", DROP).toString();
    Http.Answer first = suggest(key, body);
    assertEquals(first.expect(202), suggest(key, body).expect(202));
    suggest(key, body.replace("ada", "bob")).names("header.Idempotency-Key");
    // The same key on another route is another key.
    String plan = "{\"user_id\":\"ada\",\"query\":\"Test query\"}";
    Http.Answer planned = http.send("POST", "/v1/plan", plan.getBytes(UTF_8), "Content-Type", "application/json", "Idempotency-Key", key);
    assertNotEquals(first.json().get("job_id"), planned.expect(202).get("job_id"));
  }

  private Http.Answer suggest(String key, String body) {
    return http.send("POST", "/v1/suggest", body.getBytes(UTF_8), "Content-Type", "application/json", "Idempotency-Key", key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "price_drop | {'departure_date': 'soon'} | context.departure_date",
        "price_drop | {'departure_date': '2027-04-12', 'return_date': '2027-04-10'} | context.return_date",
        "price_drop | {'dates': {'start': '2027-04-12', 'end': 5}} | context.dates.end",
        "price_drop | {'destination': 5} | context.destination",
        "price_drop | {'route': 'Hanoi'} | context.route",
        "price_drop | {'route': 'HAN-HAN', 'new_price': 5} | context.route", "price_alert | {'from': 'Saigon', 'to': 'SGN'} | context.to",
        "price_drop | {'route': ['NRT', 'Tokyo']} | context.route.1", "price_drop | {'old_price': 400, 'new_price': 400} | context.new_price",
        "price_alert | {'was': 400, 'now': 500} | context.now", "price_drop | {'departure_date': '2026-01-12'} | context.departure_date",
        "calendar_gap | {'gap': {'start': '2026-01-12', 'end': '2027-05-01'}} | context.gap.start", "calendar_gap | {'free_until': '2026-01-12'} | context.free_until",
        "budget_surplus | {'dates': '2026-01-12 to 2026-01-14', 'surplus': 5} | context.dates",
        "price_drop | {'route': 5} | context.route",
        "price_drop | {'new_price': 'cheap'} | context.new_price",
        "price_drop | {'new_price': -5} | context.new_price",
        "price_alert | {'old_price': 0} | context.old_price",
        "price_drop | {'new_price': 5, 'currency': 'XQQ'} | context.currency",
        "price_drop | {'new_price': {'amount': 5, 'currency': 'dollars'}} | context.new_price.currency",
        "price_drop | {'passengers': 0} | context.passengers",
        "calendar_gap | {'start': '2027-05-10', 'end': '2027-05-01'} | context.end",
        "calendar_gap | {'gap': {'start': 'x'}} | context.gap.start",
        "calendar_gap | {'days': 0} | context.days",
        "budget_surplus | {'amount': 0} | context.amount",
        "budget_surplus | {'amount': 500, 'currency': 'ZZZ'} | context.currency",
        "budget_surplus | {'surplus': {'amount': 'x'}} | context.surplus.amount",
        "anniversary | {'pace': 'hurried'} | context.pace",
        "anniversary | {'query': 5} | context.query",
      })
  void aContextThatCannotBeReadIsNamed(String type, String context, String field) {
    http.post("/v1/suggest", body(type, context).toString()).names("body." + field);
  }

  @ParameterizedTest
  @CsvSource({"https://169.254.169.254/", "http://example.com/", "https://user@example.com/", "''"})
  void anUnsafeCallbackIsNamed(String url) {
    http.post("/v1/suggest", body("price_drop", DROP).put("callback_url", url).toString()).names("body.callback_url");
    http.post("/v1/suggest", body("price_drop", DROP).put("callback_url", 5).toString()).names("body.callback_url");
  }

  @Test
  void whatIsMissingIsNamed() {
    http.post("/v1/suggest", "{}").names("body.user_id");
    http.post("/v1/suggest", "{}").names("body.trigger_type");
    http.post("/v1/suggest", "{}").names("body.context");
    ObjectNode odd = body("price_drop", DROP);
    http.post("/v1/suggest", odd.deepCopy().put("context", "x").toString()).names("body.context");
    http.post("/v1/suggest", odd.deepCopy().put("trigger_type", 5).toString()).names("body.trigger_type");
    http.post("/v1/suggest", odd.deepCopy().putNull("constraints").toString()).names("body.constraints");
    ObjectNode alias = Http.JSON.createObjectNode().put("user_id", "ada").put("trigger_type", "price_drop");
    alias.putObject("trigger_data").put("departure_date", "x");
    http.post("/v1/suggest", alias.toString()).names("body.trigger_data.departure_date");
  }

  @Test
  void aPriceDropPlansItsRouteAndDatesAndCitesItsPrices() {
    JsonNode result = completed(body("price_alert", DROP));
    JsonNode trip = result.get("trip");
    assertEquals("Hanoi", trip.get("origin").textValue());
    assertEquals("[\"Singapore\"]", trip.get("destinations").toString());
    assertEquals("2027-04-12", trip.get("dates").get("start").textValue());
    assertEquals("2027-04-16", trip.get("dates").get("end").textValue());
    assertEquals("constraints", understood(result, "destination").get("source").textValue());
    String said = "the caller says that the price from Hanoi to Singapore changed from 400 USD to 280 USD";
    assertTrue(result.get("summary").textValue().contains(said), result.get("summary")::toString);
    assertEquals("trigger", result.get("why").get(0).get("item").textValue());
    assertTrue(result.get("assumptions").toString().contains("280 USD is not one that a source returned; the ways of this plan cost"));
    for (JsonNode flight : result.get("flights")) {
      assertEquals("open", flight.get("source").textValue());
      assertNotEquals(280, flight.get("price").get("amount").doubleValue(), "a claim is no price");
    }
  }

  @Test
  void whatIsNoSenseInAKnownTriggerIsLeftToAnyOther() {
    String odd = "{'route': 'HAN-SIN', 'old_price': 100, 'new_price': 200, 'text': 'a week in Hue'}";
    http.post("/v1/suggest", body("anything", odd).toString()).expect(202);
    http.post("/v1/suggest", body("anything", "{'date': '2026-01-12', 'text': 'a week in Hue'}").toString()).expect(202);
    http.post("/v1/suggest", body("price_drop", "{'route': 'HAN-SIN', 'old_price': 100, 'new_price': {'amount': 90, 'currency': 'EUR'}}").toString())
        .expect(202);
  }

  @Test
  void constraintsBeatTheContext() {
    ObjectNode body = body("price_drop", DROP);
    ((ObjectNode) body.get("constraints")).put("destination", "Bangkok").put("travellers", 2);
    JsonNode trip = completed(body).get("trip");
    assertEquals("[\"Bangkok\"]", trip.get("destinations").toString());
    assertEquals(2, trip.get("travellers").get("adults").intValue());
  }

  @Test
  void aGapIsFilledWithWhatTheTravellerLikes() {
    String user = "gap-" + UUID.randomUUID();
    String preferences = "{\"preferred_destinations\": [\"Hue\", \"Qwertzland\", \"Da Nang\"]}";
    http.send("PUT", "/v1/preferences/" + user, preferences.getBytes(UTF_8), "Content-Type", "application/json").expect(200);
    rate(user, "Hue", 1);
    JsonNode document = ended(gap(user));
    JsonNode first = document.get("final_result");
    assertEquals("[\"Da Nang\"]", first.get("trip").get("destinations").toString(), "Hue was rated low, and nobody knows Qwertzland");
    assertEquals("2027-05-03", first.get("trip").get("dates").get("start").textValue());
    assertEquals("2027-05-06", first.get("trip").get("dates").get("end").textValue());
    assertEquals("preferences", understood(first, "destination").get("source").textValue());
    assertTrue(first.get("assumptions").toString().contains("Nobody said where to, so Da Nang is proposed"));
    assertTrue(first.get("assumptions").toString().contains("Qwertzland would have been proposed before, but no such place is known."));
    feedback(document.get("job_id").textValue(), 2);
    rate(user, "Kyoto", 5);
    assertEquals("[\"Kyoto\"]", completed(gap(user)).get("trip").get("destinations").toString(), "it was liked");
  }

  /** The days of the plan are assumed; the trigger is cited with those that it told, and no others. */
  @Test
  void onlyTheFreeDaysThatWereToldAreCited() {
    String open = completed(body("calendar_gap", "{'origin': 'Hanoi'}").put("user_id", "gap-open")).get("summary").textValue();
    assertTrue(open.endsWith("Suggested for free days."), open);
    String from = completed(body("calendar_gap", "{'origin': 'Hanoi', 'gap_start': '2027-05-03'}").put("user_id", "gap-from")).get("summary").textValue();
    assertTrue(from.endsWith("Suggested for free days from 2027-05-03."), from);
    String both = completed(gap("gap-both")).get("summary").textValue();
    assertTrue(both.endsWith("Suggested for the free days from 2027-05-03 to 2027-05-06."), both);
  }

  @Test
  void aPriceOfAnotherJourneyIsNotCompared() {
    ObjectNode body = body("price_drop", DROP);
    ((ObjectNode) body.get("constraints")).put("destination", "Bangkok");
    JsonNode result = completed(body);
    assertTrue(result.get("summary").textValue().contains("that the price from Hanoi to Singapore changed"), result.get("summary")::toString);
    assertTrue(result.get("assumptions").toString().contains("This plan is for another journey than the price of 280 USD"));
  }

  private static ObjectNode gap(String user) {
    return body("calendar_gap", "{'start': '2027-05-03T09:00:00Z', 'end': '2027-05-06', 'origin': 'Hanoi'}").put("user_id", user);
  }

  private void rate(String user, String place, int rating) {
    ObjectNode plan = Http.JSON.createObjectNode().put("user_id", user).put("query", "3 days in " + place);
    String id = http.post("/v1/plan", plan.toString()).expect(202).get("job_id").textValue();
    http.poll(id, d -> d.get("progress").get("tasks_completed").intValue() > 0);
    feedback(id, rating);
    http.send("POST", "/v1/jobs/" + id + "/cancel", null);
  }

  private void feedback(String id, int rating) {
    http.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":%d}".formatted(id, rating)).expect(200);
  }

  @Test
  void aSurplusIsEnoughForWhatIsProposed() {
    JsonNode result = completed(body("budget_surplus", "{'surplus': 260, 'currency': 'USD', 'home_city': 'Hanoi'}").put("user_id", "nobody-yet"));
    assertTrue(result.get("cost").get("within_budget").booleanValue());
    assertTrue(result.get("cost").get("total").doubleValue() <= 260);
    assertEquals("default", understood(result, "destination").get("source").textValue());
    assertEquals("constraints", understood(result, "budget").get("source").textValue());
    assertTrue(result.get("summary").textValue().contains("Suggested for the surplus of 260"));
  }

  @Test
  void whatIsPreferredAndTooDearIsNamed() {
    String user = "surplus-" + UUID.randomUUID();
    http.send("PUT", "/v1/preferences/" + user, "{\"preferred_destinations\": [\"New York\"]}".getBytes(UTF_8), "Content-Type", "application/json")
        .expect(200);
    JsonNode result = completed(body("budget_surplus", "{'surplus': 260, 'currency': 'USD', 'home_city': 'Hanoi'}").put("user_id", user));
    assertTrue(
        result.get("assumptions").toString().contains("New York would have been proposed before, but no plan could be made of it"),
        result.get("assumptions")::toString);
  }

  @Test
  void anUnknownTriggerIsPlannedFromItsContext() {
    JsonNode result = completed(body("anniversary", "{'occasion': 'a quiet weekend in Paris for two', 'start_date': '2027-06-04', 'days': 3}"));
    assertEquals("[\"Paris\"]", result.get("trip").get("destinations").toString());
    assertEquals("2027-06-04", result.get("trip").get("dates").get("start").textValue());
    assertEquals(2, result.get("trip").get("travellers").get("adults").intValue());
    assertEquals("query", understood(result, "destination").get("source").textValue());
    assertTrue(result.get("summary").textValue().contains("“anniversary”"));
  }

  @Test
  void whereThereIsNothingToProposeIsAsked() {
    JsonNode document = ended(body("calendar_gap", "{'start': '2027-05-03', 'end': '2027-05-06'}").put("user_id", "stranger"));
    assertEquals("waiting_input", document.get("status").textValue());
    assertEquals("destination", document.get("question").get("field").textValue());
    String id = document.get("job_id").textValue();
    http.post("/v1/jobs/" + id + "/answer", "{\"answer\":\"Hue\"}").expect(200);
    JsonNode done = http.poll(id, "completed");
    assertEquals("[\"Hue\"]", done.get("final_result").get("trip").get("destinations").toString());
    assertFalse(done.get("final_result").get("assumptions").toString().contains("is proposed"));
    assertEquals("waiting_input", ended(body("price_drop", "{'new_price': 5}")).get("status").textValue());
  }
}
