package io.lotara.trip.parse;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of constants as JSON has them. */
final class Names {
  private Names() {}

  static Object of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> Object of(Set<E> constants) {
    return List.copyOf(constants.stream().sorted().map(Names::of).toList());
  }
}
