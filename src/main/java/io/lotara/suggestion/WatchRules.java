package io.lotara.suggestion;

import io.lotara.suggestion.Quote.Down;
import io.lotara.suggestion.Quote.NoPrice;
import io.lotara.suggestion.Quote.Quoted;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Price;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look at a price means for a watch. Pure: no store, no clock. Whoever calls it reads the watch consistently before, and writes the
 * result on condition that the version is still the one read.
 */
public final class WatchRules {
  /** Sightings that a watch keeps: a week of them. */
  public static final int MOST_SIGHTINGS = 30;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final WatchTiming timing;
  private final ExchangeRates rates;

  public WatchRules(WatchTiming timing, ExchangeRates rates) {
    this.timing = timing;
    this.rates = rates;
  }

  /** Whether the watch is over: the day of departure has come (UTC). */
  public boolean over(Watch watch, Instant now) {
    return !LocalDate.ofInstant(now, ZoneOffset.UTC).isBefore(watch.journey().departure());
  }

  /** The watch at its end. */
  Watch ended(Watch watch, Instant now) {
    Watch.Draft draft = watch.draft();
    draft.active = false;
    draft.dueAt = null;
    draft.history = with(watch, new Sighting(now, null, null, "The day of departure has come; the watch is over."));
    return draft.next();
  }

  /**
   * Whether a price is a drop: strictly below the last price, or the baseline, by more than the threshold. The baseline counts beside the last
   * price so that a price which slides in small steps is not passed over.
   */
  boolean drops(Watch watch, Quote quote) {
    if (!(quote instanceof Quoted quoted)) {
      return false;
    }
    Watch compared = compared(watch, quoted);
    return compared.last() != null && (below(quoted.price(), compared.last(), watch) || below(quoted.price(), compared.baseline(), watch));
  }

  private static boolean below(Price price, @Nullable Price reference, Watch watch) {
    // price < reference × (1 − threshold / 100), without a division.
    return reference != null
        && price.amount().multiply(HUNDRED).compareTo(reference.amount().multiply(HUNDRED.subtract(watch.thresholdPercent()))) < 0;
  }

  /**
   * The watch after a look at the sources.
   *
   * @param told whether the user wants to be told of drops
   */
  Watch next(Watch watch, Quote quote, boolean told, Instant now) {
    return switch (quote) {
      case Quoted quoted -> quoted(watch, quoted, told, now);
      case NoPrice none -> missed(watch, "No price: " + none.why(), now, true);
      case Down down -> missed(watch, "No answer: " + down.why(), now, false);
    };
  }

  private Watch missed(Watch watch, String note, Instant now, boolean answered) {
    Watch.Draft draft = watch.draft();
    draft.misses = watch.misses() + 1;
    draft.checkedAt = answered ? now : watch.checkedAt();
    draft.dueAt = answered ? timing.next(watch.key(), now) : timing.retry(watch.misses(), now);
    if (watch.misses() == 0) {
      // The first of a row says it; more of them would push the prices out of the history.
      draft.history = with(watch, new Sighting(now, null, null, note));
    }
    return draft.next();
  }

  private Watch quoted(Watch watch, Quoted quoted, boolean told, Instant now) {
    Watch compared = compared(watch, quoted);
    Price price = quoted.price();
    Watch.Draft draft = watch.draft();
    draft.basis = quoted.basis();
    draft.checkedAt = now;
    draft.misses = 0;
    draft.dueAt = timing.next(watch.key(), now);
    draft.baseline = compared.baseline() == null ? price : compared.baseline();
    draft.last = price;
    String note = note(watch, compared, quoted);
    String job = null;
    if (drops(watch, quoted)) {
      boolean quiet = watch.quietUntil() != null && now.isBefore(watch.quietUntil());
      if (!told) {
        draft.baseline = price;
        note = joined(note, "The price fell; the user wants not to be told.");
      } else if (quiet) {
        // Not forgotten: what it is compared with stays, and a price that is still low is told of when the quiet time is over.
        draft.last = compared.last();
        note = joined(note, "The price fell soon after another drop; it is told of after " + watch.quietUntil() + " if it stays.");
      } else {
        job = DropJob.id(watch.key(), watch.drops() + 1, now);
        Price from = compared.last().amount().compareTo(compared.baseline().amount()) >= 0 ? compared.last() : compared.baseline();
        draft.owed = new Drop(watch.drops() + 1, job, now, from, price, quoted.basis().source(), watch.journey());
        draft.drops = watch.drops() + 1;
        draft.baseline = price;
        draft.quietUntil = now.plus(timing.quiet());
        // Due until the job is known to have been made.
        draft.dueAt = now;
      }
    }
    draft.history = with(watch, new Sighting(now, price, job, note));
    return draft.next();
  }

