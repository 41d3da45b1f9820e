package io.lotara.trip.trigger;

import java.util.List;
import java.util.Set;

/**
 * Under which names the context of a trigger may say a thing. Products call the same things differently, and a context is not ours to
 * rule; the first name that is there counts.
 */
final class ContextNames {
  /** Said as in {@code constraints}, and taken over as it stands. */
  static final Set<String> AS_IN_CONSTRAINTS =
      Set.of("cities", "city_count", "legs", "one_way", "interests", "pace", "lodging", "meals", "transport", "provider");

  static final List<String> ORIGIN =
      List.of("origin", "from", "origin_city", "departure_city", "departure_airport", "home", "home_city", "home_airport");
  static final List<String> DESTINATION =
      List.of("destination", "to", "destination_city", "arrival_city", "arrival_airport", "city", "place", "location");
  static final List<String> START =
      List.of("departure_date", "depart_date", "start_date", "start", "gap_start", "outbound_date", "check_in", "from_date", "free_from", "date");
  static final List<String> END =
      List.of("return_date", "end_date", "end", "gap_end", "inbound_date", "check_out", "to_date", "free_until");
  static final List<String> SPAN = List.of("dates", "travel_dates", "gap", "window", "period");
  static final List<String> DAYS = List.of("duration_days", "days", "gap_days", "free_days", "trip_days");
  static final List<String> TRAVELLERS = List.of("travellers", "travelers", "party", "passengers", "party_size", "guests", "adults");
  static final List<String> BUDGET = List.of("budget", "max_budget");
  static final List<String> SURPLUS =
      List.of("surplus", "surplus_amount", "budget_surplus", "amount", "available", "available_budget", "remaining", "remaining_budget");
  static final List<String> SURPLUS_USD = List.of("surplus_usd", "amount_usd", "budget_usd");
  static final List<String> OLD_PRICE =
      List.of("old_price", "previous_price", "original_price", "baseline_price", "last_price", "price_before", "was");
  static final List<String> NEW_PRICE =
      List.of("new_price", "current_price", "price", "price_now", "price_after", "latest_price", "sale_price", "now");
  static final List<String> TEXT = List.of("query", "text", "message", "description", "request", "note", "event", "title");

  private ContextNames() {}
}
