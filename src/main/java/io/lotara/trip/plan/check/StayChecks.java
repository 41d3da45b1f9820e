package io.lotara.trip.plan.check;

import io.lotara.travel.HouseRule;
import io.lotara.travel.RoomType;
import io.lotara.travel.StayOffer;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.Night;
import io.lotara.trip.Offers;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.RoomWish;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A bed for everybody every night, in houses that the party may stay in. */
public final class StayChecks {
  private final TripRequest request;
  private final Offers offers;
  private final Itinerary itinerary;
  private final Findings findings;

  /** Checks of one itinerary. */
  public StayChecks(TripRequest request, Offers offers, Itinerary itinerary, Findings findings) {
    this.request = request;
    this.offers = offers;
    this.itinerary = itinerary;
    this.findings = findings;
  }

  /** Runs them. */
  public void run() {
    findings.begin("lodging");
    findings.begin("minimum_nights");
    findings.begin("occupancy");
    findings.begin("house_rule");
    findings.begin("room_type");
    List<Day> days = itinerary.days();
    for (int i = 0; i < days.size(); i++) {
      Day day = days.get(i);
      Night night = day.lodging();
      boolean last = i == days.size() - 1;
      if ((night == null) != last) {
        findings.violated("lodging", "day " + day.day() + (last ? " is the last and needs no lodging" : " has no lodging"));
      }
      if (night == null) {
        continue;
      }
      String evening = day.city() == null ? day.to() : day.city();
      if (!night.city().equals(evening)) {
        findings.violated("lodging", "day " + day.day() + " ends in " + evening + ", the lodging is in " + night.city());
      }
      offers.stays().stream()
          .filter(s -> s.ref().equals(night.ref()) && s.source().equals(night.source()))
          .findFirst()
          .ifPresent(stay -> rules(day, night, stay));
    }
    nights(days);
  }

  private void rules(Day day, Night night, StayOffer stay) {
    int people = request.party().size();
    if (night.rooms() * stay.maximumOccupancy() < people) {
      findings.violated("occupancy", "day " + day.day() + ": " + night.rooms() + " rooms for " + stay.maximumOccupancy()
          + " are not enough for " + people);
    }
    if (night.rooms() < 1 || (night.rooms() - 1) * stay.maximumOccupancy() >= people) {
      findings.violated("occupancy", "day " + day.day() + ": " + night.rooms() + " rooms are not what " + people + " people need");
    }
    Set<HouseRule> wanted = new HashSet<>(request.lodging().mustAllow());
    if (request.party().childrenAges().stream().anyMatch(age -> age < 10)) {
      wanted.add(HouseRule.CHILDREN_UNDER_10);
    }
    for (HouseRule rule : HouseRule.values()) {
      if (wanted.contains(rule) && stay.forbids().contains(rule)) {
        findings.violated("house_rule", "day " + day.day() + ": " + night.name() + " forbids " + rule);
      }
    }
    RoomWish wish = request.lodging().roomType();
    if (wish != null && !holds(wish, stay.roomType())) {
      findings.violated("room_type", "day " + day.day() + ": " + night.name() + " is " + stay.roomType() + ", wanted " + wish);
    }
    if (request.lodging().maxPerNight() != null) {
      findings.begin("max_per_night");
      boolean comparable = stay.nightly().currency().equals(request.currency());
      if (comparable && stay.nightly().amount().compareTo(request.lodging().maxPerNight()) > 0) {
        findings.violated("max_per_night", "day " + day.day() + ": a room costs " + stay.nightly().amount() + ", wanted at most "
            + request.lodging().maxPerNight());
      }
    }
  }

  private static boolean holds(RoomWish wish, RoomType type) {
    if (wish == RoomWish.NOT_SHARED) {
      return type != RoomType.SHARED;
    }
    return type != null && type.name().equals(wish.name());
  }

  private void nights(List<Day> days) {
    int from = 0;
    while (from < days.size()) {
      Night night = days.get(from).lodging();
      int to = from + 1;
      while (night != null && to < days.size() && days.get(to).lodging() != null && days.get(to).lodging().ref().equals(night.ref())) {
        to++;
      }
      int count = to - from;
      if (night != null) {
        offers.stays().stream()
            .filter(s -> s.ref().equals(night.ref()) && s.source().equals(night.source()) && s.minimumNights() > count)
            .findFirst()
            .ifPresent(s -> findings.violated("minimum_nights", s.name() + " wants " + s.minimumNights() + " nights, " + count
            + " are planned"));
      }
      from = to;
    }
  }
}
