package io.lotara.travel.open;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.Position;
import java.util.List;

/**
 * Our own facts of a city, from {@code cities.csv}; what stands there is an estimate of a usual year.
 *
 * @param slug name of the city's files
 * @param name usual English name
 * @param country ISO 3166-1 alpha-2
 * @param region a widely used name of its region
 * @param aliases other names that travellers write
 * @param position of the centre
 * @param airports IATA codes, the main one first
 * @param timezone IANA zone
 * @param nightLow USD for a simple room and night for two
 * @param nightMid USD for a mid-range room
 * @param nightHigh USD for an upscale room
 * @param highMonths months (1 to 12) when nights are dear
 * @param lowMonths months when nights are cheap
 * @param temperatures mean daily temperature in °C, January first
 * @param rainDays mean number of days with rain, January first
 * @param transitDay USD per person and day for local public transport
 * @param bestMonths months that are usually recommended
 * @param visaUrl official page on entry, or empty
 */
record City(
    String slug,
    String name,
    String country,
    String region,
    List<String> aliases,
    Position position,
    List<String> airports,
    String timezone,
    double nightLow,
    double nightMid,
    double nightHigh,
    List<Integer> highMonths,
    List<Integer> lowMonths,
    List<Double> temperatures,
    List<Double> rainDays,
    double transitDay,
    List<Integer> bestMonths,
    String visaUrl) {

  static City read(NamedCsvRecord row) {
    return new City(
        row.getField("slug"),
        row.getField("name"),
        row.getField("country"),
        row.getField("region"),
        Table.list(row, "aliases"),
        Table.position(row),
        Table.list(row, "airports"),
        row.getField("timezone"),
        number(row, "night_low"),
        number(row, "night_mid"),
        number(row, "night_high"),
        months(row, "high_months"),
        months(row, "low_months"),
        numbers(row, "temps"),
        numbers(row, "rain_days"),
        number(row, "transit_day"),
        months(row, "best_months"),
        row.getField("visa_note_url"));
  }

  private static double number(NamedCsvRecord row, String field) {
    return Double.parseDouble(row.getField(field));
  }

  private static List<Integer> months(NamedCsvRecord row, String field) {
    return Table.list(row, field).stream().map(Integer::valueOf).toList();
  }

  private static List<Double> numbers(NamedCsvRecord row, String field) {
    return Table.list(row, field).stream().map(Double::valueOf).toList();
  }
}
