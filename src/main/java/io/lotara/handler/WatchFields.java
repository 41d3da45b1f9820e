package io.lotara.handler;

import io.lotara.job.JobKind.Violation;
import io.lotara.suggestion.Journey;
import io.lotara.suggestion.WatchPrices;
import io.lotara.suggestion.WatchRules;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.PriceKind;
import io.lotara.trip.parse.ConstraintsReader;
import io.lotara.trip.parse.Topic;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a client says of a price watch, strictly. */
final class WatchFields {
  static final BigDecimal USUAL_THRESHOLD = BigDecimal.valueOf(15);
  private static final Party ONE = new Party(1, List.of());
  private static final BigDecimal MOST = new BigDecimal("1000000000000");
  private static final int PLACE = 200;

  private final JsonNode body;
  private final BodyFields fields;
  private final WatchPrices prices;
  private final LocalDate today;

  WatchFields(JsonNode body, WatchPrices prices, LocalDate today) {
    this.body = body;
    this.fields = new BodyFields(body);
    this.prices = prices;
    this.today = today;
  }

  /** What a client says of a new watch. */
  record Wanted(String userId, Journey journey, BigDecimal thresholdPercent, @Nullable Price baseline, boolean active) {}

  /**
   * A new watch.
   *
   * @throws ApiException 422
   */
  Wanted create() {
    String userId = fields.text("user_id", 1, 128);
    for (String field : List.of("origin", "destination", "departure_date")) {
      if (!fields.present(field)) {
        fields.add(field, "this field is required", "missing");
      }
    }
    Journey journey = journey(null);
    BigDecimal threshold = threshold();
    Price baseline = baseline();
    Boolean active = fields.optionalFlag("active");
    fields.check();
    return new Wanted(userId, journey, threshold == null ? USUAL_THRESHOLD : threshold, baseline, active == null || active);
  }

  /**
   * A change of a watch; what is absent or null stays as it is.
   *
   * @throws ApiException 422
   */
  WatchRules.Change change(Journey present) {
    Journey journey = journey(present);
    WatchRules.Change change = new WatchRules.Change(journey, threshold(), baseline(), fields.optionalFlag("active"));
    fields.check();
    return change;
  }

  /** The journey; null only together with a complaint. */
  private @Nullable Journey journey(@Nullable Journey present) {
    String origin = place("origin", present == null ? null : present.origin());
    String destination = place("destination", present == null ? null : present.destination());
    LocalDate departure = date("departure_date", present == null ? null : present.departure());
    LocalDate returning = date("return_date", present == null ? null : present.returning());
    Party party = party(present == null ? ONE : present.party());
    boolean moved = present == null || fields.present("origin") || fields.present("destination");
    if (origin != null && destination != null && moved && prices.same(origin, destination)) {
      fields.add("destination", "must be another town than the origin", "value_error");
    }
    boolean asked = present == null || fields.present("departure_date") || Boolean.TRUE.equals(flagQuietly("active"));
    if (departure != null && asked && !departure.isAfter(today)) {
      fields.add("departure_date", "must be after today, %s (UTC)".formatted(today), "value_error");
    }
    ahead("departure_date", departure);
    ahead("return_date", returning);
    if (departure != null && returning != null && returning.isBefore(departure)) {
      fields.add("return_date", "must not be before the departure", "value_error");
    }
    boolean whole = origin != null && destination != null && departure != null && party != null;
    return whole ? new Journey(origin, destination, departure, returning, party) : null;
  }

  private void ahead(String field, @Nullable LocalDate day) {
    if (day != null && fields.present(field) && !prices.foresees(day, today)) {
      fields.add(field, "must be up to %s, %d years ahead".formatted(today.plusYears(WatchPrices.YEARS_AHEAD), WatchPrices.YEARS_AHEAD), "value_error");
    }
  }

  private @Nullable Boolean flagQuietly(String name) {
    JsonNode value = body.get(name);
    return value != null && value.isBoolean() ? value.getBooleanValue() : null;
  }

  private @Nullable String place(String field, @Nullable String present) {
    String name = fields.optionalText(field, 1, PLACE);
    if (name == null) {
      return present;
    }
    if (name.length() > PLACE || name.isBlank() || !prices.knows(name)) {
      fields.add(field, "no town or airport of this name is known", "unknown_place");
      return null;
    }
    return name.strip();
  }

  private @Nullable LocalDate date(String field, @Nullable LocalDate present) {
    String text = fields.optionalText(field, 0, Integer.MAX_VALUE);
    if (text == null) {
      return present;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      fields.add(field, "must be a date: YYYY-MM-DD", "date_parsing");
      return null;
    }
  }

  private @Nullable Party party(Party present) {
    if (!fields.present("travellers")) {
      return present;
    }
    ConstraintsReader.Result read =
        new ConstraintsReader().read(JsonNode.createObjectNode(Map.of("travellers", body.get("travellers"))));
    List<Violation> violations = new ArrayList<>();
    read.violations()
        .forEach(
            v -> {
              List<Object> loc = new ArrayList<>(List.of("body"));
              loc.addAll(v.loc().subList(2, v.loc().size()));
              violations.add(new Violation(loc, v.msg(), v.type()));
            });
    fields.addAll(violations);
    return read.said().get(Topic.TRAVELLERS).map(s -> s.value()).orElse(null);
  }

  private @Nullable BigDecimal threshold() {
    BigDecimal threshold = number("threshold_percent");
    if (threshold != null && (threshold.signum() <= 0 || threshold.compareTo(BigDecimal.valueOf(100)) >= 0 || threshold.scale() > 6)) {
      fields.add("threshold_percent", "must be above 0 and below 100", "value_error");
    }
    return threshold;
  }

  private @Nullable BigDecimal number(String field) {
    if (!fields.present(field)) {
      return null;
    }
    if (!body.get(field).isNumber()) {
      fields.add(field, "must be a number", "number_type");
      return null;
    }
    return body.get(field).getBigDecimalValue();
  }

  /** A number, in the currency of the field of that name or US dollars; or an object with both. Nobody has confirmed it: an estimate. */
  private @Nullable Price baseline() {
    if (!fields.present("baseline_price") || body.get("baseline_price").isObject()) {
      // It counts for nothing, but has to be what it should be.
      fields.optionalText("currency", 3, 3);
    }
    if (!fields.present("baseline_price")) {
      return null;
    }
    JsonNode value = body.get("baseline_price");
    JsonNode amount = value.isObject() ? value.get("amount") : value;
    JsonNode currency = value.isObject() ? value.get("currency") : body.get("currency");
    if (amount == null || !amount.isNumber()) {
      fields.add("baseline_price", "must be a number, or an object with amount and currency", "number_type");
      return null;
    }
    BigDecimal number = amount.getBigDecimalValue();
    if (number.signum() <= 0 || number.compareTo(MOST) > 0 || number.scale() > 100) {
      fields.add("baseline_price", "must be above 0 and up to " + MOST.toPlainString(), "value_error");
      return null;
    }
    if (currency == null || currency.isNull()) {
      return new Price(number, "USD", PriceKind.ESTIMATED);
    }
    String code = currency.isString() ? currency.getStringValue().toUpperCase(Locale.ROOT) : "";
    if (Currency.getAvailableCurrencies().stream().noneMatch(c -> c.getCurrencyCode().equals(code))) {
      List<Object> loc = value.isObject() ? List.of("body", "baseline_price", "currency") : List.of("body", "currency");
      fields.add(loc, "must be an ISO 4217 code", "value_error");
      return null;
    }
    return new Price(number, code, PriceKind.ESTIMATED);
  }
}
