package io.lotara.trip.plan.check;

import io.lotara.travel.Eatery;
import io.lotara.travel.Meal;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.MealStop;
import io.lotara.trip.Offers;
import io.lotara.trip.TripRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Three meals on a full day, no restaurant twice, the wished cuisines, the diets. */
public final class MealChecks {
  private static final Set<String> DIETS = Set.of("vegetarian", "vegan", "halal", "kosher", "gluten_free", "pescatarian");
  private final TripRequest request;
  private final Offers offers;
  private final Itinerary itinerary;
  private final Findings findings;

  /** Checks of one itinerary. */
  public MealChecks(TripRequest request, Offers offers, Itinerary itinerary, Findings findings) {
    this.request = request;
    this.offers = offers;
    this.itinerary = itinerary;
    this.findings = findings;
  }

  /** Runs them. */
  public void run() {
    findings.begin("meals");
    findings.begin("restaurants");
    findings.begin("cuisine");
    findings.begin("diet");
    Set<String> seen = new HashSet<>();
    for (Day day : itinerary.days()) {
      for (MealStop meal : meals(day)) {
        if (!seen.add(meal.name().strip() + " @ " + meal.city())) {
          findings.violated("restaurants", "day " + day.day() + ": " + meal.name() + " in " + meal.city() + " comes again");
        }
        boolean here = day.city() == null ? meal.city().equals(day.from()) || meal.city().equals(day.to()) : meal.city().equals(day.city());
        if (!here) {
          findings.violated("meals", "day " + day.day() + ": " + meal.name() + " is in " + meal.city());
        }
      }
    }
    for (Day day : itinerary.days()) {
      for (Meal meal : Meal.values()) {
        if (day.city() != null && at(day, meal) == null) {
          missing(day, meal, seen);
        }
      }
    }
    cuisines();
    diets();
  }

  private static MealStop at(Day day, Meal meal) {
    return switch (meal) {
      case BREAKFAST -> day.meals().breakfast();
      case LUNCH -> day.meals().lunch();
      case DINNER -> day.meals().dinner();
    };
  }

  private static List<MealStop> meals(Day day) {
    List<MealStop> meals = new ArrayList<>();
    for (Meal meal : Meal.values()) {
      if (at(day, meal) != null) {
        meals.add(at(day, meal));
      }
    }
    return meals;
  }

  /** A meal may stay open only when nobody is left to serve it. */
  private void missing(Day day, Meal meal, Set<String> seen) {
    boolean left = offers.eateries().stream()
        .anyMatch(e -> e.city().equals(day.city()) && e.meals().contains(meal) && suits(e) && !seen.contains(e.name().strip() + " @ "
        + e.city()));
    String text = "day " + day.day() + ": no " + meal.name().toLowerCase(Locale.ROOT) + " in " + day.city();
    if (left) {
      findings.violated("meals", text);
    } else {
      findings.warning("meals", text + "; the source knows no further place for it");
    }
  }

  private void cuisines() {
    String home = itinerary.trip().origin();
    for (String wish : request.meals().cuisines()) {
      boolean eaten = itinerary.days().stream()
          .flatMap(d -> meals(d).stream())
          .filter(m -> !m.city().equals(home))
          .anyMatch(m -> m.cuisines().stream().anyMatch(c -> words(c).containsAll(words(wish))));
      if (!wish.isBlank() && !eaten) {
        findings.violated("cuisine", "no meal is " + wish);
      }
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().toLowerCase(Locale.ROOT).split("[\\s-]+"));
  }

  private void diets() {
    for (String diet : wishedDiets()) {
      if (!told(diet)) {
        findings.warning("diet", "the source does not tell who serves " + diet.replace('_', ' ') + " food");
        continue;
      }
      for (Day day : itinerary.days()) {
        for (MealStop meal : meals(day)) {
          offers.eateries().stream()
              .filter(e -> e.ref().equals(meal.ref()) && e.source().equals(meal.source()) && !serves(e, diet))
              .findFirst()
              .ifPresent(e -> findings.violated("diet", "day " + day.day() + ": " + e.name() + " serves no " + diet + " food"));
        }
      }
    }
  }

  private List<String> wishedDiets() {
    return request.meals().dietary().stream().map(d -> d.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_')).toList();
  }

  /** Whether the sources say anything about such diets at all. */
  private boolean told(String diet) {
    return DIETS.contains(diet) && offers.eateries().stream().anyMatch(e -> !e.diets().isEmpty());
  }

  private boolean suits(Eatery eatery) {
    return wishedDiets().stream().filter(this::told).allMatch(d -> serves(eatery, d));
  }

  private static boolean serves(Eatery eatery, String diet) {
    Set<String> can = eatery.diets();
    boolean vegan = can.contains("vegan");
    boolean vegetarian = vegan || can.contains("vegetarian");
    return can.contains(diet) || diet.equals("vegetarian") && vegan || diet.equals("pescatarian") && vegetarian;
  }
}
