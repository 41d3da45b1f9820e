package io.lotara.trip.parse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No pattern that reads what people write takes long over a text of the greatest length, whatever stands in it. */
class PatternTimeTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int LENGTH = 2000;
  private static final Duration MOST = Duration.ofSeconds(1);
  private static final List<String> PACKAGES = List.of("chat/model", "chat/rules", "trip/parse", "webhook");
  private static final List<String> PARTS =
      List.of("a", " ", "1", "-", ".", "the ", "and ", "1,", "a-", "a.", "may ", "for 2 ", "from a to ", "$1.", "how are you doing ", "yes, please ");

  private static List<Pattern> patterns() throws Exception {
    List<Pattern> patterns = new ArrayList<>();
    Path root = Path.of(Text.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (String folder : PACKAGES) {
      try (Stream<Path> files = Files.list(root.resolve("io/lotara").resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          String name = root.relativize(file).toString().replace(java.io.File.separatorChar, '.').replaceFirst("\\.class$", "");
          if (!name.matches(".*\\$(Definition|Introspection|Exec).*")) {
            for (Field field : Class.forName(name, true, Text.class.getClassLoader()).getDeclaredFields()) {
              if (Modifier.isStatic(field.getModifiers()) && field.getType() == Pattern.class) {
                field.setAccessible(true);
                patterns.add((Pattern) field.get(null));
              }
            }
          }
        }
      }
    }
    return patterns;
  }

  @Test
  void hostileTextsAreReadInTime() throws Exception {
    List<Pattern> patterns = patterns();
    assertTrue(patterns.size() > 30, "found " + patterns.size());
    for (Pattern pattern : patterns) {
      for (String part : PARTS) {
        String text = part.repeat(LENGTH / part.length()) + "\u0000";
        // Of this thread alone: what else the machine does is nobody's fault here.
        long start = THREADS.getCurrentThreadCpuTime();
        boolean found = found(pattern, text);
        Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
        assertTrue(took.compareTo(MOST) < 0, () -> "%s over '%s…' took %s, found %s".formatted(pattern, part, took, found));
      }
    }
  }

  private static boolean found(Pattern pattern, String text) {
    try {
      return pattern.matcher(text).find() | pattern.matcher(text).matches();
    } catch (StackOverflowError e) {
      throw new AssertionError("%s goes too deep over '%s…'".formatted(pattern, text.substring(0, 20)), e);
    }
  }
}
