package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code POST /v1/plan} takes and refuses. */
@SharedService
class PlanContractTest {
  private final Http http = Service.http();

  private static ObjectNode body() {
    return Http.JSON.createObjectNode().put("user_id", "ada").put("query", "Test query");
  }

  private Http.Answer with(String field, String json) {
    return http.post("/v1/plan", body().set(field, Http.parse(json)).toString());
  }

  @Test
  void anAcceptedTripIsAnswered() {
    Http.Answer answer = http.post("/v1/plan", body().toString());
    JsonNode accepted = answer.expect(202);
    String id = accepted.get("job_id").textValue();
    assertEquals(7, UUID.fromString(id).version());
    assertEquals("ada", accepted.get("user_id").textValue());
    assertEquals("started", accepted.get("status").textValue());
    assertTrue(accepted.get("message").isTextual());
    assertTrue(accepted.has("result") && accepted.get("result").isNull());
    Instant.parse(accepted.get("created_at").textValue());
    assertEquals("/v1/status/" + id, accepted.get("links").get("status").textValue());
    assertEquals("/v1/status/" + id, answer.header("Location").orElseThrow());
    assertTrue(Integer.parseInt(answer.header("Retry-After").orElseThrow()) >= 1);
    assertTrue(answer.header("X-Request-Id").isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "user_id | null", "user_id | 5", "user_id | true", "user_id | []", "user_id | {}", "user_id | ''",
        "query | null", "query | 5", "query | false", "query | ['x']", "query | ''",
        "session_id | 5", "session_id | []",
        "callback_url | 5", "callback_url | ''",
      })
  void aFieldOfTheWrongKindIsNamed(String field, String json) {
    with(field, json.replace('\'', '"')).names("body." + field);
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    JsonNode errors = http.post("/v1/plan", "{}").problem(422, "ValidationError").get("details").get("errors");
    assertEquals("[\"body\",\"user_id\"]", errors.get(0).get("loc").toString());
    assertEquals("missing", errors.get(0).get("type").textValue());
    assertEquals("[\"body\",\"query\"]", errors.get(1).get("loc").toString());
  }

  @ParameterizedTest
  @CsvSource({"user_id,128", "query,2000"})
  void lengthsAreCountedInCharacters(String field, int most) {
    String plane = "\uD83D\uDEEB";
    for (String character : new String[] {"x", "ế", plane}) {
      assertEquals(202, http.post("/v1/plan", body().put(field, character.repeat(most)).toString()).status());
      http.post("/v1/plan", body().put(field, character.repeat(most + 1)).toString()).names("body." + field);
    }
    assertEquals(202, http.post("/v1/plan", body().put(field, "x").toString()).status());
  }

  @Test
  void nullMeansAbsent() {
    with("session_id", "null").expect(202);
    with("callback_url", "null").expect(202);
    with("constraints", "{}").expect(202);
    with("session_id", "\"s-1\"").expect(202);
    with("callback_url", "\"https://example.com/hook?x=1\"").expect(202);
  }

