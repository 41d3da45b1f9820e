package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The libraries that the runbook tells weaknesses of are there in versions that have been mended: a platform that is taken later, or a dependency that brings
 * an earlier one along, must not bring them back. It asks nobody for what has been published since.
 */
class PublishedWeaknessesTest {
  private static final Pattern ROW = Pattern.compile("^\\| (`.+?) \\| ([\\d.]+) \\| ([\\d.]+\\d)\\b.*?\\| ([\\d.]+\\d)\\b.*\\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");
  private static final Pattern JAR = Pattern.compile("([a-z0-9-]+?)-(\\d[\\w.]*)(-[a-z0-9_-]+)?\\.jar");

  /** A library whose versions before {@code mended} are weak, and the version that is said to be there. */
  private record Row(String library, Version mended, Version told) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Matcher row = ROW.matcher(Files.readString(Path.of("src/docs/operations.md"))); row.find(); ) {
      for (Matcher name = NAME.matcher(row.group(1)); name.find(); ) {
        rows.add(new Row(name.group(1), Version.parse(row.group(3)), Version.parse(row.group(4))));
      }
    }
    return rows;
  }

  private static Map<String, Version> present() {
    Map<String, Version> present = new TreeMap<>();
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> JAR.matcher(Path.of(entry).getFileName().toString()))
        .filter(Matcher::matches)
        .forEach(jar -> present.merge(jar.group(1), Version.parse(jar.group(2)), (one, other) -> one.compareTo(other) < 0 ? one : other));
    return present;
  }

  @Test
  void noneIsBelowTheVersionThatIsMended() throws IOException {
    Map<String, Version> present = present();
    List<Row> rows = rows();
    assertTrue(rows.size() >= 11, () -> "the table of weaknesses is read no more: " + rows);
    for (Row row : rows) {
      Version version = present.get(row.library());
      assertTrue(version != null, () -> row.library() + " is not among " + present.keySet());
      assertTrue(version.compareTo(row.mended()) >= 0, () -> row.library() + " " + version + " is weak until " + row.mended());
      assertEquals(row.told(), version, row.library());
    }
  }
}
