package io.lotara.trip.plan;

import io.lotara.travel.Eatery;
import io.lotara.travel.HouseRule;
import io.lotara.travel.RoomType;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.RoomWish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The hard constraints in force while planning; loosened copies are planned with to find out what conflicts.
 *
 * @param budget for everyone in the smallest unit, {@link #NO_LIMIT} for none
 * @param room or null for any
 * @param mustAllow what no house may forbid
 * @param maxPerNight for one room in the smallest unit, {@link #NO_LIMIT} for none
 * @param cuisines each at least once
 * @param diets each meal must be possible with them
 * @param forbidden modes of transport
 * @param cabin of every flight, or null for any; a flight whose source does not tell its cabin is not ruled out
 * @param minimumNights whether houses may insist on theirs
 */
record Terms(
    long budget,
    RoomWish room,
    Set<HouseRule> mustAllow,
    long maxPerNight,
    List<String> cuisines,
    Set<String> diets,
    Set<TransportMode> forbidden,
    String cabin,
    boolean minimumNights) {
  static final long NO_LIMIT = Long.MAX_VALUE;
  private static final int CHILD_UNTIL = 10;

  static Terms of(TripRequest request, Purse purse) {
    Set<HouseRule> rules = EnumSet.noneOf(HouseRule.class);
    rules.addAll(request.lodging().mustAllow());
    if (request.party().childrenAges().stream().anyMatch(age -> age < CHILD_UNTIL)) {
      rules.add(HouseRule.CHILDREN_UNDER_10);
    }
    return new Terms(
        request.budget() == null ? NO_LIMIT : purse.minor(request.budget().total(request.party()), request.budget().currency()),
        request.lodging().roomType(),
        Collections.unmodifiableSet(rules),
        request.lodging().maxPerNight() == null ? NO_LIMIT : purse.minor(request.lodging().maxPerNight(), request.currency()),
        distinct(request.meals().cuisines()),
        Collections.unmodifiableSet(new LinkedHashSet<>(request.meals().dietary().stream().map(d -> plain(d).replace(' ', '_')).toList())),
        request.transport().forbidden().isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(EnumSet.copyOf(request.transport().forbidden())),
        request.transport().cabin(),
        true);
  }

  /** The constraints that bind in these terms. */
  List<Constraint> binding() {
    List<Constraint> binding = new ArrayList<>();
    for (Constraint c : Constraint.values()) {
      boolean binds = switch (c) {
        case MINIMUM_NIGHTS -> minimumNights;
        case DIET -> !diets.isEmpty();
        case MAX_PER_NIGHT -> maxPerNight != NO_LIMIT;
        case ROOM_TYPE -> room != null;
        case HOUSE_RULE -> !mustAllow.isEmpty();
        case CUISINE -> !cuisines.isEmpty();
        case CABIN -> cabin != null;
        case TRANSPORT -> !forbidden.isEmpty();
        case BUDGET -> budget != NO_LIMIT;
      };
      if (binds) {
        binding.add(c);
      }
    }
    return binding;
  }

  /** The same without one of them. */
  Terms without(Constraint constraint) {
    return switch (constraint) {
      case MINIMUM_NIGHTS -> new Terms(budget, room, mustAllow, maxPerNight, cuisines, diets, forbidden, cabin, false);
      case DIET -> withDiets(Set.of());
      case MAX_PER_NIGHT -> withMaxPerNight(NO_LIMIT);
      case ROOM_TYPE -> withRoom(null);
      case HOUSE_RULE -> withMustAllow(Set.of());
      case CUISINE -> withCuisines(List.of());
      case CABIN -> withCabin(null);
      case TRANSPORT -> withForbidden(Set.of());
      case BUDGET -> withBudget(NO_LIMIT);
    };
  }

  Terms withBudget(long value) {
    return new Terms(value, room, mustAllow, maxPerNight, cuisines, diets, forbidden, cabin, minimumNights);
  }

  Terms withRoom(RoomWish value) {
    return new Terms(budget, value, mustAllow, maxPerNight, cuisines, diets, forbidden, cabin, minimumNights);
  }

  Terms withMustAllow(Set<HouseRule> value) {
    return new Terms(budget, room, value, maxPerNight, cuisines, diets, forbidden, cabin, minimumNights);
  }

  Terms withMaxPerNight(long value) {
    return new Terms(budget, room, mustAllow, value, cuisines, diets, forbidden, cabin, minimumNights);
  }

  Terms withCuisines(List<String> value) {
    return new Terms(budget, room, mustAllow, maxPerNight, value, diets, forbidden, cabin, minimumNights);
  }

  Terms withDiets(Set<String> value) {
    return new Terms(budget, room, mustAllow, maxPerNight, cuisines, value, forbidden, cabin, minimumNights);
  }

  Terms withForbidden(Set<TransportMode> value) {
    return new Terms(budget, room, mustAllow, maxPerNight, cuisines, diets, value, cabin, minimumNights);
  }

  Terms withCabin(String value) {
    return new Terms(budget, room, mustAllow, maxPerNight, cuisines, diets, forbidden, value, minimumNights);
  }

  boolean allows(TransportOffer offer) {
    boolean seat = cabin == null || offer.mode() != TransportMode.FLIGHT || offer.cabin() == null || offer.cabin().equals(cabin);
    return seat && !forbidden.contains(offer.mode());
  }

  /** Whether a house may be taken for so many nights. */
  boolean allows(StayOffer stay, int nights, Purse purse) {
    boolean type = room == null
        || switch (room) {
          case ENTIRE -> stay.roomType() == RoomType.ENTIRE;
          case PRIVATE -> stay.roomType() == RoomType.PRIVATE;
          case SHARED -> stay.roomType() == RoomType.SHARED;
          case NOT_SHARED -> stay.roomType() != RoomType.SHARED;
        };
    return type
        && Collections.disjoint(stay.forbids(), mustAllow)
        && (!minimumNights || stay.minimumNights() <= nights)
        && (maxPerNight == NO_LIMIT || purse.minor(stay.nightly()) <= maxPerNight);
  }

  /** The wished cuisines that a place serves, as bits in the order of {@link #cuisines}. */
  int cuisinesOf(Eatery eatery) {
    int mask = 0;
    for (int i = 0; i < cuisines.size() && i < Menu.MOST_CUISINES; i++) {
      String wish = plain(cuisines.get(i));
      if (eatery.cuisines().stream().anyMatch(c -> serves(plain(c), wish))) {
        mask |= 1 << i;
      }
    }
    return mask;
  }

  /** Whether each meal there is possible with the diets. */
  boolean suits(Eatery eatery) {
    return diets.stream().allMatch(diet -> switch (diet) {
      case "vegetarian" -> has(eatery, "vegetarian") || has(eatery, "vegan");
      case "pescatarian" -> has(eatery, "pescatarian") || has(eatery, "vegetarian") || has(eatery, "vegan");
      default -> has(eatery, diet);
    });
  }

  private static boolean has(Eatery eatery, String diet) {
    return eatery.diets().contains(diet);
  }

  /** {@code South Indian} is Indian; {@code Indian} is not South Indian. */
  private static boolean serves(String cuisine, String wish) {
    return (" " + cuisine + " ").contains(" " + wish + " ");
  }

  static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replace('-', ' ');
  }

  private static List<String> distinct(List<String> cuisines) {
    Set<String> seen = new LinkedHashSet<>();
    return cuisines.stream().filter(c -> !c.isBlank() && seen.add(plain(c))).toList();
  }
}
