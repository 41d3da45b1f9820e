package io.lotara.trip.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidaysTest {
  @ParameterizedTest
  @CsvSource({"2024,2024-02-10", "2025,2025-01-29", "2026,2026-02-17", "2027,2027-02-06", "2028,2028-01-26", "2029,2029-02-13",
      "2030,2030-02-03",
      "2031,2031-01-23", "2032,2032-02-11", "2033,2033-01-31", "2034,2034-02-19", "2035,2035-02-08", "2036,2036-01-28", "2038,2038-02-04"})
  void findsTheLunarNewYear(int year, LocalDate day) {
    assertEquals(day, Holidays.firstLunarDay(year));
  }

  @ParameterizedTest
  @CsvSource({"2024,2024-03-31", "2025,2025-04-20", "2026,2026-04-05", "2027,2027-03-28", "2028,2028-04-16", "2029,2029-04-01",
      "2038,2038-04-25"})
  void findsEaster(int year, LocalDate day) {
    assertEquals(day, Holidays.easter(year));
  }
}
