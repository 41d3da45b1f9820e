package io.lotara.trip.revise;

import io.lotara.trip.Understanding;
import io.lotara.trip.parse.ChangeReader;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The constraints of a changed trip: those of the trip before, with its dates as they were understood, and the change on top. Structure beats
 * text, so the words of the first request still hold where nothing is changed.
 */
final class ChangedRequest {
  /** Lists that a change adds to. */
  private static final Set<String> ADDED_TO =
      Set.of("interests", "meals.cuisines", "meals.dietary", "transport.forbidden", "lodging.must_allow");

  private static final Set<String> WHERE = Set.of("destination", "cities", "city_count");
  private static final Set<String> SAID_ELSEWHERE = Set.of("origin", "destination", "cities", "one_way", "travellers", "budget");
  private static final Set<String> WHEN = Set.of("dates", "travel_dates", "duration_days");

  private final JsonMapper json;
  private final Map<String, JsonNode> constraints = new LinkedHashMap<>();
  private final Understanding before;
  private LocalDate start;
  private LocalDate end;
  private boolean changed;

  /**
   * @param constraints of the trip before
   * @param before what was understood of it, with a request
   * @param unsaid whether some of it was told in an answer or by a trigger, not in the request
   */
  ChangedRequest(JsonNode constraints, Understanding before, boolean unsaid, JsonMapper json) {
    this.json = json;
    this.before = before;
    constraints.entries().forEach(e -> this.constraints.put(e.getKey(), e.getValue()));
    this.start = before.request().start();
    this.end = before.request().end();
    if (unsaid) {
      before.fields().stream()
          .filter(f -> SAID_ELSEWHERE.contains(f.field()) && f.source() != Understanding.Source.DEFAULT)
          .forEach(f -> put(f.field(), tree(f.value())));
    }
  }

  /** What is compared with the plan before. */
  void compare(ChangeReader.Change change, @Nullable Snapshot plan) {
    if (change.longerBy() != 0) {
      LocalDate longer = end.plusDays(change.longerBy());
      end = longer.isBefore(start) ? start : longer;
    }
    start = start.plusDays(change.laterBy());
    end = end.plusDays(change.laterBy());
    if (change.costFactor() != null && plan != null) {
      budget(plan.total().multiply(change.costFactor()).setScale(0, RoundingMode.DOWN), plan.currency());
    }
    if (change.pace() != null) {
      put("pace", JsonNode.createStringNode(change.pace()));
    }
    changed |= change.longerBy() != 0 || change.laterBy() != 0 || change.pace() != null || change.costFactor() != null && plan != null;
  }

  private void budget(BigDecimal amount, String currency) {
    constraints.remove("budget_usd");
    put("budget", tree(Map.of("amount", amount, "currency", currency, "scope", "total")));
  }

  /** What is said outright, in words, and whether a place that is named is one more. */
  void say(Understanding said, ChangeReader.Change change) {
    boolean length = said.fields().stream().anyMatch(f -> f.field().equals("duration_days") && f.source() == Understanding.Source.QUERY);
    for (Understanding.Field field : said.fields()) {
      if (field.source() == Understanding.Source.QUERY) {
        changed = true;
        switch (field.field()) {
          case "dates" -> dates(tree(field.value()), length);
          case "duration_days" -> end = start.plusDays(((Number) field.value()).longValue() - 1);
          case "city_count" -> {
            // Told with the cities themselves.
          }
          case "destination" -> {
            if (!change.adds()) {
              put(field.field(), tree(field.value()));
            }
          }
          case "cities" -> put(field.field(), change.adds() ? with(tree(field.value()), change.longerBy()) : tree(field.value()));
          default -> put(field.field(), tree(field.value()));
        }
      }
    }
  }

  /** The towns of the trip and more of them, the first for as many nights as the trip gets longer. */
  private JsonNode with(JsonNode more, int nights) {
    JsonNode known = known("cities");
    List<JsonNode> all = new ArrayList<>();
    if (known != null) {
      known.values().forEach(all::add);
    }
    boolean first = true;
    for (JsonNode town : more.values()) {
      boolean plain = first && nights > 0 && town.isString();
      JsonNode added = plain ? tree(Map.of("city", town.getStringValue(), "nights", nights)) : town;
      if (all.stream().noneMatch(t -> name(t).equals(name(added)))) {
        all.add(added);
        first = false;
      }
    }
    return JsonNode.createArrayNode(all);
  }