  @Test
  void whatIsNotOursToBeToldIsIgnored() {
    ObjectNode body = body().put("status", "completed").put("tenant", "other").put("job_id", "mine").put("approved", true);
    body.putObject("cost").put("total", 1);
    body.put("result", 5).put("surprise", "x").put("version", 99).put("kind", 3).put("mode", "proactive");
    JsonNode accepted = http.post("/v1/plan", body.toString()).expect(202);
    assertEquals("started", accepted.get("status").textValue());
    JsonNode document = http.get("/v1/status/" + accepted.get("job_id").textValue()).expect(200);
    assertTrue(document.get("version").intValue() < 10);
    assertTrue(document.get("cost").isNull());
    assertEquals("trip", document.get("kind").textValue());
    assertEquals("reactive", document.get("mode").textValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/", "ftp://example.com/", "example.com", "https://", "https:///x", "https://localhost/", "https://LOCALHOST./",
        "https://a.localhost/", "https://127.0.0.1/", "https://127.1/", "https://0x7f.0.0.1/", "https://2130706433/", "https://10.0.0.1/",
        "https://169.254.169.254/latest/", "https://192.168.1.1/", "https://0.0.0.0/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
        "https://user:secret@example.com/", "https://user@example.com/", "https://metadata.google.internal/", "https://printer.local/",
        "https://intranet/", "file:///etc/passwd", "javascript:alert(1)", "https://exa mple.com/", "not a url", "//example.com/",
        "https://example.com\\@127.0.0.1/"
      })
  void anUnsafeCallbackIsNamed(String url) {
    http.post("/v1/plan", body().put("callback_url", url).toString()).names("body.callback_url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "null | -", "5 | -", "[] | -", "'x' | -",
        "{'origin': 5} | origin", "{'origin': ''} | origin", "{'origin': {'x': 1}} | origin", "{'origin': {'city': 5}} | origin.city",
        "{'destination': []} | destination", "{'destination': {}} | destination",
        "{'cities': 'Rome'} | cities", "{'cities': [5]} | cities.0", "{'cities': [null]} | cities.0",
        "{'city_count': 0} | city_count", "{'city_count': 2.5} | city_count", "{'city_count': '2'} | city_count",
        "{'cities': ['Rome'], 'city_count': 2} | city_count",
        "{'legs': {}} | legs", "{'legs': [{}]} | legs.0", "{'legs': [{'origin': 'A', 'destination': 'B', 'date': '2027-02-30'}]} | legs.0.date",
        "{'dates': 5} | dates", "{'dates': 'soon'} | dates", "{'dates': {'start': 'x'}} | dates.start",
        "{'dates': {'start': '2027-04-10', 'end': '2027-04-09'}} | dates", "{'travel_dates': {'start': '2027-04-10', 'end': '2027-04-09'}} | travel_dates",
        "{'dates': {'start': '2027-02-29'}} | dates.start", "{'dates': {'start': 20270401}} | dates.start",
        "{'duration_days': 0} | duration_days", "{'duration_days': -1} | duration_days", "{'duration_days': '7'} | duration_days",
        "{'duration_days': 4.5} | duration_days", "{'duration_days': 99999999999999999999} | duration_days",
        "{'dates': {'start': '2027-04-10', 'end': '2027-04-12'}, 'duration_days': 7} | duration_days",
        "{'travellers': 0} | travellers", "{'travellers': -1} | travellers", "{'travellers': '2'} | travellers",
        "{'travellers': 1.5} | travellers", "{'travellers': {'adults': 0}} | travellers", "{'travellers': {'adults': 0, 'children': []}} | travellers",
        "{'travellers': {'adults': '2'}} | travellers.adults", "{'travellers': {'adults': 2, 'children': [30]}} | travellers.children.0",
        "{'travellers': {'adults': 2, 'children': 3}} | travellers.children", "{'travellers': {'adults': 2, 'children': [-1]}} | travellers.children.0",
        "{'budget': 'much'} | budget", "{'budget': {'currency': 'USD'}} | budget.amount", "{'budget': {'amount': 0}} | budget.amount",
        "{'budget': {'amount': -5, 'currency': 'USD'}} | budget.amount", "{'budget': {'amount': '5', 'currency': 'USD'}} | budget.amount",
        "{'budget': {'amount': 5, 'currency': 'XXQ'}} | budget.currency", "{'budget': {'amount': 5, 'currency': 'dollars'}} | budget.currency",
        "{'budget': {'amount': 5, 'currency': 5}} | budget.currency", "{'budget': {'amount': 5, 'currency': 'USD', 'scope': 'each'}} | budget.scope",
        "{'budget_usd': 0} | budget_usd", "{'budget_usd': -1} | budget_usd", "{'budget_usd': '5'} | budget_usd", "{'budget_usd': 1e400} | budget_usd",
        "{'interests': 'food'} | interests", "{'interests': [5]} | interests.0", "{'pace': 'hurried'} | pace", "{'pace': 5} | pace",
        "{'lodging': 'entire'} | lodging", "{'lodging': {'room_type': 'castle'}} | lodging.room_type",
        "{'lodging': {'must_allow': ['dragons']}} | lodging.must_allow.0", "{'lodging': {'must_allow': 'pets'}} | lodging.must_allow",
        "{'lodging': {'max_per_night': -1}} | lodging.max_per_night", "{'lodging': {'max_per_night': 'x'}} | lodging.max_per_night",
        "{'meals': []} | meals", "{'meals': {'cuisines': 'thai'}} | meals.cuisines", "{'meals': {'dietary': [1]}} | meals.dietary.0",
        "{'transport': 'train'} | transport", "{'transport': {'forbidden': ['rocket']}} | transport.forbidden.0",
        "{'transport': {'cabin': 'roof'}} | transport.cabin",
        "{'approval': 5} | approval", "{'approval': {'threshold': -1}} | approval.threshold", "{'approval': {'threshold': '5'}} | approval.threshold",
        "{'approval': {'threshold': 5, 'currency': 'ZZZ'}} | approval.currency", "{'provider': 5} | provider", "{'provider': 'nobody'} | provider",
      })
  void aConstraintThatCannotBeReadIsNamed(String json, String where) {
    with("constraints", json.replace('\'', '"')).names(where.equals("-") ? "body.constraints" : "body.constraints." + where);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}", "{'unknown': {'x': []}}", "{'origin': null, 'destination': null, 'cities': null, 'budget': null, 'travellers': null}",
        "{'destination': 'Rome'}", "{'destination': {'city': 'Rome'}}", "{'destination': {'region': 'Texas'}}", "{'destination': {'country': 'Japan'}}",
        "{'travellers': 2}", "{'travellers': {'adults': 2, 'children': [3, 11]}}", "{'budget': {'amount': 10.5, 'currency': 'EUR', 'scope': 'per_person'}}",
        "{'budget_usd': 3000}", "{'dates': {'start': '2027-04-10', 'end': '2027-04-12'}}", "{'dates': {'start': '2027-04-10', 'end': '2027-04-10'}}",
        "{'travel_dates': {'start': '2027-04-10'}}", "{'interests': [], 'pace': 'slow'}", "{'lodging': {'room_type': 'not_shared', 'must_allow': ['pets', 'children_under_10']}}",
        "{'meals': {'cuisines': ['Thai'], 'dietary': ['vegan']}}", "{'transport': {'forbidden': ['flight', 'self_driving'], 'cabin': 'business'}}",
        "{'approval': {'threshold': 0}}", "{'approval': {'threshold': 1e-300, 'currency': 'JPY'}}", "{'provider': 'open'}", "{'session': 1}",
        "{'legs': [{'origin': 'Hanoi', 'destination': 'Rome', 'date': '2027-04-10'}]}", "{'cities': ['Rome', {'city': 'Paris'}]}", "{'city_count': 2}"
      })
  void aConstraintAsDocumentedIsTaken(String json) {
    with("constraints", json.replace('\'', '"')).expect(202);
  }

  @Test
  void listsHaveUpToTwentyShortEntries() {
    String long200 = "\"" + "\uD83C\uDF5C".repeat(200) + "\"";
    with("constraints", "{\"interests\": [" + (long200 + ",").repeat(19) + long200 + "]}").expect(202);
    with("constraints", "{\"interests\": [" + "\"a\",".repeat(20) + "\"a\"]}").names("body.constraints.interests");
    with("constraints", "{\"interests\": [\"" + "x".repeat(201) + "\"]}").names("body.constraints.interests.0");
  }
}
