package io.lotara.travel;

import java.util.Optional;

/** What moving about in a town costs. */
public interface LocalFares {

  /** Public transport for one person and day, an estimate; empty when nothing is known of the town. */
  Optional<Price> perPersonAndDay(Town town);
}
