package io.lotara.travel;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A weekly opening pattern in a small subset of the OpenStreetMap {@code opening_hours} notation: {@code 24/7}, or rules joined by
 * {@code "; "} of the form {@code Tu-Su 09:00-17:00}, {@code Mo,We-Fr 10:00-12:00,14:00-18:00} or {@code Mo off}. A later rule replaces
 * an earlier one for its days; days that no rule names are closed.
 */
public final class OpeningHours {

  /**
   * One stretch of a day.
   *
   * @param opens minutes after midnight
   * @param closes minutes after midnight, up to 1440
   */
  public record Span(int opens, int closes) {}

  private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
  private final Map<DayOfWeek, List<Span>> spans = new EnumMap<>(DayOfWeek.class);

  private OpeningHours() {}

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is not in the subset
   */
  public static OpeningHours parse(String pattern) {
    OpeningHours hours = new OpeningHours();
    if (pattern.equals("24/7")) {
      for (DayOfWeek day : DayOfWeek.values()) {
        hours.spans.put(day, List.of(new Span(0, 1440)));
      }
      return hours;
    }
    for (String rule : pattern.split(";\\s*")) {
      String[] parts = rule.trim().split("\\s+", 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException("days and times expected in '" + rule + "'");
      }
      List<Span> times = parts[1].equals("off") ? List.of() : times(parts[1]);
      for (DayOfWeek day : days(parts[0])) {
        hours.spans.put(day, times);
      }
    }
    return hours;
  }

  /** When it is open on that day, in order; empty when closed. */
  public List<Span> on(DayOfWeek day) {
    return spans.getOrDefault(day, List.of());
  }

  private static List<DayOfWeek> days(String text) {
    List<DayOfWeek> days = new ArrayList<>();
    for (String part : text.split(",")) {
      String[] ends = part.split("-");
      int from = DAYS.indexOf(ends[0]);
      int to = DAYS.indexOf(ends[ends.length - 1]);
      if (from < 0 || to < 0) {
        throw new IllegalArgumentException("no such days: " + part);
      }
      for (int i = from; ; i = (i + 1) % 7) {
        days.add(DayOfWeek.of(i + 1));
        if (i == to) {
          break;
        }
      }
    }
    return days;
  }

  private static List<Span> times(String text) {
    List<Span> spans = new ArrayList<>();
    for (String part : text.split(",")) {
      String[] ends = part.split("-");
      if (ends.length != 2) {
        throw new IllegalArgumentException("no such times: " + part);
      }
      spans.add(new Span(minutes(ends[0]), minutes(ends[1])));
    }
    return List.copyOf(spans);
  }

  private static int minutes(String text) {
    return text.equals("24:00") ? 1440 : LocalTime.parse(text).toSecondOfDay() / 60;
  }
}
