package io.lotara.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request in the reference form: what the traveller wants, field by field.
 *
 * @param id to tell it from the others
 * @param query the sentence that says the same
 * @param destination the town, or the state when more than one town is visited
 * @param cityCount towns to visit; 1 when the destination is the town itself
 * @param budget whole US dollars for everyone
 * @param houseRule what the house must allow, as the form writes it ({@code children under 10}), or null
 * @param roomType {@code entire room}, {@code private room}, {@code shared room}, {@code not shared room}, or null
 * @param transport {@code no flight}, {@code no self-driving}, or null
 * @param cities the towns in order, with equal nights in each unless {@code legs} say otherwise
 * @param legDays the day of each leg, the way home last
 */
record TripCase(
    String id,
    String query,
    String origin,
    String destination,
    int cityCount,
    LocalDate start,
    LocalDate end,
    int people,
    int budget,
    String houseRule,
    List<String> cuisines,
    String roomType,
    String transport,
    List<String> cities,
    List<LocalDate> legDays) {

  int days() {
    return (int) (end.toEpochDay() - start.toEpochDay()) + 1;
  }

  TripCase query(String sentence) {
    return new TripCase(id, sentence, origin, destination, cityCount, start, end, people, budget, houseRule, cuisines, roomType, transport,
        cities, legDays);
  }

  TripCase budget(int dollars) {
    return new TripCase(id, query, origin, destination, cityCount, start, end, people, dollars, houseRule, cuisines, roomType, transport,
        cities, legDays);
  }

  TripCase roomType(String wish) {
    return new TripCase(id, query, origin, destination, cityCount, start, end, people, budget, houseRule, cuisines, wish, transport, cities,
        legDays);
  }

  /** Everything, towns and legs included, as {@code constraints} would hold it. */
  Map<String, Object> structured() {
    Map<String, Object> constraints = open();
    constraints.put("cities", cities);
    List<Map<String, Object>> legs = new ArrayList<>();
    String from = origin;
    for (int i = 0; i < legDays.size(); i++) {
      String to = i < cities.size() ? cities.get(i) : origin;
      legs.add(Map.of("origin", from, "destination", to, "date", legDays.get(i).toString()));
      from = to;
    }
    constraints.put("legs", legs);
    return constraints;
  }

  /** What a sentence can say: towns of a state and legs are left to the planner. */
  Map<String, Object> open() {
    Map<String, Object> constraints = new LinkedHashMap<>();
    constraints.put("origin", origin);
    constraints.put("destination", cityCount == 1 ? destination : Map.of("region", destination));
    if (cityCount > 1) {
      constraints.put("city_count", cityCount);
    }
    constraints.put("dates", Map.of("start", start.toString(), "end", end.toString()));
    constraints.put("travellers", Map.of("adults", people));
    constraints.put("budget", Map.of("amount", budget, "currency", "USD", "scope", "total"));
    Map<String, Object> lodging = new LinkedHashMap<>();
    if (roomType != null) {
      lodging.put("room_type", roomType.replace(" room", "").replace(' ', '_'));
    }
    if (houseRule != null) {
      lodging.put("must_allow", List.of(houseRule.replace(' ', '_')));
    }
    if (!lodging.isEmpty()) {
      constraints.put("lodging", lodging);
    }
    if (!cuisines.isEmpty()) {
      constraints.put("meals", Map.of("cuisines", cuisines));
    }
    if (transport != null) {
      constraints.put("transport", Map.of("forbidden", List.of(forbidden())));
    }
    constraints.put("provider", "reference-tables");
    return constraints;
  }

  private String forbidden() {
    return transport.toLowerCase(Locale.ROOT).contains("flight") ? "flight" : "self_driving";
  }
}
