package io.lotara.trip.plan;

import io.lotara.travel.HouseRule;
import io.lotara.travel.TransportMode;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.BudgetScope;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.plan.PlanOutcome.Change;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The least changes of a request that make it work. Each was planned; where one wish alone is not enough it is told what else it takes. */
final class NearestChanges {
  private static final int MOST = 5;

  /** A change with the terms that it makes and how much it asks of the traveller. */
  private record Try(Constraint constraint, String text, Object value, Terms terms, double pain) {}

  private final TripRequest request;
  private final Market market;
  private final ConflictFinder conflicts;

  NearestChanges(TripRequest request, Market market, ConflictFinder conflicts) {
    this.request = request;
    this.market = market;
    this.conflicts = conflicts;
  }

  List<Change> of(Set<Constraint> conflict) {
    List<Try> tries = new ArrayList<>();
    for (Constraint c : conflict) {
      collect(c, tries);
    }
    List<Try> working = new ArrayList<>(tries.stream().filter(t -> conflicts.feasible(t.terms())).toList());
    if (working.isEmpty()) {
      // Two conflicts at once: another wish, and then the money it takes.
      for (Constraint c : market.terms().binding()) {
        if (!conflict.contains(c)) {
          collect(c, tries);
        }
      }
      for (Try t : tries) {
        working.addAll(conflicts.feasible(t.terms()) ? List.of(t) : together(t, tries, conflict));
      }
    }
    working.sort(Comparator.comparingDouble(Try::pain));
    return working.stream().limit(MOST).map(t -> new Change(t.constraint().label(), t.text(), t.value())).toList();
  }

  private List<Try> together(Try one, List<Try> tries, Set<Constraint> conflict) {
    List<Try> found = new ArrayList<>();
    long least = conflicts.leastCost(one.terms());
    if (one.constraint() != Constraint.BUDGET && least != Terms.NO_LIMIT) {
      found.add(new Try(one.constraint(), one.text() + " and raise the budget to " + budgetText(least), one.value(), one.terms(),
          one.pain() + 2));
      return found;
    }
    for (Try other : tries) {
      if (other.constraint().compareTo(one.constraint()) > 0 && other.constraint() != Constraint.BUDGET) {
        Terms both = merged(one, other);
        if (conflicts.feasible(both)) {
          // Told under the constraint that is in the conflict.
          Try named = conflict.contains(one.constraint()) ? one : other;
          Try second = named == one ? other : one;
          found.add(new Try(named.constraint(), named.text() + " and " + second.text(), named.value(), both, one.pain() + other.pain()));
        }
      }
    }
    return found;
  }

  /** The terms of one change with those of the other on top. */
  private static Terms merged(Try one, Try other) {
    Terms a = one.terms();
    Terms b = other.terms();
    return switch (other.constraint()) {
      case MINIMUM_NIGHTS -> a.without(Constraint.MINIMUM_NIGHTS);
      case DIET -> a.withDiets(b.diets());
      case MAX_PER_NIGHT -> a.withMaxPerNight(b.maxPerNight());
      case ROOM_TYPE -> a.withRoom(b.room());
      case HOUSE_RULE -> a.withMustAllow(b.mustAllow());
      case CUISINE -> a.withCuisines(b.cuisines());
      case CABIN -> a.withCabin(b.cabin());
      case TRANSPORT -> a.withForbidden(b.forbidden());
      case BUDGET -> a.withBudget(b.budget());
    };
  }

