package io.lotara.travel.tables;

import io.lotara.travel.TransportMode;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the form prices a road: self-driving costs the whole part of 0.05 a kilometre for every five people, a taxi the whole part of 1 a
 * kilometre for every four, each group started counting in full. A drive that takes a day or more is not offered.
 */
final class GroundTariff {
  private static final Pattern DISTANCE = Pattern.compile("([\\d,]*\\.?\\d+)\\s*(?:km)?");
  private static final Pattern PART = Pattern.compile("(\\d+)\\s*(hour|hr|min)");

  private GroundTariff() {}

  /** Kilometres of {@code 2,002 km}; empty for anything else. */
  static OptionalDouble kilometres(String text) {
    Matcher matcher = DISTANCE.matcher(text.strip());
    return matcher.matches() ? OptionalDouble.of(Double.parseDouble(matcher.group(1).replace(",", ""))) : OptionalDouble.empty();
  }

  /** Minutes of {@code 18 hours 6 mins}; empty when it takes a day or more, or says nothing. */
  static OptionalInt minutes(String text) {
    if (text.contains("day")) {
      return OptionalInt.empty();
    }
    int minutes = 0;
    boolean any = false;
    for (Matcher part = PART.matcher(text); part.find(); any = true) {
      minutes += Integer.parseInt(part.group(1)) * (part.group(2).startsWith("h") ? 60 : 1);
    }
    return any ? OptionalInt.of(minutes) : OptionalInt.empty();
  }

  /** The price for everyone, in whole units of the tables' currency. */
  static int price(TransportMode mode, double kilometres, int people) {
    return switch (mode) {
      case SELF_DRIVING -> (int) (kilometres * 0.05) * cars(people, 5);
      case TAXI -> (int) kilometres * cars(people, 4);
      default -> throw new IllegalArgumentException("no ground tariff for " + mode);
    };
  }

  private static int cars(int people, int seats) {
    return (people + seats - 1) / seats;
  }
}