  private static String name(JsonNode town) {
    JsonNode name = town.isObject() ? town.get("city") : town;
    return name == null ? "" : name.coerceStringValue();
  }

  private void dates(JsonNode dates, boolean length) {
    int days = before.request().days();
    start = LocalDate.parse(dates.get("start").getStringValue());
    end = length ? LocalDate.parse(dates.get("end").getStringValue()) : start.plusDays(days - 1L);
  }

  /** What is said outright, as structure. */
  void structure(JsonNode said) {
    for (Map.Entry<String, JsonNode> entry : said.entries()) {
      if (!entry.getValue().isNull()) {
        changed = true;
        if (WHEN.contains(entry.getKey())) {
          when(entry.getKey(), entry.getValue());
        } else if (entry.getValue().isObject() && constraints.get(entry.getKey()) != null && constraints.get(entry.getKey()).isObject()
            && !entry.getKey().equals("budget")) {
          Map<String, JsonNode> both = new LinkedHashMap<>();
          constraints.get(entry.getKey()).entries().forEach(e -> both.put(e.getKey(), e.getValue()));
          entry.getValue().entries().forEach(e -> both.put(e.getKey(), e.getValue()));
          put(entry.getKey(), JsonNode.createObjectNode(both));
        } else {
          put(entry.getKey(), entry.getValue());
        }
      }
    }
  }

  private void when(String name, JsonNode value) {
    if (name.equals("duration_days") && value.isNumber()) {
      end = start.plusDays(value.getLongValue() - 1);
    } else if (value.isObject()) {
      long days = before.request().days() - 1L;
      JsonNode from = value.get("start");
      JsonNode to = value.get("end");
      boolean given = from != null && from.isString();
      start = given ? LocalDate.parse(from.getStringValue()) : to != null && to.isString() ? LocalDate.parse(to.getStringValue()).minusDays(days) : start;
      end = to != null && to.isString() ? LocalDate.parse(to.getStringValue()) : start.plusDays(days);
    }
  }

  private void put(String path, JsonNode value) {
    if (WHERE.contains(path) && !path.equals("city_count")) {
      WHERE.forEach(constraints::remove);
      constraints.remove("legs");
    }
    if (path.equals("budget")) {
      constraints.remove("budget_usd");
    }
    if (path.equals("travellers")) {
      constraints.remove("travelers");
    }
    int dot = path.indexOf('.');
    if (dot < 0) {
      constraints.put(path, ADDED_TO.contains(path) ? joined(constraints.get(path), known(path), value) : value);
      return;
    }
    String outer = path.substring(0, dot);
    Map<String, JsonNode> inner = new LinkedHashMap<>();
    if (constraints.get(outer) != null && constraints.get(outer).isObject()) {
      constraints.get(outer).entries().forEach(e -> inner.put(e.getKey(), e.getValue()));
    }
    String name = path.substring(dot + 1);
    inner.put(name, ADDED_TO.contains(path) ? joined(inner.get(name), known(path), value) : value);
    constraints.put(outer, JsonNode.createObjectNode(inner));
  }

  /** What the trip before had of it, whoever said it. */
  private @Nullable JsonNode known(String path) {
    return before.fields().stream()
        .filter(f -> f.field().equals(path) && f.source() != Understanding.Source.PREFERENCES)
        .findFirst()
        .map(f -> tree(f.value()))
        .orElse(null);
  }

  private static JsonNode joined(@Nullable JsonNode one, @Nullable JsonNode two, JsonNode more) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode list : new JsonNode[] {one, two, more}) {
      if (list != null && list.isArray()) {
        list.values().forEach(v -> {
          if (!all.contains(v)) {
            all.add(v);
          }
        });
      }
    }
    return JsonNode.createArrayNode(all);
  }

  /** Whether anything was understood that changes the trip. */
  boolean changed() {
    return changed;
  }

  /** The constraints of the changed trip. */
  JsonNode done() {
    boolean sameDays = start.equals(before.request().start()) && end.equals(before.request().end());
    WHEN.forEach(constraints::remove);
    if (!sameDays) {
      constraints.remove("legs");
    }
    constraints.put("dates", tree(Map.of("start", start.toString(), "end", end.toString())));
    return JsonNode.createObjectNode(constraints);
  }

  private JsonNode tree(@Nullable Object value) {
    try {
      return value == null ? JsonNode.nullNode() : json.writeValueToTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
