package io.lotara.trip.plan;

import io.lotara.travel.Attraction;
import io.lotara.travel.Meal;
import io.lotara.travel.Position;
import io.lotara.trip.plan.DaySchedule.Frame;
import io.lotara.trip.plan.DaySchedule.Timetable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A day, or the part of a day of travel, that is spent in one town: what happens when. Minutes are counted from that day's midnight.
 *
 * @param meals with their start
 * @param visits in order
 */
record StopDay(List<MealTime> meals, List<DaySchedule.Visit> visits) {
  private static final int BREAKFAST_MINUTES = 45;
  private static final int DINNER_MINUTES = 75;
  private static final int DINNER_FROM = 18 * 60 + 30;

  /** A meal at a place. */
  record MealTime(Meal meal, Menu.Option option, int start, int end) {}

  /**
   * Makes the timetable; sights that do not fit between the meals are given up, the least worthwhile first.
   *
   * @param window when sights can be seen
   * @param free when one is there, or 0 from the morning on
   * @param leave when one must be gone, or {@link LegTimes#DAY}
   */
  static StopDay of(Sights.Window window, List<Sights.Option> sights, Map<Meal, Menu.Option> meals, int free, int leave,
      DaySchedule schedule) {
    List<MealTime> times = new ArrayList<>();
    int from = window.from();
    int until = window.until();
    Position start = null;
    if (meals.get(Meal.BREAKFAST) != null) {
      int at = Math.max(Math.min(Math.max(window.from() - BREAKFAST_MINUTES - 15, 8 * 60), leave - BREAKFAST_MINUTES), free);
      times.add(new MealTime(Meal.BREAKFAST, meals.get(Meal.BREAKFAST), at, at + BREAKFAST_MINUTES));
      start = meals.get(Meal.BREAKFAST).eatery().position();
      from = Math.max(from, at + BREAKFAST_MINUTES + 15);
      // The way to the first sight is counted by the schedule, so one may set out right after breakfast.
      from = start == null ? from : at + BREAKFAST_MINUTES;
    }
    Menu.Option dinner = meals.get(Meal.DINNER);
    if (dinner != null && leave < LegTimes.DAY) {
      until = Math.min(until, leave - DINNER_MINUTES - 20);
    }
    Menu.Option lunch = meals.get(Meal.LUNCH);
    int lunchBy = lunch == null ? -1 : Math.min(Math.max(DaySchedule.LUNCH_LATEST, window.from()), leave - DaySchedule.LUNCH_MINUTES);
    Frame frame = new Frame(window.date().getDayOfWeek(), from, until, lunchBy, start, lunch == null ? null : lunch.eatery().position());
    Timetable day = fit(new ArrayList<>(sights), frame, schedule);
    if (day.lunch() >= 0) {
      times.add(new MealTime(Meal.LUNCH, lunch, day.lunch(), day.lunch() + DaySchedule.LUNCH_MINUTES));
    }
    if (dinner != null) {
      int way = day.visits().isEmpty() ? 0 : DaySchedule.transfer(day.last(), dinner.eatery().position());
      int at = Math.min(Math.max(Math.max(leave < LegTimes.DAY ? 18 * 60 : DINNER_FROM, free), day.end() + way), leave - DINNER_MINUTES);
      times.add(new MealTime(Meal.DINNER, dinner, at, at + DINNER_MINUTES));
    }
    return new StopDay(times, day.visits());
  }

  private static Timetable fit(List<Sights.Option> sights, Frame frame, DaySchedule schedule) {
    sights.sort(Comparator.comparingDouble(s -> -(s.worth() - s.cost())));
    while (true) {
      List<Attraction> places = sights.stream().map(Sights.Option::place).toList();
      Timetable day = schedule.best(places, frame);
      if (day != null) {
        return day;
      }
      if (sights.isEmpty()) {
        // Lunch alone: as soon as one is there.
        return new Timetable(List.of(), Math.max(Math.min(frame.lunchBy(), 12 * 60), Math.min(frame.lunchBy(), frame.from())),
            frame.from(), 0, frame.start());
      }
      sights.removeLast();
    }
  }
}
