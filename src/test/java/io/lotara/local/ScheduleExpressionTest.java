package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EventBridge's examples of schedule expressions, and what it refuses. */
class ScheduleExpressionTest {
  // A Friday.
  private static final Instant NOW = Instant.parse("2026-05-15T10:07:30Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cron(0 12 * * ? *)           | 2026-05-15T12:00:00Z
          cron(5,35 14 * * ? *)        | 2026-05-15T14:05:00Z
          cron(15 10 * * ? *)          | 2026-05-15T10:15:00Z
          cron(0/15 * * * ? *)         | 2026-05-15T10:15:00Z
          cron(0/10 * ? * MON-FRI *)   | 2026-05-15T10:10:00Z
          cron(0 18 ? * MON-FRI *)     | 2026-05-15T18:00:00Z
          cron(0 8 1 * ? *)            | 2026-06-01T08:00:00Z
          cron(0 9 ? * 2#1 *)          | 2026-06-01T09:00:00Z
          cron(15 12 ? * 1 *)          | 2026-05-17T12:15:00Z
          cron(15 12 ? * SUN *)        | 2026-05-17T12:15:00Z
          cron(0 10 ? * 6L *)          | 2026-05-29T10:00:00Z
          cron(0 0 L * ? *)            | 2026-05-31T00:00:00Z
          cron(0 9 3W * ? *)           | 2026-06-03T09:00:00Z
          cron(0 0 1 JAN,JUL ? *)      | 2026-07-01T00:00:00Z
          cron(0 0 1 1 ? 2028)         | 2028-01-01T00:00:00Z
          cron(0 10 ? * L *)           | 2026-05-16T10:00:00Z
          cron(0 10 ? * FRIL *)        | 2026-05-29T10:00:00Z
          cron(0 9 LW * ? *)           | 2026-05-29T09:00:00Z
          cron(0 9 ? * TUE#2 *)        | 2026-06-09T09:00:00Z
          cron(0 9 ? * 6#5 *)          | 2026-05-29T09:00:00Z
          cron(0/5 8-17 ? * MON-FRI *) | 2026-05-15T10:10:00Z
          cron(7/20 10 * * ? *)        | 2026-05-15T10:27:00Z
          cron(0 0 29 2 ? *)           | 2028-02-29T00:00:00Z
          cron(0 0 1 6/3 ? *)          | 2026-06-01T00:00:00Z
          cron(0 12 1 1 ? 2027-2029)   | 2027-01-01T12:00:00Z
          cron(0 12 1 1 ? 2029,2031)   | 2029-01-01T12:00:00Z
          cron(0 12 1 1 ? 2027/2)      | 2027-01-01T12:00:00Z
          cron(0 12 31W * ? *)         | 2026-05-29T12:00:00Z
          cron(0 12 16W * ? *)         | 2026-05-15T12:00:00Z
          cron(59 23 31 12 ? *)        | 2026-12-31T23:59:00Z
          cron(0 8 ? * SAT,SUN *)      | 2026-05-16T08:00:00Z
          """)
  void cronIsReadAsEventBridgeReadsIt(String expression, Instant next) {
    assertEquals(Optional.of(next), ScheduleExpression.parse(expression, "UTC").next(NOW));
    assertFalse(ScheduleExpression.parse(expression, "UTC").firesAtStart());
  }

  @Test
  void aZoneIsItsWallTime() {
    var daily = ScheduleExpression.parse("cron(0 9 * * ? *)", "Asia/Tokyo");
    assertEquals(Optional.of(Instant.parse("2026-05-16T00:00:00Z")), daily.next(NOW));
  }

  @Test
  void aRateCountsFromTheLastTime() {
    var rate = ScheduleExpression.parse("rate(5 minutes)", "UTC");
    assertEquals(Optional.of(NOW.plus(Duration.ofMinutes(5))), rate.next(NOW));
    assertTrue(rate.firesAtStart());
    assertEquals(Duration.ofHours(1), ((ScheduleExpression.Rate) ScheduleExpression.parse("rate(1 hour)", "UTC")).every());
    assertEquals(Duration.ofDays(3), ((ScheduleExpression.Rate) ScheduleExpression.parse("rate(3 days)", "UTC")).every());
  }

  @Test
  void onceIsOnce() {
    var once = ScheduleExpression.parse("at(2026-06-01T00:00:00)", "UTC");
    assertEquals(Optional.of(Instant.parse("2026-06-01T00:00:00Z")), once.next(NOW));
    assertEquals(Optional.empty(), once.next(Instant.parse("2026-06-01T00:00:00Z")));
    assertEquals(Optional.empty(), ScheduleExpression.parse("cron(0 0 1 1 ? 2020)", "UTC").next(NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(1 minutes)", "rate(2 minute)", "rate(0 minutes)", "rate(1 second)", "every minute", "cron(0 12 * * *)", "cron(0 12 * * * *)",
        "cron(0 12 ? * ? *)", "cron(60 12 * * ? *)", "cron(0 24 * * ? *)", "cron(0 0 1 13 ? *)", "cron(0 0 ? * 8 *)", "at(tomorrow)",
        "cron(0 0 ? * 0 *)", "cron(0 0 32 * ? *)", "cron(0 0 1 1 ? 1969)", "cron(0 0 1 1 ? 2200)", "cron(0 0 ? * MON#6 *)", "cron()",
        "cron(* * * * ? * *)", "rate(5)", "rate(-5 minutes)"
      })
  void whatEventBridgeRefusesIsRefused(String expression) {
    assertThrows(TemplateException.class, () -> ScheduleExpression.parse(expression, "UTC"));
  }
}
