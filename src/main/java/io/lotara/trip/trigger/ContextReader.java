package io.lotara.trip.trigger;

import io.lotara.job.JobKind.Violation;
import io.lotara.travel.Gazetteer;
import io.lotara.travel.Town;
import io.lotara.trip.trigger.ContextReading.Money;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the context of a trigger: what it says of a trip, put into the form of {@code constraints}, so that one reader judges and
 * understands both. What it does not know it leaves alone. Pure.
 */
@Singleton
public final class ContextReader {
  /** What may stand between the two ends of a route, the surest first: a hyphen may be part of a name too. */
  private static final List<String> BETWEEN = List.of("→", "->", "=>", ">", " to ", "–", "—", " - ", "-");

  private static final Pattern DATE_TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ].*");
  private static final Pattern ONE_DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern IATA = Pattern.compile("[A-Z]{3}");
  private static final int LONGEST_QUERY = 2000;
  private static final String USUAL_CURRENCY = "USD";

  private final Gazetteer gazetteer;

  public ContextReader(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  /** Reads a context, which must be a JSON object. */
  public ContextReading read(TriggerType type, JsonNode context) {
    Draft draft = new Draft(context);
    draft.places();
    draft.time();
    draft.ways(type);
    draft.who();
    draft.money(type);
    draft.wishes();
    Money before = draft.price(ContextNames.OLD_PRICE, type);
    Money now = draft.price(ContextNames.NEW_PRICE, type);
    return new ContextReading(
        JsonNode.createObjectNode(draft.constraints), Map.copyOf(draft.names), draft.text(type), before, now, draft.said(), List.copyOf(draft.violations));
  }

  private final class Draft {
    private final JsonNode context;
    private final Map<String, JsonNode> constraints = new LinkedHashMap<>();
    private final Map<String, List<String>> names = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> read = new HashSet<>();

    private Draft(JsonNode context) {
      this.context = context;
    }

    private Set<String> said() {
      Set<String> said = new HashSet<>();
      for (Map.Entry<String, JsonNode> field : context.entries()) {
        if (!field.getValue().isNull()) {
          said.add(field.getKey());
        }
      }
      return Set.copyOf(said);
    }

    private Optional<String> first(JsonNode object, List<String> aliases) {
      return aliases.stream().filter(a -> object.get(a) != null && !object.get(a).isNull()).findFirst();
    }

    private void say(String constraint, JsonNode value, String... path) {
      constraints.put(constraint, value);
      names.put(constraint, List.of(path));
    }

    private void places() {
      read.add("route");
      JsonNode route = context.get("route");
      if (route != null && route.isString()) {
        ends(route.getStringValue());
      } else if (route != null && route.isArray() && route.size() >= 2) {
        say("origin", town(route.get(0)), "route", "0");
        say("destination", town(route.get(1)), "route", "1");
      } else if (route != null && route.isObject()) {
        first(route, ContextNames.ORIGIN).ifPresent(n -> say("origin", town(route.get(n)), "route", n));
        first(route, ContextNames.DESTINATION).ifPresent(n -> say("destination", town(route.get(n)), "route", n));
      } else if (route != null && !route.isNull()) {
        violations.add(new Violation(List.of("route"), "must name two places: from → to", "value_error"));
      }
      one(ContextNames.ORIGIN).ifPresent(n -> say("origin", town(context.get(n)), n));
      one(ContextNames.DESTINATION).ifPresent(n -> say("destination", town(context.get(n)), n));
      for (String area : List.of("region", "country")) {
        JsonNode name = context.get(area);
        read.add(area);
        if (name != null && !name.isNull() && !constraints.containsKey("destination")) {
          say("destination", JsonNode.createObjectNode(Map.of(area, name)), area);
          names.put("destination." + area, List.of(area));
        }
      }
    }

    private void ends(String route) {
      Optional<String> between = BETWEEN.stream().filter(route::contains).findFirst();
      String from = between.map(b -> route.substring(0, route.indexOf(b)).strip()).orElse("");
      String to = between.map(b -> route.substring(route.indexOf(b) + b.length()).strip()).orElse("");
      if (from.isEmpty() || to.isEmpty()) {
        violations.add(new Violation(List.of("route"), "must name two places: from → to", "value_error"));
        return;
      }
      say("origin", town(JsonNode.createStringNode(from)), "route");
      say("destination", town(JsonNode.createStringNode(to)), "route");
    }

    /** The alias that is there; all of them count as read. */
    private Optional<String> one(List<String> aliases) {
      read.addAll(aliases);
      return first(context, aliases);
    }

    /** An airport stands for its town. */
    private JsonNode town(JsonNode place) {
      if (!place.isString() || !IATA.matcher(place.getStringValue().strip()).matches()) {
        return place;
      }
      Optional<Town> town = gazetteer.byAirport(place.getStringValue().strip());
      return town.<JsonNode>map(
              t -> {
                Map<String, JsonNode> named = new LinkedHashMap<>();
                named.put("city", JsonNode.createStringNode(t.name()));
                if (t.country() != null) {
                  named.put("country", JsonNode.createStringNode(t.country()));
                }
                return JsonNode.createObjectNode(named);
              })
          .orElse(place);
    }

    private void time() {
      Map<String, JsonNode> dates = new LinkedHashMap<>();
      Optional<String> span = one(ContextNames.SPAN);
      if (span.isPresent()) {
        JsonNode said = context.get(span.get());
        if (said.isObject()) {
          first(said, ContextNames.START).ifPresent(n -> date(dates, "start", said.get(n), span.get(), n));
          first(said, ContextNames.END).ifPresent(n -> date(dates, "end", said.get(n), span.get(), n));
          names.put("dates", List.of(span.get()));
        } else {
          say("dates", said, span.get());
        }
      }
      one(ContextNames.START).ifPresent(n -> date(dates, "start", context.get(n), n));
      one(ContextNames.END).ifPresent(n -> date(dates, "end", context.get(n), n));
      if (!dates.isEmpty()) {
        constraints.put("dates", JsonNode.createObjectNode(dates));
        names.putIfAbsent("dates", names.getOrDefault("dates.end", names.getOrDefault("dates.start", List.of())));
      }
      one(ContextNames.DAYS).ifPresent(n -> say("duration_days", context.get(n), n));
    }

    /** A price with a day of departure, and no word of a way back or of how long one stays, is the price of one way. */
    private void ways(TriggerType type) {
      JsonNode dates = constraints.get("dates");
      boolean there = dates != null && (dates.isObject() ? dates.get("start") != null && dates.get("end") == null : oneDay(dates));
      if (type == TriggerType.PRICE_DROP && there && !constraints.containsKey("duration_days") && context.get("legs") == null) {
        say("one_way", JsonNode.createBooleanNode(true), names.getOrDefault("dates.start", names.get("dates")).toArray(String[]::new));
      }
    }

    private static boolean oneDay(JsonNode dates) {
      return dates.isArray() ? dates.size() == 1 : dates.isString() && ONE_DAY.matcher(dates.getStringValue().strip()).matches();
    }

    private void date(Map<String, JsonNode> dates, String which, JsonNode value, String... path) {
      Matcher time = value.isString() ? DATE_TIME.matcher(value.getStringValue()) : null;
      dates.put(which, time != null && time.matches() ? JsonNode.createStringNode(time.group(1)) : value);
      names.put("dates." + which, List.of(path));
    }

    private void who() {
      one(ContextNames.TRAVELLERS).ifPresent(n -> say("travellers", context.get(n), n));
      JsonNode adults = context.get("adults");
      JsonNode children = context.get("children");
      read.add("children");
      if (adults != null && children != null && List.of("adults").equals(names.get("travellers"))) {
        constraints.put("travellers", JsonNode.createObjectNode(Map.of("adults", adults, "children", children)));
        names.put("travellers.adults", List.of("adults"));
        names.put("travellers.children", List.of("children"));
      }
    }

    private void money(TriggerType type) {
      read.add("currency");
      one(ContextNames.BUDGET).ifPresent(n -> budget(context.get(n), n));
      if (type == TriggerType.BUDGET_SURPLUS) {
        one(ContextNames.SURPLUS_USD).ifPresent(n -> say("budget_usd", context.get(n), n));
        one(ContextNames.SURPLUS).ifPresent(n -> {
          constraints.remove("budget_usd");
          budget(context.get(n), n);
        });
      } else {
        one(List.of("budget_usd")).filter(n -> !constraints.containsKey("budget")).ifPresent(n -> say("budget_usd", context.get(n), n));
      }
    }

    private void budget(JsonNode amount, String name) {
      JsonNode currency = context.get("currency");
      if (amount.isObject() || currency == null || currency.isNull()) {
        say("budget", amount, name);
        return;
      }
      say("budget", JsonNode.createObjectNode(Map.of("amount", amount, "currency", currency)), name);
      names.put("budget.amount", List.of(name));
      names.put("budget.currency", List.of("currency"));
    }

    private void wishes() {
      for (String name : ContextNames.AS_IN_CONSTRAINTS) {
        JsonNode value = context.get(name);
        read.add(name);
        if (value != null && !value.isNull()) {
          say(name, value, name);
        }
      }
    }

    /** A price that the context tells; anything but a price is complained of where prices are what the trigger is about. */
    private @Nullable Money price(List<String> aliases, TriggerType type) {
      Optional<String> name = one(aliases);
      if (name.isEmpty()) {
        return null;
      }
      JsonNode value = context.get(name.get());
      boolean object = value.isObject();
      JsonNode amount = object ? value.get("amount") : value;
      JsonNode own = object ? value.get("currency") : null;
      JsonNode currency = own == null || own.isNull() ? context.get("currency") : own;
      String code = currency == null || currency.isNull() ? USUAL_CURRENCY : currency.isString() ? currency.getStringValue().toUpperCase(Locale.ROOT) : "";
      boolean strict = type == TriggerType.PRICE_DROP;
      if (amount == null || !amount.isNumber() || amount.getBigDecimalValue().signum() <= 0) {
        if (strict) {
          violations.add(new Violation(List.of(name.get()), "must be a number above zero, or an object with amount and currency", "value_error"));
        }
        return null;
      }
      if (!known(code)) {
        if (strict) {
          boolean inside = own != null && !own.isNull();
          List<Object> loc = inside ? List.of(name.get(), "currency") : List.of("currency");
          violations.add(new Violation(loc, "must be an ISO 4217 code", "value_error"));
        }
        return null;
      }
      return new Money(amount.getBigDecimalValue(), code);
    }

    private static boolean known(String code) {
      return Currency.getAvailableCurrencies().stream().anyMatch(c -> c.getCurrencyCode().equals(code));
    }

    /** Words to be read: those of a field for words, else of a trigger that we do not know every text that nothing else was made of. */
    private String text(TriggerType type) {
      List<String> words = new ArrayList<>();
      for (String name : ContextNames.TEXT) {
        JsonNode value = context.get(name);
        if (value != null && value.isString()) {
          words.add(value.getStringValue());
        } else if (name.equals("query") && value != null && !value.isNull()) {
          violations.add(new Violation(List.of(name), "must be a string", "string_type"));
        }
        read.add(name);
      }
      if (type == TriggerType.OTHER) {
        for (Map.Entry<String, JsonNode> field : context.entries()) {
          if (!read.contains(field.getKey()) && field.getValue().isString()) {
            words.add(field.getValue().getStringValue());
          }
        }
      }
      String text = String.join(". ", words);
      return text.length() > LONGEST_QUERY ? text.substring(0, LONGEST_QUERY) : text;
    }
  }
}
