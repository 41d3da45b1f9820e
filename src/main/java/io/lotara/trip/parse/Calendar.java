package io.lotara.trip.parse;

import io.lotara.trip.TripRequest.Leg;
import io.lotara.trip.Understanding.Field;
import io.lotara.trip.Understanding.Source;
import io.lotara.trip.parse.Layers.Pick;
import io.micronaut.core.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** When a trip is and how long: what was said, with the rest assumed. */
final class Calendar {
  private static final int USUAL_DAYS = 5;
  private static final int WEEKS_AHEAD = 6;
  private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);

  private final LocalDate start;
  private final LocalDate end;
  private final List<Field> fields = new ArrayList<>();
  private final List<String> assumptions = new ArrayList<>();

  Calendar(Layers layers, Route route, LocalDate today) {
    Pick<When> when = when(layers, route);
    Pick<Integer> days = layers.pick(Topic.DURATION_DAYS);
    When.Fixed whole = whole(when, days);
    int length = whole != null ? length(whole) : days != null ? days.value() : usual(route);
    When.Fixed trip;
    if (whole != null) {
      trip = whole;
      if (days != null && days.value() != length) {
        assumptions.add("The dates " + whole.start() + " to " + whole.end() + " are " + length + " days; they count, not “" + told(days)
            + "”.");
      }
    } else if (when != null) {
      When said = when.value() instanceof When.Fixed f ? new When.Fixed(f.start(), null) : when.value();
      trip = said.days(length, today, route.southern());
      if (!(said instanceof When.Fixed) && !(said instanceof When.Ending)) {
        assumptions.add("“" + when.said().words() + "” is taken as " + LONG.format(trip.start()) + " to " + LONG.format(trip.end()) + ".");
      }
    } else {
      LocalDate saturday = today.plusWeeks(WEEKS_AHEAD).with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
      trip = new When.Fixed(saturday, saturday.plusDays(length - 1L));
      assumptions.add("Nobody said when, so the trip starts in about " + WEEKS_AHEAD + " weeks, on " + LONG.format(saturday) + ".");
    }
    this.start = trip.start();
    this.end = trip.end();
    if (whole == null && days == null) {
      assumptions.add("Nobody said how long, so " + length + (length == 1 ? " day is" : " days are") + " planned.");
    }
    fields(when, days, whole != null, length);
  }

  private static @Nullable Pick<When> when(Layers layers, Route route) {
    Pick<When> when = layers.pick(Topic.DATES);
    if (when == null && !route.legs().isEmpty()) {
      Leg first = route.legs().getFirst();
      Leg last = route.legs().getLast();
      boolean home = route.legs().size() > 1 && Text.fold(last.destination()).equals(Text.fold(first.origin()));
      return new Pick<>(Said.plainly(new When.Fixed(first.date(), home ? last.date() : null)), Source.CONSTRAINTS, 0);
    }
    return when;
  }

  /** First and last day when both were said and no stronger word on the length stands against them. */
  private static When.@Nullable Fixed whole(@Nullable Pick<When> when, @Nullable Pick<Integer> days) {
    boolean both = when != null && when.value() instanceof When.Fixed f && f.end() != null;
    boolean overruled = both && days != null && days.rank() < when.rank() && days.value() != length((When.Fixed) when.value());
    return both && !overruled ? (When.Fixed) when.value() : null;
  }

  private static int length(When.Fixed trip) {
    return (int) (trip.end().toEpochDay() - trip.start().toEpochDay()) + 1;
  }

  private static int usual(Route route) {
    return Math.min(ConstraintsReader.MOST_DAYS, Math.max(Math.max(USUAL_DAYS, route.nights() + 1), route.towns() > 2
        ? 2 * route.towns() + 1 : 0));
  }

  private static String told(Pick<Integer> days) {
    return days.said().words() != null ? days.said().words() : days.value() + " days";
  }

  private void fields(@Nullable Pick<When> when, @Nullable Pick<Integer> days, boolean byDates, int length) {
    Map<String, Object> dates = new LinkedHashMap<>();
    dates.put("start", start.toString());
    dates.put("end", end.toString());
    fields.add(when != null ? when.field(Topic.DATES, dates) : new Field("dates", dates, Source.DEFAULT, null, 0.2));
    if (days != null && days.value() == length) {
      fields.add(days.field(Topic.DURATION_DAYS, length));
    } else if (byDates) {
      fields.add(when.field(Topic.DURATION_DAYS, length));
    } else {
      fields.add(new Field("duration_days", length, Source.DEFAULT, null, 0.2));
    }
  }

  LocalDate start() {
    return start;
  }

  LocalDate end() {
    return end;
  }

  int days() {
    return (int) (end.toEpochDay() - start.toEpochDay()) + 1;
  }

  List<Field> fields() {
    return fields;
  }

  List<String> assumptions() {
    return assumptions;
  }
}
