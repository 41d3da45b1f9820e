package io.lotara.trip.plan;

import io.lotara.travel.Eatery;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.trip.TripRequest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bounds on what parts of a route cost and are worth, from a source that answers from memory; every question is asked once. */
final class RouteProbe {
  static final double NONE = Double.POSITIVE_INFINITY;

  /**
   * A leg.
   *
   * @param any whether there is any way at all
   * @param others least cost without own car within the terms, or {@link #NONE}
   * @param ownCar least cost by own car within the terms, or {@link #NONE}
   * @param net the most that a way within the terms is worth beyond its cost
   */
  record Leg(boolean any, double others, double ownCar, double net) {}

  /** A stay: whether there is any at all, and the least cost of all nights within the terms or {@link #NONE}. */
  record Stay(boolean any, double cost) {}

  /**
   * A town.
   *
   * @param meals least costs of so many meals, none of them twice
   * @param cuisines wished cuisines that can be had there, as bits
   * @param sights what its best known places are worth
   * @param rooms whether anybody offers a place to sleep
   */
  record Facts(double[] meals, int cuisines, double sights, int places, boolean rooms) {
    /** The least cost of the meals of that many full days; {@link #NONE} when there are too few places. */
    double mealsOf(int fullDays) {
      return 3 * fullDays < meals.length ? meals[3 * fullDays] : NONE;
    }
  }

  private final TravelSource source;
  private final TripRequest request;
  private final Terms terms;
  private final Purse purse;
  private final Worth worth;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Long, Leg> legs = new HashMap<>();
  private final Map<Long, Stay> stays = new HashMap<>();
  private final Map<String, Facts> facts = new HashMap<>();

  RouteProbe(TravelSource source, TripRequest request, Purse purse) {
    this.source = source;
    this.request = request;
    this.purse = purse;
    this.terms = Terms.of(request, purse);
    this.worth = new Worth(request, purse);
  }

  Terms terms() {
    return terms;
  }

  private int number(Town town) {
    return numbers.computeIfAbsent(town.id(), id -> numbers.size());
  }

  /** Asked for hundreds of thousands of times, so packed: towns and nights stay below 4096. */
  private long key(int a, int b, LocalDate date, int c) {
    return ((date.toEpochDay() - request.start().toEpochDay() & 0xfff) << 36) | ((long) a << 24) | ((long) b << 12) | c;
  }

  Leg leg(Town from, Town to, LocalDate date, boolean homeward) {
    return legs.computeIfAbsent(key(number(from), number(to), date, homeward ? 1 : 0), key -> {
      boolean any = false;
      double others = NONE;
      double ownCar = NONE;
      double net = -NONE;
      for (TransportOffer offer : source.transport(new TransportQuery(from, to, date, request.party(), request.transport().cabin()))) {
        any = true;
        if (terms.allows(offer)) {
          double cost = purse.minor(offer.price());
          switch (offer.mode()) {
            case SELF_DRIVING -> ownCar = Math.min(ownCar, cost);
            default -> others = Math.min(others, cost);
          }
          net = Math.max(net, worth.of(offer, LegTimes.of(offer, homeward), homeward) - cost);
        }
      }
      return new Leg(any, others, ownCar, net);
    });
  }

  Stay stay(Town town, LocalDate checkIn, int nights) {
    return stays.computeIfAbsent(key(number(town), 0, checkIn, nights), key -> {
      int people = request.party().size();
      boolean any = false;
      double least = NONE;
      StayQuery query = new StayQuery(town, checkIn, checkIn.plusDays(nights), request.party(), request.currency());
      for (StayOffer stay : source.stays(query)) {
        any = true;
        if (terms.allows(stay, nights, purse)) {
          least = Math.min(least, (double) purse.minor(stay.nightly().times(stay.roomsFor(people))) * nights);
        }
      }
      return new Stay(any, least);
    });
  }

  Facts facts(Town town) {
    return facts.computeIfAbsent(town.id(), id -> {
      int people = request.party().size();
      List<Eatery> eateries = source.eateries(town);
      long[] costs = eateries.stream().mapToLong(e -> purse.minor(e.price().times(people))).sorted().toArray();
      double[] meals = new double[costs.length + 1];
      for (int i = 0; i < costs.length; i++) {
        meals[i + 1] = meals[i] + costs[i];
      }
      int cuisines = eateries.stream().mapToInt(terms::cuisinesOf).reduce(0, (a, b) -> a | b);
      double[] sights = source.attractions(town).stream()
          .mapToDouble(a -> worth.of(a) - purse.minor(a.price().times(people))).filter(w -> w > 0).sorted().toArray();
      double best = 0;
      for (int i = Math.max(0, sights.length - 6); i < sights.length; i++) {
        best += sights[i];
      }
      return new Facts(meals, cuisines, best, sights.length, stay(town, request.start(), Math.max(1, request.days() - 1)).any());
    });
  }
}
