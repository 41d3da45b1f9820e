package io.lotara.trip.plan;

import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary.Why;
import io.lotara.trip.plan.RouteModel.Connection;
import io.lotara.trip.plan.RouteModel.Stop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says what each choice won on, and by how much, next to the one that came second. */
final class Reasons {
  private final Purse purse;

  Reasons(Purse purse) {
    this.purse = purse;
  }

  List<Why> of(Solution solution, int routes) {
    List<Why> why = new ArrayList<>();
    RouteModel model = solution.model();
    for (int l = 0; l < solution.legs().size(); l++) {
      why.add(leg(model.legs().get(l), solution.legs().get(l)));
    }
    for (int i = 0; i < model.stops().size(); i++) {
      if (solution.stays().get(i) != null) {
        why.add(stay(model.stops().get(i), solution.stays().get(i)));
      }
    }
    if (routes > 1) {
      String towns = Summary.joined(model.stops().stream().map(s -> s.town().name()).toList());
      String nights = Summary.joined(model.stops().stream().map(s -> String.valueOf(s.nights())).toList());
      why.add(new Why("route", towns, "the best of " + routes + " routes within the constraints; nights: " + nights, null));
    }
    return why;
  }

  private Why leg(Connection connection, Market.Leg chosen) {
    Market.Leg next = connection.ways().stream()
        .filter(w -> w != chosen)
        .max(Comparator.comparingDouble(w -> w.worth() - w.cost()))
        .orElse(null);
    String item = connection.from().name() + " to " + connection.to().name() + " on " + connection.date();
    if (next == null) {
      return new Why(item, name(chosen.offer()), "the only way that day within the constraints", null);
    }
    List<String> points = new ArrayList<>();
    money(chosen.cost() - next.cost(), points);
    int minutes = next.offer().durationMinutes() - chosen.offer().durationMinutes();
    if (minutes >= 10) {
      points.add(duration(minutes) + " shorter");
    }
    if (chosen.worth() > next.worth() && minutes < 10) {
      points.add("at better hours");
    }
    String reason = points.isEmpty() ? "fits the rest of the plan: budget, meals and own car or not" : String.join(", ", points);
    return new Why(item, name(chosen.offer()), reason, name(next.offer()));
  }

  private Why stay(Stop stop, Market.Stay chosen) {
    Market.Stay next = stop.stays().stream()
        .filter(s -> s != chosen)
        .max(Comparator.comparingDouble(s -> s.worth() - s.cost()))
        .orElse(null);
    String item = "lodging in " + stop.town().name();
    if (next == null) {
      return new Why(item, chosen.offer().name(), "the only one that holds the constraints", null);
    }
    List<String> points = new ArrayList<>();
    money((chosen.cost() - next.cost()) * stop.nights(), points);
    if (chosen.offer().rating() != null && next.offer().rating() != null && chosen.offer().rating() > next.offer().rating()) {
      points.add(String.format(Locale.ROOT, "rated %.1f, not %.1f", chosen.offer().rating(), next.offer().rating()));
    }
    String reason = points.isEmpty() ? "comfort for the price; " + stop.stays().size() + " compared" : String.join(", ", points);
    return new Why(item, chosen.offer().name(), reason, next.offer().name());
  }

  private void money(long difference, List<String> points) {
    if (difference < 0) {
      points.add(purse.text(-difference) + " cheaper than the next best");
    }
  }

  private static String name(TransportOffer offer) {
    String mode = offer.mode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String number = offer.number() == null ? "" : " " + offer.number();
    return mode + number + (offer.depart() == null ? "" : " at " + offer.depart().substring(11));
  }

  static String duration(int minutes) {
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }
}