  /** The watch with prices that the new one can be compared with; without any when there are none. */
  private Watch compared(Watch watch, Quoted quoted) {
    Watch.Draft draft = watch.draft();
    String currency = quoted.price().currency();
    if (watch.basis() == null) {
      // The user's own baseline, in whatever currency it was told.
      draft.baseline = converted(watch.baseline(), currency);
      draft.last = draft.baseline;
    } else if (!watch.basis().equals(quoted.basis()) || watch.last() != null && !watch.last().currency().equals(currency)) {
      draft.baseline = null;
      draft.last = null;
    }
    return draft.next();
  }

  private @Nullable Price converted(@Nullable Price price, String currency) {
    if (price == null || price.currency().equals(currency)) {
      return price;
    }
    boolean known = rates.knows(price.currency()) && rates.knows(currency);
    return known ? new Price(rates.convert(price.amount(), price.currency(), currency), currency, price.kind()) : null;
  }

  private @Nullable String note(Watch watch, Watch compared, Quoted quoted) {
    if (watch.last() == null || watch.last().equals(compared.last())) {
      return null;
    }
    String currency = quoted.price().currency();
    if (compared.last() != null) {
      return "The baseline of %s %s is taken as %s %s, at the rate of %s."
          .formatted(watch.last().amount().toPlainString(), watch.last().currency(), compared.last().amount().toPlainString(), currency, rates.asOf());
    }
    if (watch.basis() == null) {
      return "No exchange rate is known for the baseline's currency; prices are compared from here on.";
    }
    return watch.basis().equals(quoted.basis())
        ? "Prices are in %s now, not in %s; they are compared from here on.".formatted(currency, watch.last().currency())
        : "Prices come from %s (%s) now; they are compared from here on."
            .formatted(quoted.basis().source(), quoted.basis().mode().name().toLowerCase(java.util.Locale.ROOT));
  }

  private static String joined(@Nullable String note, String more) {
    return note == null ? more : note + " " + more;
  }

  /** The watch when the job of its drop is known to have been made. */
  Watch paid(Watch watch, Instant now) {
    Watch.Draft draft = watch.draft();
    draft.owed = null;
    draft.dueAt = watch.active() && !watch.deleted() ? timing.next(watch.key(), now) : null;
    return draft.next();
  }

  /** The watch after its owner has changed it. */
  public Watch changed(Watch watch, Change change, Instant now) {
    Watch.Draft draft = watch.draft();
    boolean other = change.journey() != null && !change.journey().equals(watch.journey());
    if (other) {
      // Another journey has other prices.
      draft.journey = change.journey();
      draft.baseline = null;
      draft.last = null;
      draft.basis = null;
      draft.history = List.of();
      draft.misses = 0;
    }
    if (change.baseline() != null) {
      draft.baseline = change.baseline();
      draft.last = change.baseline();
      draft.basis = null;
    }
    draft.thresholdPercent = change.thresholdPercent() == null ? watch.thresholdPercent() : change.thresholdPercent();
    draft.active = change.active() == null ? watch.active() : change.active();
    boolean begins = draft.active && (!watch.active() || other);
    if (watch.owed() == null) {
      draft.dueAt = !draft.active ? null : begins ? now : watch.dueAt();
    }
    return draft.next();
  }

  /** What an owner changes; null leaves it as it is. */
  public record Change(
      @Nullable Journey journey, @Nullable BigDecimal thresholdPercent, @Nullable Price baseline, @Nullable Boolean active) {}

  private static List<Sighting> with(Watch watch, Sighting sighting) {
    List<Sighting> history = new ArrayList<>(watch.history());
    history.add(sighting);
    return history.subList(Math.max(0, history.size() - MOST_SIGHTINGS), history.size());
  }
}
