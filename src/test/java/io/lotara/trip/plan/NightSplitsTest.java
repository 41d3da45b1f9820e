package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightSplitsTest {

  @ParameterizedTest
  @CsvSource({"2,1,2", "4,2,2;2", "6,3,2;2;2", "5,2,3;2", "7,3,3;2;2", "1,1,1", "29,4,8;7;7;7"})
  void startsWithTheEvenOne(int nights, int towns, String first) {
    List<int[]> splits = NightSplits.of(nights, Collections.nCopies(towns, null), 20);
    assertEquals(first, String.join(";", Arrays.stream(splits.getFirst()).mapToObj(String::valueOf).toList()));
  }

  @Test
  void givesEverySplitWhenThereAreFew() {
    List<int[]> splits = NightSplits.of(6, Collections.nCopies(3, null), 100);
    Set<List<Integer>> distinct = new HashSet<>();
    for (int[] split : splits) {
      assertEquals(6, Arrays.stream(split).sum());
      assertTrue(Arrays.stream(split).allMatch(n -> n >= 1));
      distinct.add(Arrays.stream(split).boxed().toList());
    }
    assertEquals(10, distinct.size());
    assertEquals(10, splits.size());
  }

  @Test
  void keepsTheNightsThatWereAskedFor() {
    assertArrayEquals(new int[] {3, 4}, NightSplits.of(7, List.of(3, 4), 5).getFirst());
    assertArrayEquals(new int[] {5, 1, 1}, NightSplits.of(7, Arrays.asList(5, null, null), 5).getFirst());
  }

  @Test
  void comesNearWhenTheyDoNotFit() {
    int[] split = NightSplits.of(6, List.of(3, 4), 5).getFirst();
    assertEquals(6, split[0] + split[1]);
    assertTrue(Math.abs(split[0] - 3) + Math.abs(split[1] - 4) == 1);
  }

  @Test
  void hasNoneForMoreTownsThanNights() {
    assertEquals(List.of(), NightSplits.of(2, Collections.nCopies(3, null), 5));
  }

  @Test
  void staysBounded() {
    assertEquals(120, NightSplits.of(29, Collections.nCopies(5, null), 120).size());
  }
}
