package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code final_result}. */
@SharedService
class ItineraryContractTest {
  private final Http http = Service.http();

  @Test
  void theTripThatWasAskedFor() {
    JsonNode document = http.get("/v1/status/" + Trips.completed()).expect(200);
    JsonNode itinerary = document.get("final_result");
    Itineraries.check(itinerary);
    assertEquals(7, itinerary.get("days").size());
    assertEquals("Hanoi", itinerary.get("trip").get("origin").textValue());
    assertEquals("Tokyo", itinerary.get("trip").get("destinations").get(0).textValue());
    assertEquals(2, itinerary.get("trip").get("travellers").get("adults").intValue());
    assertTrue(itinerary.get("cost").get("within_budget").booleanValue());
    assertFalse(itinerary.get("assumptions").isEmpty(), "mid April was read as a date");
    Set<String> fields = new HashSet<>();
    itinerary.get("understood").forEach(field -> fields.add(field.get("field").textValue()));
    assertTrue(fields.containsAll(Set.of("origin", "destination", "dates", "duration_days", "travellers", "budget", "interests")), fields::toString);
  }

  @Test
  void nothingInItThatTheSourcesDidNotReturn() {
    JsonNode document = http.get("/v1/status/" + Trips.completed()).expect(200);
    Set<String> offered = new HashSet<>();
    document.get("current_output").fields().forEachRemaining(
        output -> {
          if (!output.getKey().equals("itinerary")) {
            refs(output.getValue(), offered);
          }
        });
    Set<String> chosen = new HashSet<>();
    refs(document.get("final_result").get("flights"), chosen);
    refs(document.get("final_result").get("hotels"), chosen);
    document.get("final_result").get("days").forEach(day -> refs(day.get("attractions"), chosen));
    assertTrue(offered.containsAll(chosen), () -> chosen + " are not all among " + offered);
    assertTrue(chosen.size() > 5);
  }

  private static void refs(JsonNode offers, Set<String> refs) {
    offers.forEach(offer -> refs.add(offer.get("source").textValue() + " " + offer.get("ref").textValue()));
  }

  @Test
  void pricesAreInTheCurrencyThatWasAskedFor() {
    String id =
        http.plan(
            "x",
            """
            {"origin": "Paris", "destination": "Rome", "dates": {"start": "2027-05-03", "end": "2027-05-06"}, "travellers": {"adults": 2, "children": [4]},
             "budget": {"amount": 4000, "currency": "EUR"}, "approval": {"threshold": 900000, "currency": "EUR"}}
            """);
    JsonNode document = http.poll(id, Documents::terminal);
    assertEquals("completed", document.get("status").textValue(), document::toString);
    JsonNode itinerary = document.get("final_result");
    Itineraries.check(itinerary);
    JsonNode cost = itinerary.get("cost");
    assertEquals("EUR", cost.get("currency").textValue());
    Documents.fields(cost.get("fx"), Map.of("rate", "number", "as_of", "day"), "fx");
    assertEquals("2027-05-03", itinerary.get("trip").get("dates").get("start").textValue());
    assertEquals(4, itinerary.get("trip").get("travellers").get("children").get(0).intValue());
    for (JsonNode field : itinerary.get("understood")) {
      if (Set.of("origin", "destination", "dates", "travellers", "budget").contains(field.get("field").textValue())) {
        assertEquals("constraints", field.get("source").textValue(), field::toString);
      }
    }
  }
}
