package io.lotara.trip.trigger;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Why;
import io.lotara.trip.trigger.ContextReading.Money;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in a plan what it was suggested by. A price of the context is told as whose word it is, and beside it what the sources of this very
 * plan ask; it never takes the place of a source's price.
 */
public final class Citation {
  /** Part by which a source's price may differ from the one that was told and still confirm it. */
  private static final BigDecimal NEAR = new BigDecimal("0.01");

  private Citation() {}

  /** The plan with its citation in the summary, the assumptions and the reasons. */
  public static Itinerary in(Itinerary plan, Trigger trigger, ContextReading reading, ExchangeRates rates) {
    String said = said(plan, trigger, reading);
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

  private static String said(Itinerary plan, Trigger trigger, ContextReading reading) {
    return switch (trigger.type()) {
      case PRICE_DROP -> price(plan, trigger, reading.before(), reading.now());
      case CALENDAR_GAP ->
          "Suggested for the free days from %s to %s.".formatted(plan.trip().dates().start(), plan.trip().dates().end());
      case BUDGET_SURPLUS -> plan.cost().budget() == null
          ? "Suggested for money that is left over."
          : "Suggested for the surplus of %s %s.".formatted(plan.cost().budget().toPlainString(), plan.cost().currency());
      case OTHER -> "Suggested by the trigger “%s”.".formatted(trigger.triggerType());
    };
  }

  private static String price(Itinerary plan, Trigger trigger, @Nullable Money before, @Nullable Money now) {
    String who = trigger.by() == Trigger.By.WATCH ? "a price watch found" : "the caller says";
    String route = plan.trip().origin() == null
        ? "to " + String.join(", ", plan.trip().destinations())
        : "from " + plan.trip().origin() + " to " + String.join(", ", plan.trip().destinations());
    if (before != null && now != null) {
      return "Suggested because %s that the price %s changed from %s to %s.".formatted(who, route, before.text(), now.text());
    }
    if (now != null) {
      return "Suggested because %s that the price %s is now %s.".formatted(who, route, now.text());
    }
    return "Suggested because %s that the price %s has fallen.".formatted(who, route);
  }

  /** What the sources of the plan ask for the ways between towns. */
  private static String checked(Itinerary plan, Money told, ExchangeRates rates) {
    List<TransportOffer> ways = plan.flights();
    if (ways.isEmpty()) {
      return "No source has returned a way there and back, so the price of %s could not be confirmed.".formatted(told.text());
    }
    TransportOffer first = ways.getFirst();
    boolean comparable = rates.knows(told.currency()) && ways.stream().allMatch(w -> rates.knows(w.price().currency()));
    if (!comparable) {
      return "No exchange rate is known to compare %s with the price of %s.".formatted(told.text(), first.source());
    }
    BigDecimal asked =
        ways.stream()
            .map(w -> rates.convert(w.price().amount(), w.price().currency(), told.currency()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean same = asked.subtract(told.amount()).abs().compareTo(told.amount().multiply(NEAR)) <= 0;
    String kind = first.price().kind().name().toLowerCase(java.util.Locale.ROOT);
    String asks = "%s %s (%s, %s)".formatted(asked.toPlainString(), told.currency(), first.source(), kind);
    return same
        ? "The price of %s is confirmed: the ways of this plan cost %s.".formatted(told.text(), asks)
        : "The price of %s is not one that a source returned; the ways of this plan cost %s.".formatted(told.text(), asks);
  }
}
