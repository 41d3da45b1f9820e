package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** What every itinerary must be. */
final class Itineraries {
  private static final Set<String> PARTS = Set.of("flights", "lodging", "food", "activities", "local_transport");
  private static final Map<String, String> ITINERARY =
      Map.ofEntries(
          Map.entry("summary", "text"), Map.entry("trip", "object"), Map.entry("understood", "array"), Map.entry("assumptions", "array"),
          Map.entry("days", "array"), Map.entry("flights", "array"), Map.entry("hotels", "array"), Map.entry("cost", "object"),
          Map.entry("checks", "array"), Map.entry("alternatives", "array"), Map.entry("why", "array"));
  private static final Map<String, String> DAY =
      Map.of(
          "day", "int", "date", "day", "city", "text?", "from", "text?", "to", "text?", "transport", "object?", "meals", "object",
          "attractions", "array", "lodging", "object?", "items", "array");
  private static final Map<String, String> RIDE =
      Map.of(
          "mode", "text", "ref", "text", "from", "text", "to", "text", "depart", "text?", "arrive", "text?", "duration_minutes", "int",
          "price", "object");
  private static final Map<String, String> ITEM =
      Map.of("start", "text?", "end", "text?", "place", "text", "coordinates", "object?", "price", "object?");

  private Itineraries() {}

  static void check(JsonNode itinerary) {
    Documents.fields(itinerary, ITINERARY, "itinerary");
    JsonNode trip = itinerary.get("trip");
    Documents.fields(trip, Map.of("origin", "text?", "destinations", "array", "dates", "object", "days", "int", "travellers", "object"), "trip");
    assertEquals(trip.get("days").intValue(), itinerary.get("days").size());
    for (JsonNode field : itinerary.get("understood")) {
      Documents.fields(field, Map.of("field", "text", "source", "text", "words", "text?"), "understood");
      assertTrue(field.has("value"));
      assertTrue(Set.of("constraints", "query", "preferences", "default").contains(field.get("source").textValue()), field::toString);
    }
    int number = 0;
    for (JsonNode day : itinerary.get("days")) {
      day(day, ++number);
    }
    for (JsonNode check : itinerary.get("checks")) {
      Documents.fields(check, Map.of("code", "text", "status", "text", "detail", "text?"), "check");
      assertTrue(Set.of("ok", "warning").contains(check.get("status").textValue()), check::toString);
    }
    assertTrue(itinerary.get("checks").size() > 0);
    assertTrue(itinerary.get("why").size() > 0);
    cost(itinerary.get("cost"));
    offers(itinerary, "itinerary");
  }

  private static void day(JsonNode day, int number) {
    Documents.fields(day, DAY, "day " + number);
    assertEquals(number, day.get("day").intValue());
    JsonNode meals = day.get("meals");
    Documents.fields(meals, Map.of("breakfast", "object?", "lunch", "object?", "dinner", "object?"), "meals");
    for (JsonNode meal : meals) {
      if (meal.isObject()) {
        Documents.fields(meal, Map.of("name", "text", "city", "text", "ref", "text", "price", "object"), "meal");
      }
    }
    JsonNode ride = day.get("transport");
    if (ride.isObject()) {
      Documents.fields(ride, RIDE, "transport");
      assertTrue(Set.of("flight", "train", "bus", "taxi", "self_driving").contains(ride.get("mode").textValue()), ride::toString);
      for (String time : new String[] {"depart", "arrive"}) {
        assertTrue(ride.get(time).isNull() || ride.get(time).textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d"), ride::toString);
      }
    }
    assertEquals(ride.isObject(), day.get("from").isTextual() && day.get("to").isTextual());
    assertTrue(day.get("city").isNull() == ride.isObject(), "a day is spent in a town or on the way");
    for (JsonNode visit : day.get("attractions")) {
      Documents.fields(visit, Map.of("name", "text", "city", "text", "ref", "text"), "attraction");
    }
    if (day.get("lodging").isObject()) {
      Documents.fields(day.get("lodging"), Map.of("name", "text", "city", "text", "ref", "text", "rooms", "int", "price", "object"), "lodging");
    }
    day.get("items").forEach(item -> Documents.fields(item, ITEM, "item"));
  }

  /** Plain numbers, and the parts are the whole. */
  static void cost(JsonNode cost) {
    Documents.fields(
        cost,
        Map.of(
            "total", "number", "currency", "text", "per_person", "number", "budget", "number?", "within_budget", "bool?", "by", "object",
            "fx", "object?"),
        "cost");
    BigDecimal sum = BigDecimal.ZERO;
    for (String part : PARTS) {
      sum = sum.add(cost.get("by").get(part).decimalValue());
    }
    assertEquals(PARTS.size(), cost.get("by").size());
    assertEquals(0, sum.compareTo(cost.get("total").decimalValue()), cost::toString);
  }

  /** Every offer and place, however deep, says where it is from and when; every price is one. */
  static void offers(JsonNode node, String where) {
    if (node.isObject()) {
      if (node.path("ref").isTextual()) {
        Documents.fields(node, Map.of("source", "text", "fetched_at", "time", "price", "object"), where);
      }
      JsonNode price = node.path("price");
      if (price.isObject()) {
        Documents.fields(price, Map.of("amount", "number", "currency", "text", "kind", "text"), where + ".price");
        assertTrue(Set.of("live", "estimated").contains(price.get("kind").textValue()), price::toString);
        assertEquals(3, price.get("currency").textValue().length());
      }
      node.fields().forEachRemaining(field -> offers(field.getValue(), where + "." + field.getKey()));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        offers(node.get(i), where + "." + i);
      }
    } else if (node.isTextual() && node.textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:.*")) {
      assertTrue(Documents.time(node.textValue()), () -> where + ": " + node);
    }
  }
}
