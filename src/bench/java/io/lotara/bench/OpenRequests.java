package io.lotara.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.Town;
import io.lotara.travel.open.OpenGazetteer;
import io.lotara.travel.open.OpenTravel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Sentences that ask for trips to the towns of which the open data know the places. */
final class OpenRequests {
  private static final String COVERED = "/lotara/open/cities.csv";
  private static final List<String> HOMES = List.of("Hanoi", "London", "New York", "Sydney", "Singapore", "Toronto", "Berlin", "Madrid",
      "Chicago", "Mumbai", "Tokyo", "Paris", "Dublin", "San Francisco", "Ho Chi Minh City");
  private static final List<String> PARTIES = List.of("solo", "for two", "for a couple", "for 2 adults and 2 children aged 7 and 11",
      "for a family of four", "for a group of 6", "for 3 friends", "for two adults and a 4-year-old");
  private static final List<String> WHEN = List.of("in mid April 2027", "from May 3 to May 8, 2027", "in early October 2027",
      "over Christmas 2026", "in the last week of June 2027", "starting 2027-02-12", "in spring 2027", "in late August 2027",
      "next month", "from September 10th to September 16th, 2027", "in July 2027");
  private static final List<String> TASTES = List.of("I love food and temples", "we like museums and architecture", "nature and easy walks",
      "beaches and nightlife", "we are vegetarian", "halal food only", "history, art and a slow pace", "shopping and street food",
      "no self-driving please", "we want private rooms", "an entire apartment would be best", "traveling with our dog", "");
  private final Random random;
  private final List<String> towns = new ArrayList<>();
  private final OpenTravel open = new OpenTravel(new OpenGazetteer(), InstantSource.system());

  OpenRequests(long seed) throws IOException {
    random = new Random(seed);
    try (BufferedReader in = new BufferedReader(
        new InputStreamReader(Objects.requireNonNull(OpenRequests.class.getResourceAsStream(COVERED)), StandardCharsets.UTF_8));
        CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
      csv.forEach(row -> towns.add(row.getField("name")));
    }
  }

  /** The next sentence; successive numbers go through all covered towns. */
  String next(int number) {
    String town = towns.get(number % towns.size());
    String home = pick(HOMES);
    while (home.equals(town)) {
      home = pick(HOMES);
    }
    String when = pick(WHEN);
    int days = 3 + random.nextInt(6);
    String length = when.startsWith("from") || when.contains("week") ? "trip" : days + "-day trip";
    String where = town;
    if (number % 4 == 3) {
      String second = neighbour(town);
      length = when.startsWith("from") ? "trip" : days + 2 + "-day trip";
      where = second == null ? town : town + " and " + second;
    }
    String party = pick(PARTIES);
    String budget = switch (number % 5) {
      case 0 -> "";
      case 1 -> " under $" + (1500 + random.nextInt(40) * 100);
      case 2 -> " with a budget of €" + (2000 + random.nextInt(60) * 100);
      case 3 -> " with at most $" + (800 + random.nextInt(20) * 100) + " per person";
      default -> ", budget " + (4 + random.nextInt(12)) + "k USD";
    };
    String taste = pick(TASTES);
    return "Plan a " + length + " to " + where + " " + party + " from " + home + " " + when + budget + (taste.isEmpty() ? ""
        : ", " + taste) + ".";
  }

  private String neighbour(String town) {
    Town here = open.towns(town).getFirst();
    return towns.stream().filter(t -> !t.equals(town))
        .filter(t -> open.towns(t).stream().findFirst().filter(o -> Objects.equals(o.country(), here.country())).isPresent())
        .findFirst().orElse(null);
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
