package io.lotara.bench;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Says a request in words, as different travellers would. */
final class Sentences {
  private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMMM d", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_MONTH = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

  private Sentences() {}

  /** The request in the phrasing of that number. */
  static String of(TripCase c, int number) {
    String frame = switch (Math.floorMod(number, 6)) {
      case 0 -> "Please help me plan a trip from %1$s to %2$s spanning %3$d days from %4$s to %5$s, %6$d. The trip is for %7$s with a budget of"
          + " $%8$,d.";
      case 1 -> "Could you create a %3$d-day travel itinerary for %7$s, departing from %1$s and visiting %2$s from %4$s to %5$s, %6$d? Our budget"
          + " is set at $%8$,d.";
      case 2 -> "We need a %3$d day plan for %7$s. We leave %1$s on %4$s, %6$d, visit %2$s, and return on %5$s, %6$d. The total budget is"
          + " %8$d USD.";
      case 3 -> "Can you devise a journey for %7$s, starting in %1$s and heading to %2$s between %9$s and %10$s %6$d? We can spend up to"
          + " $%8$d in total.";
      case 4 -> "I'd like to go to %2$s. Party: %7$s. From %1$s, %11$s to %12$s, budget $%8$,d.";
      default -> "Design a %3$d-day travel plan from %1$s to %2$s for %7$s. The travel dates are %4$s to %5$s, %6$d and the budget is"
          + " approximately $%8$,d.";
    };
    String to = c.cityCount() == 1 ? c.destination() : c.cityCount() + " cities in " + c.destination();
    String text = String.format(Locale.ROOT, frame, c.origin(), to, c.days(), nth(c.start()), nth(c.end()), c.start().getYear(),
        people(c.people(), number), c.budget(), DAY_MONTH.format(c.start()), DAY_MONTH.format(c.end()), c.start(), c.end());
    return text + wishes(c, number);
  }

  private static String nth(LocalDate date) {
    int day = date.getDayOfMonth();
    String suffix = day / 10 == 1 ? "th" : switch (day % 10) {
      case 1 -> "st";
      case 2 -> "nd";
      case 3 -> "rd";
      default -> "th";
    };
    return MONTH_DAY.format(date) + suffix;
  }

  private static String people(int count, int number) {
    return switch (count) {
      case 1 -> number % 2 == 0 ? "one person" : "a single traveler";
      case 2 -> number % 2 == 0 ? "two people" : "2 people";
      default -> number % 2 == 0 ? "a group of " + count : count + " people";
    };
  }

  private static String wishes(TripCase c, int number) {
    StringBuilder text = new StringBuilder();
    boolean even = number % 2 == 0;
    if (c.roomType() != null) {
      text.append(switch (c.roomType()) {
        case "entire room" -> even ? " We would like to rent entire rooms." : " Entire rooms for our accommodations would be ideal.";
        case "private room" -> even ? " Our rooms should be private." : " We prefer private rooms.";
        case "shared room" -> even ? " A shared room is what we want." : " We would like to stay in shared rooms.";
        default -> even ? " We prefer rooms that are not shared." : " Please no shared rooms.";
      });
    }
    if (c.houseRule() != null) {
      text.append(switch (c.houseRule()) {
        case "pets" -> even ? " Our accommodations must be pet-friendly." : " We will bring our pets, so the lodging has to allow them.";
        case "smoking" -> even ? " We need a place that allows smoking." : " Smoking must be permitted in our rooms.";
        case "parties" -> even ? " We require accommodations that allow parties." : " The place should permit parties.";
        case "visitors" -> even ? " The accommodation should allow visitors." : " We need lodging where visitors are allowed.";
        default -> even
            ? " Our lodging must accommodate children under the age of 10."
            : " Please choose accommodations that allow children under 10.";
      });
    }
    if (!c.cuisines().isEmpty()) {
      String food = joined(c.cuisines());
      text.append(even ? " We would like to try " + food + " food." : " As for cuisine, we enjoy " + food + " dishes.");
    }
    if (c.transport() != null) {
      text.append(c.transport().equals("no flight")
          ? even ? " We would rather not fly." : " No flights, please."
          : even ? " We do not plan to drive ourselves." : " No self-driving, please.");
    }
    return text.toString();
  }

  private static String joined(List<String> names) {
    return names.size() == 1 ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
