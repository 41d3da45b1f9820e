package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package that template.yaml deploys holds what the functions need, and nothing that only tests or the local runner need. */
class LambdaPackageIT {
  private static final Path ZIP = Path.of(System.getProperty("lotara.package", "target/lotara-lambda.zip"));
  private static final long LARGEST = 50L * 1024 * 1024;
  private static final List<String> NOT_DEPLOYED =
      List.of(
          "archunit", "assertj", "cron-utils", "docker-java", "dynamodblocal", "elasticmq", "hamcrest", "jetty", "jmh", "jna", "junit", "kotlin",
          "log4j", "micronaut-test", "mockito", "netty", "opentest4j", "pekko", "scala", "snakeyaml-engine", "spray", "sqlite", "testcontainers");

  private static List<String> entries;

  @BeforeAll
  static void open() throws Exception {
    try (var zip = new ZipFile(ZIP.toFile())) {
      entries = zip.stream().map(entry -> entry.getName()).filter(name -> !name.endsWith("/")).toList();
    }
  }

  @Test
  void noJarOfTestsOrEmulatorsIsInIt() {
    var jars = entries.stream().filter(name -> name.endsWith(".jar")).toList();
    assertTrue(jars.size() > 10, "its libraries");
    assertEquals(List.of(), jars.stream().filter(jar -> NOT_DEPLOYED.stream().anyMatch(jar.toLowerCase()::contains)).toList());
    assertEquals(List.of(), jars.stream().filter(jar -> !jar.startsWith("lib/")).toList());
  }

  @Test
  void noClassOfTestsOrOfTheLocalRunnerIsInIt() {
    assertEquals(List.of(), entries.stream().filter(name -> name.startsWith("io/lotara/local/") || name.matches(".*(Test|IT)\\.class")).toList());
  }

  @Test
  void itIsSmall() throws Exception {
    assertTrue(Files.size(ZIP) < LARGEST, Files.size(ZIP) + " bytes");
  }

  @Test
  void everyHandlerOfTheTemplateLoadsFromItAlone(@TempDir Path directory) throws Exception {
    var urls = new ArrayList<URL>(List.of(ZIP.toUri().toURL()));
    try (var zip = new ZipFile(ZIP.toFile())) {
      for (String name : entries) {
        if (name.endsWith(".jar")) {
          var file = directory.resolve(Path.of(name).getFileName());
          Files.copy(zip.getInputStream(zip.getEntry(name)), file);
          urls.add(file.toUri().toURL());
        }
      }
    }
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      for (var function : Template.load(Path.of("template.yaml"), "test", Map.of()).functions()) {
        Class.forName(function.handler(), false, loader).getConstructors();
      }
    }
  }
}
