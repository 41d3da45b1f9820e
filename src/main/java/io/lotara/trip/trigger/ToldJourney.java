package io.lotara.trip.trigger;

import io.lotara.trip.TripRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;

/**
 * The journey whose price a trigger tells, as far as its context says; what it leaves open is null. A trip that was asked for otherwise, or
 * changed since, is another journey, and the price says nothing about it.
 *
 * @param origin as it was said
 * @param destination likewise
 * @param start day of departure
 * @param end day of the way back
 * @param people how many the price is for
 * @param oneWay whether it is a price of one way
 */
record ToldJourney(
    @Nullable String origin, @Nullable String destination, @Nullable String start, @Nullable String end, @Nullable Integer people, boolean oneWay) {

  static ToldJourney of(ContextReading reading) {
    JsonNode said = reading.constraints();
    JsonNode dates = said.get("dates");
    JsonNode oneWay = said.get("one_way");
    boolean alone = oneWay != null && oneWay.isBoolean() && oneWay.getBooleanValue();
    return new ToldJourney(
        place(said.get("origin")), place(said.get("destination")), day(dates, 0), alone ? null : day(dates, 1), people(said.get("travellers")), alone);
  }

  private static @Nullable String place(@Nullable JsonNode place) {
    if (place == null || place.isString()) {
      return place == null ? null : place.getStringValue().strip();
    }
    for (String kind : new String[] {"city", "name", "region", "state", "country"}) {
      JsonNode name = place.get(kind);
      if (name != null && name.isString()) {
        return name.getStringValue().strip();
      }
    }
    return null;
  }

  /** The first or second day of an object, a list or a text with one or two days. */
  private static @Nullable String day(@Nullable JsonNode dates, int which) {
    JsonNode day = dates == null ? null : dates.isObject() ? dates.get(which == 0 ? "start" : "end") : dates.isArray() ? dates.get(which) : dates;
    if (day == null || !day.isString()) {
      return null;
    }
    String text = day.getStringValue().strip();
    int from = which == 0 || dates.isObject() || dates.isArray() ? 0 : Math.max(10, text.length() - 10);
    return text.length() < from + 10 ? null : text.substring(from, from + 10);
  }

  private static @Nullable Integer people(@Nullable JsonNode travellers) {
    if (travellers == null || travellers.isNumber()) {
      return travellers == null ? null : Integer.valueOf(travellers.getIntValue());
    }
    JsonNode adults = travellers.get("adults");
    JsonNode children = travellers.get("children");
    int grown = adults != null && adults.isNumber() ? adults.getIntValue() : 0;
    return grown + (children != null && children.isArray() ? children.size() : 0);
  }

  /** Whether the trip is this journey. */
  boolean isOf(TripRequest request) {
    boolean from = origin == null || request.origin() != null && origin.equalsIgnoreCase(request.origin().name());
    boolean to = destination == null || request.destinations().size() == 1 && destination.equalsIgnoreCase(request.destinations().getFirst().name());
    boolean days = (start == null || start.equals(request.start().toString())) && (end == null || end.equals(request.end().toString()));
    return from && to && days && (people == null || people == request.party().size()) && (oneWay || request.comesHome());
  }

  /** When and for how many, as far as it was said; empty when nothing was. */
  String terms() {
    StringBuilder terms = new StringBuilder();
    if (start != null) {
      terms.append(oneWay ? "one way on " + start : end == null ? "there on " + start : "there on " + start + " and back on " + end);
    }
    if (people != null) {
      terms.append(terms.isEmpty() ? "" : ", ").append("for ").append(people).append(people == 1 ? " person" : " people");
    }
    return terms.toString();
  }
}
