package io.lotara.trip.trigger;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.PriceKind;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Why;
import io.lotara.trip.TripRequest;
import io.lotara.trip.trigger.ContextReading.Money;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says in a plan what it was suggested by, and no more than was said. A price of the context is told as whose word it is, and beside it what
 * the sources of this very plan ask for the same journey; it never takes the place of a source's price.
 *
 * @param trigger what has happened
 * @param reading its context
 * @param request the trip that is planned
 * @param fare what the sources ask for the journey whose price is told, or null when they return no such ways or the trip is another one
 */
public record Citation(Trigger trigger, ContextReading reading, TripRequest request, @Nullable DroppedFare fare) {
  /** Part by which a source's price may differ from the one that was told and still confirm it. */
  private static final BigDecimal NEAR = new BigDecimal("0.01");

  /** The plan with its citation in the summary, the assumptions and the reasons. */
  public Itinerary in(Itinerary plan, ExchangeRates rates) {
    String said = said(plan);
    String checked = trigger.type() == TriggerType.PRICE_DROP && reading.now() != null ? checked(plan, reading.now(), rates) : null;
    List<String> assumptions = new ArrayList<>(plan.assumptions());
    if (checked != null) {
      assumptions.add(checked);
    }
    List<Why> why = new ArrayList<>();
    why.add(new Why("trigger", trigger.triggerType(), checked == null ? said : said + " " + checked, null));
    why.addAll(plan.why());
    return new Itinerary(
        plan.summary() + " " + said,
        plan.trip(),
        plan.understood(),
        assumptions,
        plan.days(),
        plan.flights(),
        plan.hotels(),
        plan.cost(),
        plan.checks(),
        plan.alternatives(),
        why);
  }

  private String said(Itinerary plan) {
    return switch (trigger.type()) {
      case PRICE_DROP -> price(plan, reading.before(), reading.now());
      case CALENDAR_GAP -> "Suggested for %s.".formatted(gap());
      case BUDGET_SURPLUS -> surplus().map("Suggested for the surplus of %s."::formatted).orElse("Suggested for money that is left over.");
      case OTHER -> "Suggested by the trigger “%s”.".formatted(trigger.triggerType());
    };
  }

  /** What the context says is left over; the budget of the plan may be another. */
  private Optional<String> surplus() {
    JsonNode said = reading.constraints().get("budget");
    JsonNode dollars = reading.constraints().get("budget_usd");
    JsonNode amount = said == null ? dollars : said.isObject() ? said.get("amount") : said;
    JsonNode currency = said != null && said.isObject() ? said.get("currency") : null;
    String code = currency != null && currency.isString() ? currency.getStringValue().toUpperCase(Locale.ROOT) : "USD";
    return amount != null && amount.isNumber() ? Optional.of(new Money(amount.getBigDecimalValue(), code).text()) : Optional.empty();
  }

  private String gap() {
    ToldJourney told = ToldJourney.of(reading);
    if (told.start() == null) {
      return told.end() == null ? "free days" : "free days until " + told.end();
    }
    return told.end() == null ? "free days from " + told.start() : "the free days from %s to %s".formatted(told.start(), told.end());
  }

  private String price(Itinerary plan, @Nullable Money before, @Nullable Money now) {
    String who = trigger.by() == Trigger.By.WATCH ? "a price watch found" : "the caller says";
    String change =
        before != null && now != null
            ? "changed from %s to %s".formatted(before.text(), now.text())
            : now != null ? "is now " + now.text() : "has fallen";
    return "Suggested because %s that the price%s %s%s.".formatted(who, route(plan), change, terms());
  }

  /** The route as the context has it; in the plan's spelling where the plan goes there. */
  private String route(Itinerary plan) {
    ToldJourney told = ToldJourney.of(reading);
    boolean same = told.isOf(request);
    String from = told.origin() == null ? null : same && plan.trip().origin() != null ? plan.trip().origin() : told.origin();
    String to = told.destination() == null ? null : same ? String.join(", ", plan.trip().destinations()) : told.destination();
    return (from == null ? "" : " from " + from) + (to == null ? "" : " to " + to);
  }

  /** When, for whom, and where and when a watch saw it. */
  private String terms() {
    List<String> terms = new ArrayList<>();
    String journey = ToldJourney.of(reading).terms();
    if (!journey.isEmpty()) {
      terms.add(journey);
    }
    trigger.watched("provider").ifPresent(source -> terms.add("asked by " + source + trigger.watched("seen_at").map(at -> " at " + at).orElse("")));
    return terms.isEmpty() ? "" : " (" + String.join("; ", terms) + ")";
  }

  /** What the sources of the plan ask for the same journey. */
  private String checked(Itinerary plan, Money told, ExchangeRates rates) {
    if (!ToldJourney.of(reading).isOf(request)) {
      return "This plan is for another journey than the price of %s, so the two are not compared.".formatted(told.text());
    }
    if (fare == null) {
      return "No source has returned this very journey, so the price of %s could not be confirmed.".formatted(told.text());
    }
    BigDecimal asked = fare.in(told.currency(), rates).orElse(null);
    if (asked == null) {
      return "No exchange rate is known to compare %s with the price of %s.".formatted(told.text(), fare.ways().getFirst().source());
    }
    boolean same = asked.subtract(told.amount()).abs().compareTo(told.amount().multiply(NEAR)) <= 0;
    boolean estimated = fare.ways().stream().anyMatch(w -> w.price().kind() == PriceKind.ESTIMATED);
    boolean watched = trigger.by() == Trigger.By.WATCH;
    String asks = "%s %s (%s)".formatted(asked.toPlainString(), told.currency(), ways());
    String taken = taken(plan) ? "" : " This plan takes other ways, because no plan with these holds everything that was asked for.";
    boolean alone = ToldJourney.of(reading).oneWay();
    String now =
        taken.isEmpty()
            ? alone ? "the way there in this plan costs" : "the ways of this plan cost"
            : alone ? "the cheapest way there costs" : "the cheapest ways there and back cost";
    if (same) {
      return estimated && !watched
          ? "The price of %s agrees with an estimate of %s; no source has offered it.%s".formatted(told.text(), asks, taken)
          : "The price of %s is confirmed: %s %s.%s".formatted(told.text(), now, asks, taken);
    }
    return watched
        ? "The price of %s has %s since; %s %s.%s".formatted(told.text(), asked.compareTo(told.amount()) < 0 ? "fallen further" : "gone", now, asks, taken)
        : "The price of %s is not one that a source returned; %s %s.%s".formatted(told.text(), now, asks, taken);
  }

  private String ways() {
    return fare.ways().stream().map(Citation::way).collect(Collectors.joining(" and "));
  }

  private static String way(TransportOffer way) {
    String what = way.number() == null ? "" : way.number() + " ";
    String kind = way.price().kind().name().toLowerCase(Locale.ROOT);
    return "%sfrom %s to %s on %s, %s, %s".formatted(what, way.from(), way.to(), way.date(), way.source(), kind);
  }

  private boolean taken(Itinerary plan) {
    Set<String> used =
        plan.days().stream().flatMap(d -> d.items().stream()).filter(i -> i.kind().equals("transport")).map(Itinerary.Item::ref).collect(Collectors.toSet());
    return used.containsAll(fare.refs());
  }
}
