package io.lotara.travel;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * Who travels: at least one person.
 *
 * @param adults 0 or more
 * @param childrenAges age of each child in years, 0 to 17
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Party(int adults, List<Integer> childrenAges) {
  public Party {
    childrenAges = List.copyOf(childrenAges);
    if (adults < 0 || adults + childrenAges.size() < 1) {
      throw new IllegalArgumentException("a party has at least one person");
    }
  }

  /** Everyone, children included. */
  public int size() {
    return adults + childrenAges.size();
  }
}