  private void collect(Constraint constraint, List<Try> tries) {
    Terms terms = market.terms();
    switch (constraint) {
      case BUDGET -> budget(terms, tries);
      case ROOM_TYPE -> {
        for (RoomWish wish : RoomWish.values()) {
          if (wish != terms.room()) {
            tries.add(new Try(constraint, "take " + words(wish), wish.name().toLowerCase(Locale.ROOT), terms.withRoom(wish),
                wish == RoomWish.SHARED ? 1.4 : 1));
          }
        }
        tries.add(new Try(constraint, "take any type of room", null, terms.withRoom(null), 1.2));
      }
      case HOUSE_RULE -> {
        for (HouseRule rule : terms.mustAllow()) {
          Set<HouseRule> rest = new LinkedHashSet<>(terms.mustAllow());
          rest.remove(rule);
          tries.add(new Try(constraint, "do without " + words(rule), names(rest), terms.withMustAllow(rest), 1.1));
        }
      }
      case CUISINE -> {
        for (String cuisine : terms.cuisines()) {
          List<String> rest = terms.cuisines().stream().filter(c -> !c.equals(cuisine)).toList();
          tries.add(new Try(constraint, "do without " + cuisine + " food", rest, terms.withCuisines(rest), 0.9));
        }
        if (terms.cuisines().size() > 1) {
          tries.add(new Try(constraint, "leave the cuisines open", List.of(), terms.withCuisines(List.of()), 1.5));
        }
      }
      case DIET -> {
        for (String diet : terms.diets()) {
          Set<String> rest = new LinkedHashSet<>(terms.diets());
          rest.remove(diet);
          tries.add(new Try(constraint, "do without " + words(diet) + " food", List.copyOf(rest), terms.withDiets(rest), 1.6));
        }
      }
      case CABIN -> tries.add(new Try(constraint, "fly in any cabin", null, terms.withCabin(null), 1));
      case TRANSPORT -> {
        for (TransportMode mode : terms.forbidden()) {
          Set<TransportMode> rest = new LinkedHashSet<>(terms.forbidden());
          rest.remove(mode);
          tries.add(new Try(constraint, "allow " + words(mode), names(rest), terms.withForbidden(rest), 1.3));
        }
      }
      case MAX_PER_NIGHT -> perNight(terms, tries);
      case MINIMUM_NIGHTS -> {
        // A house's own rule: the traveller cannot change it, only the dates.
      }
    }
  }

  private void budget(Terms terms, List<Try> tries) {
    long least = conflicts.leastCost(terms);
    if (least != Terms.NO_LIMIT && terms.budget() != Terms.NO_LIMIT && least > terms.budget()) {
      BigDecimal value = budgetValue(least);
      tries.add(new Try(Constraint.BUDGET,
          "raise the budget by " + market.purse().text(least - terms.budget()) + " to " + budgetText(least), value, terms.withBudget(least),
          4.0 * (least - terms.budget()) / Math.max(1, terms.budget())));
    }
  }

  /** In the currency and scope of the traveller's own budget, rounded up. */
  private BigDecimal budgetValue(long least) {
    TripRequest.Budget budget = request.budget();
    BigDecimal own = market.purse().amount(least);
    if (!budget.currency().equals(market.purse().currency())) {
      own = own.multiply(market.purse().rates().rate(market.purse().currency(), budget.currency()));
    }
    int parts = budget.scope() == BudgetScope.PER_PERSON ? request.party().size() : 1;
    BigDecimal value = own.divide(BigDecimal.valueOf(parts), io.lotara.travel.Price.digits(budget.currency()), RoundingMode.CEILING);
    BigDecimal unit = BigDecimal.ONE.movePointLeft(value.scale());
    while (market.purse().minor(value.multiply(BigDecimal.valueOf(parts)), budget.currency()) < least) {
      value = value.add(unit);
    }
    return value;
  }

  private String budgetText(long least) {
    TripRequest.Budget budget = request.budget();
    return budgetValue(least).toPlainString() + " " + budget.currency() + (budget.scope() == BudgetScope.PER_PERSON ? " per person" : "");
  }

  /** The lowest limit at which a plan exists. */
  private void perNight(Terms terms, List<Try> tries) {
    List<Long> prices = market.nightlyPrices().stream().filter(p -> p > terms.maxPerNight()).toList();
    int low = 0;
    int high = prices.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (conflicts.feasible(terms.withMaxPerNight(prices.get(middle)))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low < prices.size()) {
      long limit = prices.get(low);
      tries.add(new Try(Constraint.MAX_PER_NIGHT, "allow " + market.purse().text(limit) + " a night for a room",
          market.purse().amount(limit), terms.withMaxPerNight(limit), 0.8));
    } else {
      tries.add(new Try(Constraint.MAX_PER_NIGHT, "set no limit for a night", null, terms.withMaxPerNight(Terms.NO_LIMIT), 1.2));
    }
  }

  private static String words(RoomWish wish) {
    return switch (wish) {
      case ENTIRE -> "entire homes";
      case PRIVATE -> "private rooms";
      case SHARED -> "shared rooms";
      case NOT_SHARED -> "any room that is not shared";
    };
  }

  private static String words(Object name) {
    return name.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static List<String> names(Set<? extends Enum<?>> values) {
    return values.stream().map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
  }
}
