package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Sets of constants that keep the order of their declaration, so that the same input always reads the same. */
final class Sets {
  private Sets() {}

  static <E extends Enum<E>> @Nullable Set<E> inOrder(@Nullable Collection<E> constants) {
    return constants == null || constants.isEmpty() ? null : Collections.unmodifiableSet(EnumSet.copyOf(constants));
  }
}
