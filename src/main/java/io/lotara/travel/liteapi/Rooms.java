package io.lotara.travel.liteapi;

import io.lotara.travel.Party;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a party is spread over rooms of one kind: at most two adults and four people in each, at least one adult in each, as even as can be.
 *
 * @param occupancies one for each room
 * @param people most people in one room
 */
record Rooms(List<StayRates.Occupancy> occupancies, int people) {
  private static final int ADULTS = 2;
  private static final int PEOPLE = 4;

  /**
   * Spreads a party.
   *
   * @throws IllegalArgumentException when nobody is an adult
   */
  static Rooms of(Party party) {
    if (party.adults() == 0) {
      throw new IllegalArgumentException("children need an adult in their room");
    }
    int least = Math.max(ceil(party.adults(), ADULTS), Math.min(party.adults(), ceil(party.size(), PEOPLE)));
    int people = ceil(party.size(), least);
    // Fewer rooms when the last ones would stay empty: so many rooms of so many people are exactly what the party needs.
    int rooms = ceil(party.size(), people);
    List<Integer> adults = new ArrayList<>();
    List<List<Integer>> children = new ArrayList<>();
    for (int room = 0; room < rooms; room++) {
      adults.add(party.adults() / rooms + (room < party.adults() % rooms ? 1 : 0));
      children.add(new ArrayList<>());
    }
    for (int age : party.childrenAges()) {
      int room =
          java.util.stream.IntStream.range(0, rooms)
              .boxed()
              .min(Comparator.comparing(r -> adults.get(r) + children.get(r).size()))
              .orElseThrow();
      children.get(room).add(age);
    }
    List<StayRates.Occupancy> occupancies = new ArrayList<>();
    for (int room = 0; room < rooms; room++) {
      occupancies.add(new StayRates.Occupancy(adults.get(room), List.copyOf(children.get(room))));
    }
    return new Rooms(List.copyOf(occupancies), people);
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }
}
