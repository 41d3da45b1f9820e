package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What was measured stands in one place: the README quotes it figure by figure, rounds nothing and says nothing that is not there. */
class ReadmeFiguresTest {
  private static final String NUMBER = "([0-9]+(?:[.,][0-9]+)*)";

  /**
   * What the README says, and where it comes from.
   *
   * @param said with {@code #} for each figure
   * @param measured what the line of the measurements begins with, or holds
   */
  private record Quoted(String said, String measured) {
    Pattern pattern() {
      return Pattern.compile(Stream.of(said.split("#", -1)).map(Pattern::quote).collect(Collectors.joining(NUMBER)));
    }
  }

  private static final List<Quoted> QUOTED =
      List.of(
          new Quoted("# write units", "| write units, a trip that a person approves |"),
          new Quoted("# SQS requests", "| SQS requests |"),
          new Quoted("# invocations", "| invocations, approved |"),
          new Quoted("up to # times the units", "- **More on the move**"),
          new Quoted("$# for a million jobs", "| dollars for a million approved, by the means |"),
          new Quoted("storage and traces $# to $#, as", "| **with all of it** |"),
          new Quoted("A poll is # read unit", "| a poll without outputs, or unchanged (304), read units |"),
          new Quoted("or $# a million,", "| **use alone** |"),
          new Quoted("with logs and traces $# to $#.", "| **with all of it** |"),
          new Quoted("uses: $# a month", "A deployment that nobody uses costs $"),
          new Quoted("A cold start takes # (plan) and # times (status)", "| managed layout |"),
          new Quoted("a JDK AOT cache on one class path # and # times", "| one class path, AOT cache |"),
          new Quoted("after a primed restore # ms (status) and # ms (plan)", "| restored, primed: first answer |"),
          new Quoted("a warm status # times", "| warm, median to plain |"),
          new Quoted("behind the API is # MB, that of all others # MB", "| the package, API functions / all others |"));

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The section's list, each of its points in one line. */
  private static String said() {
    String text = read("README.md");
    String section = text.substring(text.indexOf("\n## What it costs"));
    return section.substring(0, section.indexOf("\n## ", 1)).lines()
        .dropWhile(line -> !line.startsWith("- "))
        .takeWhile(line -> !line.isBlank())
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  /** Figures of the line that is meant, without their spread. */
  private static Set<BigDecimal> measured(String label) {
    List<String> lines = read("src/docs/measurements.md").lines().filter(line -> line.contains(label)).toList();
    assertEquals(1, lines.size(), () -> label + " stands in " + lines);
    String values = lines.getFirst().substring(lines.getFirst().indexOf(label) + label.length()).replaceAll("\\([^)]*\\)", "");
    return Pattern.compile(NUMBER).matcher(values).results().map(ReadmeFiguresTest::number).collect(Collectors.toSet());
  }

  private static BigDecimal number(MatchResult found) {
    return number(found.group(1));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text.replace(",", "")).stripTrailingZeros();
  }

  @TestFactory
  Stream<DynamicTest> whatIsSaidWasMeasured() {
    return QUOTED.stream()
        .map(
            quoted ->
                DynamicTest.dynamicTest(
                    quoted.said(),
                    () -> {
                      List<MatchResult> found = quoted.pattern().matcher(said()).results().toList();
                      assertFalse(found.isEmpty(), () -> quoted.said() + " is not in " + said());
                      Set<BigDecimal> measured = measured(quoted.measured());
                      for (MatchResult one : found) {
                        IntStream.rangeClosed(1, one.groupCount())
                            .mapToObj(one::group)
                            .forEach(figure -> assertTrue(measured.contains(number(figure)), () -> one.group() + ": measured were " + measured));
                      }
                    }));
  }

  /** What prices are of, as the file of them says. */
  private static String date() {
    Matcher date = Pattern.compile("\"as_of\": *\"([0-9-]+)\"").matcher(read("infra/prices.json"));
    assertTrue(date.find());
    return date.group(1);
  }

  @Test
  void pricesAreOfADate() {
    assertTrue(said().contains("list prices of us-east-1 of " + date()), said());
  }

  @Test
  void nothingElseIsSaidInFigures() {
    String rest = said().replace("us-east-1", "").replace(date(), "");
    for (Quoted quoted : QUOTED) {
      rest = quoted.pattern().matcher(rest).replaceAll("");
    }
    assertEquals("", rest.replaceAll("[^0-9]", ""), rest);
  }
}
