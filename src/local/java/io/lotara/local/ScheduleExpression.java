package io.lotara.local;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a schedule fires: {@code rate(…)}, {@code cron(…)} and {@code at(…)} as EventBridge reads them. */
sealed interface ScheduleExpression {
  /** The first time after {@code instant}, or empty if there is none. For a rate, {@code instant} is when it last fired. */
  Optional<Instant> next(Instant instant);

  /** A rate fires as soon as it is made, a time of day does not. */
  default boolean firesAtStart() {
    return false;
  }

  /** Every so often. */
  record Rate(Duration every) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant instant) {
      return Optional.of(instant.plus(every));
    }

    @Override
    public boolean firesAtStart() {
      return true;
    }
  }

  /** At times of the calendar, in the zone's wall time. */
  record Calendar(Cron cron, ZoneId zone) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant instant) {
      var from = instant.atZone(zone);
      for (var time = after(from); time.isPresent(); time = after(time.get())) {
        var weekday = weekday(time.get());
        if (weekday.isAfter(from)) {
          return Optional.of(weekday.toInstant());
        }
      }
      return Optional.empty();
    }

    private Optional<ZonedDateTime> after(ZonedDateTime time) {
      return ExecutionTime.forCron(cron).nextExecution(time);
    }

    /** The library leaves {@code 31W} on a Sunday at the end of a month, where the nearest weekday of the month is the Friday before. */
    private ZonedDateTime weekday(ZonedDateTime time) {
      boolean nearest = cron.asString().split(" ")[2].endsWith("W");
      int back = time.getDayOfWeek().getValue() - DayOfWeek.FRIDAY.getValue();
      return nearest && back > 0 ? time.minusDays(back) : time;
    }
  }

  /** Once. */
  record Once(Instant at) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant instant) {
      return Optional.of(at).filter(instant::isBefore);
    }
  }

  /**
   * @param zone the zone of {@code cron} and {@code at}; UTC for a rule
   * @throws TemplateException if EventBridge would refuse the expression
   */
  static ScheduleExpression parse(String expression, String zone) {
    var call = Pattern.compile("(rate|cron|at)\\((.*)\\)").matcher(expression.strip());
    if (!call.matches()) {
      throw new TemplateException("A schedule is rate(…), cron(…) or at(…), not " + expression);
    }
    var argument = call.group(2).strip();
    try {
      // The library would never find the sixth Monday, and not say so.
      if (Pattern.compile("#(?![1-5]( |,|$))").matcher(argument).find()) {
        throw new IllegalArgumentException("a month has at most five of each day");
      }
      return switch (call.group(1)) {
        case "rate" -> rate(argument);
        case "cron" -> new Calendar(new CronParser(definition()).parse(argument).validate(), ZoneId.of(zone));
        default -> new Once(LocalDateTime.parse(argument).atZone(ZoneId.of(zone)).toInstant());
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new TemplateException("EventBridge has no schedule " + expression + ": " + e.getMessage());
    }
  }

  private static Rate rate(String argument) {
    var rate = Pattern.compile("([1-9]\\d*)\\s+(minute|hour|day)(s?)").matcher(argument);
    // One minute, two minutes: EventBridge minds the plural.
    if (!rate.matches() || rate.group(1).equals("1") != rate.group(3).isEmpty()) {
      throw new IllegalArgumentException("a rate is a number and minute(s), hour(s) or day(s), singular for 1 only");
    }
    long value = Long.parseLong(rate.group(1));
    return new Rate(
        switch (rate.group(2)) {
          case "minute" -> Duration.ofMinutes(value);
          case "hour" -> Duration.ofHours(value);
          default -> Duration.ofDays(value);
        });
  }

  /** Six fields; Sunday is 1; one of day-of-month and day-of-week is {@code ?}. */
  private static CronDefinition definition() {
    return CronDefinitionBuilder.defineCron()
        .withMinutes().withStrictRange().and()
        .withHours().withStrictRange().and()
        .withDayOfMonth().withValidRange(1, 31).supportsL().supportsW().supportsLW().supportsQuestionMark().and()
        .withMonth().withValidRange(1, 12).and()
        .withDayOfWeek().withValidRange(1, 7).withMondayDoWValue(2).supportsHash().supportsL().supportsQuestionMark().and()
        .withYear().withValidRange(1970, 2199).withStrictRange().and()
        .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
        .instance();
  }
}
