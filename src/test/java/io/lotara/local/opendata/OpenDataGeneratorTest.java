package io.lotara.local.opendata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDataGeneratorTest {
  private static final Path FIXTURES = Path.of("src/test/resources/open-data");
  private static final Path RESOURCES = Path.of("src/main/resources/lotara/open");
  private static final List<String> GENERATED = List.of("airports.csv", "towns.csv", "rates.csv");

  @Test
  void keepsWhatTravellersNeedSortedAndRounded(@TempDir Path out) throws IOException {
    generate(out, json("airports.json"), json("cityMap.json"));
    assertEquals(
        """
        iata,name,town,country,region,lat,lon,size
        BVI,Birdsville Airport,Birdsville,AU,QLD,-25.898,139.348,M
        HAN,Noi Bai International Airport,Hanoi,VN,,21.221,105.807,L
        PWM,Portland International Jetport,Portland,US,ME,43.646,-70.309,M
        RFD,Chicago Rockford International Airport,Chicago,US,IL,42.195,-89.097,L
        """,
        Files.readString(out.resolve("airports.csv")));
    assertEquals(
        """
        country,name,region,lat,lon,population,timezone
        AU,Birdsville,QLD,-25.9,139.35,120,Australia/Brisbane
        US,Portland,ME,43.67,-70.25,99504,America/New_York
        VN,Da Nang,,16.06,108.25,943534,Asia/Ho_Chi_Minh
        VN,Hanoi,,21.03,105.85,2904636,
        """,
        Files.readString(out.resolve("towns.csv")));
    assertEquals(
        """
        currency,per_usd,date
        EUR,0.88022588,2026-09-29
        JPY,157.47729,2026-09-29
        USD,1,2026-09-29
        VND,25947.768,2026-09-29
        """,
        Files.readString(out.resolve("rates.csv")));
  }

  @Test
  void theOrderOfTheInputDoesNotMatter(@TempDir Path first, @TempDir Path second) throws IOException {
    generate(first, json("airports.json"), json("cityMap.json"));
    for (int seed = 0; seed < 20; seed++) {
      generate(second, shuffled(json("airports.json"), seed), shuffled(json("cityMap.json"), seed));
      for (String file : GENERATED) {
        assertEquals(-1, Files.mismatch(first.resolve(file), second.resolve(file)), file + " with seed " + seed);
      }
    }
  }

  @Test
  void anotherContentThanThePinnedOneIsRefused() throws IOException {
    String sha512OfAbc = "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==";
    NpmPackage pinned = new NpmPackage("letters", "1.0.0", sha512OfAbc);
    pinned.verify("abc".getBytes(StandardCharsets.UTF_8));
    var refused = assertThrows(IOException.class, () -> pinned.verify("abd".getBytes(StandardCharsets.UTF_8)));
    assertTrue(refused.getMessage().contains("letters@1.0.0"));
  }

  @Test
  void theCommittedResourcesAreSmallAndWithNotice() throws IOException {
    long generated = 0;
    for (String file : GENERATED) {
      generated += Files.size(RESOURCES.resolve(file));
    }
    assertTrue(generated > 300_000 && generated <= 1_000_000, generated + " bytes generated");
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      long all = files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
      assertTrue(all <= 1_000_000, all + " bytes together");
    }
    String notice = Files.readString(RESOURCES.resolve("NOTICE"));
    for (String word : List.of("OurAirports", "public domain", "city-timezones 1.3.4", "MIT", "CC0", "Permission is hereby granted")) {
      assertTrue(notice.contains(word), word);
    }
  }

  @Test
  void theCommittedResourcesAreInTheFormOfTheGenerator() throws IOException {
    for (String file : List.of("airports.csv", "rates.csv")) {
      List<String> lines = Files.readAllLines(RESOURCES.resolve(file));
      List<String> keys = lines.stream().skip(1).map(l -> l.substring(0, 3)).toList();
      assertEquals(keys.stream().sorted().distinct().toList(), keys, file);
    }
    assertTrue(Files.readString(RESOURCES.resolve("towns.csv")).startsWith("country,name,region,lat,lon,population,timezone\n"));
  }

  private static void generate(Path out, JsonNode airports, JsonNode towns) throws IOException {
    OpenDataGenerator.write(out, airports, towns, json("usd.json"));
  }

  private static JsonNode json(String name) throws IOException {
    return JsonMapper.createDefault().readValue(Files.readAllBytes(FIXTURES.resolve(name)), Argument.of(JsonNode.class));
  }

  private static JsonNode shuffled(JsonNode array, int seed) {
    List<JsonNode> rows = new ArrayList<>();
    array.values().forEach(rows::add);
    Collections.shuffle(rows, new Random(seed));
    return JsonNode.createArrayNode(rows);
  }
}
