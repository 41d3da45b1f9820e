package io.lotara.trip.plan;

import io.lotara.trip.Itinerary;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The trip in a few sentences. */
final class Summary {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private Summary() {}

  static String of(Itinerary.Trip trip, Itinerary.Cost cost, Purse purse) {
    int people = trip.travellers().adults() + trip.travellers().children().size();
    String length = trip.days() == 1 ? "One day" : trip.days() + " days";
    String from = trip.origin() == null ? "" : " from " + trip.origin();
    String text = length + " in " + joined(trip.destinations()) + from + " for " + (people == 1 ? "one person" : people + " people") + ", "
        + DAY.format(trip.dates().start()) + (trip.days() == 1 ? "" : " to " + DAY.format(trip.dates().end())) + ". ";
    text += "It costs " + purse.text(purse.minor(cost.total(), cost.currency()));
    if (cost.budget() != null) {
      text += " of a budget of " + purse.text(purse.minor(cost.budget(), cost.currency()));
    }
    return text + ".";
  }

  /** {@code A, B and C}. */
  static String joined(List<String> names) {
    int last = names.size() - 1;
    return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
