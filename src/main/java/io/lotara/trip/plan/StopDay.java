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
   * Makes the timetable; sights that do not fit between the meals are given up, the least worthwhile first. A day that would lose all of
   * them starts an hour earlier, and may end an hour later.
   *
   * @param window when sights can be seen
   * @param free when one is there, or 0 from the morning on
   * @param leave when one must be gone, or {@link LegTimes#DAY}
   */
  static StopDay of(Sights.Window window, List<Sights.Option> sights, Map<Meal, Menu.Option> meals, int free, int leave,
      DaySchedule schedule) {
    StopDay day = of(window, sights, meals, free, leave, schedule, 0);
    return day.visits().isEmpty() && !sights.isEmpty() && window.full() ? of(window, sights, meals, free, leave, schedule, 60) : day;
  }

  private static StopDay of(Sights.Window window, List<Sights.Option> sights, Map<Meal, Menu.Option> meals, int free, int leave,
      DaySchedule schedule, int stretch) {
    List<MealTime> times = new ArrayList<>();
    int from = window.from() - stretch;
    int until = window.until() + stretch;
    Position start = null;
    Menu.Option breakfast = meals.get(Meal.BREAKFAST);
    if (breakfast != null) {
      int at = Math.max(Math.min(Math.max(window.from() - BREAKFAST_MINUTES - 15, 8 * 60) - stretch, leave - BREAKFAST_MINUTES), free);
      times.add(new MealTime(Meal.BREAKFAST, breakfast, at, at + BREAKFAST_MINUTES));
      start = breakfast.eatery().position();
      // Where the way to the first sight is known, the schedule counts it.
      from = start == null ? Math.max(from, at + BREAKFAST_MINUTES + 15) : at + BREAKFAST_MINUTES;
    }
    Menu.Option dinner = meals.get(Meal.DINNER);
    if (dinner != null && leave < LegTimes.DAY) {
      until = Math.min(until, leave - DINNER_MINUTES - 20);
    }
    Menu.Option lunch = meals.get(Meal.LUNCH);
    int lunchBy = lunch == null
        ? -1
        : Math.min(Math.max(DaySchedule.LUNCH_LATEST + stretch, window.from()), leave - DaySchedule.LUNCH_MINUTES);
    Frame frame = new Frame(window.date().getDayOfWeek(), from, until, lunchBy, start, lunch == null ? null : lunch.eatery().position());
    Timetable day = fit(new ArrayList<>(sights), frame, schedule);
    if (day.lunch() >= 0) {
      times.add(new MealTime(Meal.LUNCH, lunch, day.lunch(), day.lunch() + DaySchedule.LUNCH_MINUTES));
    }
    if (dinner != null) {
      int way = day.visits().isEmpty() ? 0 : DaySchedule.transfer(day.last(), dinner.eatery().position());
      int evening = Math.max(leave < LegTimes.DAY ? 18 * 60 : DINNER_FROM, free);
      int at = Math.min(Math.max(evening, day.end() + way), leave - DINNER_MINUTES);
      times.add(new MealTime(Meal.DINNER, dinner, at, at + DINNER_MINUTES));
    }
    return new StopDay(times, day.visits());
  }

  private static Timetable fit(List<Sights.Option> sights, Frame frame, DaySchedule schedule) {
    sights.sort(Comparator.comparingDouble(s -> -(s.worth() - s.cost())));
    for (int n = sights.size(); n > 0; n--) {
      Timetable day = schedule.best(places(sights.subList(0, n)), frame);
      if (day != null) {
        return day;
      }
    }
    for (Sights.Option sight : sights) {
      Timetable day = schedule.best(places(List.of(sight)), frame);
      if (day != null) {
        return day;
      }
    }
    Timetable meal = schedule.best(List.of(), frame);
    // Lunch alone at an odd hour: as soon as one is there.
    int lunch = Math.max(Math.min(frame.lunchBy(), 12 * 60), Math.min(frame.lunchBy(), frame.from()));
    return meal != null ? meal : new Timetable(List.of(), lunch, lunch + DaySchedule.LUNCH_MINUTES, 0, frame.lunchAt());
  }

  private static List<Attraction> places(List<Sights.Option> sights) {
    return sights.stream().map(Sights.Option::place).toList();
  }
}
