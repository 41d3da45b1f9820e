package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The packages that template.yaml deploys hold what their functions need, and nothing that only tests or the local runner need. */
class LambdaPackageIT {
  private static final Path FOLDER = Path.of(System.getProperty("lotara.packages", "target"));
  private static final Map<String, Object> RAW = TemplateYaml.read(Path.of("template.yaml"));
  private static final List<String> NOT_DEPLOYED =
      List.of(
          "archunit", "assertj", "cron-utils", "docker-java", "dynamodblocal", "elasticmq", "hamcrest", "jetty", "jmh", "jna", "junit", "kotlin",
          "log4j", "micronaut-test", "mockito", "netty", "opentest4j", "pekko", "scala", "snakeyaml-engine", "spray", "sqlite", "testcontainers");

  /** Functions by the name of their package. */
  private static Map<String, List<String>> packages() {
    var global = Values.map(Values.map(RAW, "Globals", ""), "Function", "");
    var packages = new TreeMap<String, List<String>>();
    Values.map(RAW, "Resources", "").forEach((id, declaration) -> {
      var resource = Values.map(declaration, id);
      if ("AWS::Serverless::Function".equals(resource.get("Type"))) {
        var code = String.valueOf(Values.map(resource, "Properties", id).getOrDefault("CodeUri", global.get("CodeUri")));
        packages.computeIfAbsent(code.replace("target/", ""), name -> new ArrayList<>()).add(id);
      }
    });
    return packages;
  }

  private static List<String> entries(String name) throws IOException {
    try (var zip = new ZipFile(FOLDER.resolve(name).toFile())) {
      return zip.stream().map(ZipEntry::getName).filter(entry -> !entry.endsWith("/")).toList();
    }
  }

  private static long libraries(String name) throws IOException {
    try (var zip = new ZipFile(FOLDER.resolve(name).toFile())) {
      return zip.stream().filter(entry -> entry.getName().startsWith("lib/")).mapToLong(ZipEntry::getSize).sum();
    }
  }

  /** Without it functions answer, but later: the JDK's HTTP client is used. */
  @TestFactory
  Stream<DynamicTest> theNativeLibraryIsOfTheProcessorThatIsDeployedTo() {
    var processor = Values.map(Values.map(RAW, "Parameters", ""), "Architecture", "").get("Default");
    var library = Map.of("arm64", "linux-aarch_64.jar", "x86_64", "linux-x86_64.jar").get(processor);
    return packages().keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertTrue(entries(name).stream().anyMatch(entry -> entry.matches("lib/aws-crt-.*" + library)))));
  }

  @TestFactory
  Stream<DynamicTest> nothingOfTestsEmulatorsOrTheLocalRunnerIsInIt() {
    return packages().keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      var entries = entries(name);
                      var jars = entries.stream().filter(entry -> entry.endsWith(".jar")).toList();
                      assertTrue(jars.size() > 10, "its libraries");
                      assertEquals(List.of(), jars.stream().filter(jar -> NOT_DEPLOYED.stream().anyMatch(jar.toLowerCase()::contains)).toList());
                      assertEquals(List.of(), jars.stream().filter(jar -> !jar.startsWith("lib/")).toList());
                      assertEquals(
                          List.of(),
                          entries.stream()
                              .filter(entry -> entry.startsWith("io/lotara/local/") || entry.matches(".*(Test|IT)\\.class"))
                              .toList());
                    }));
  }

  @Test
  void theyAreSmall() throws Exception {
    assertTrue(libraries("lotara-api.zip") <= 22_000_000, "without a model: " + libraries("lotara-api.zip") + " bytes of libraries");
    // The chat is behind the API, too.
    assertTrue(libraries("lotara-lambda.zip") <= 25_000_000, "all others: " + libraries("lotara-lambda.zip") + " bytes of libraries");
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionStartsFromItsPackageAlone(@TempDir Path directory) {
    System.setProperty("lotara.table", "table");
    // As the template's variables LOTARA_AGENT_QUEUE and so on.
    Pattern.compile("\\bLOTARA_(\\w+)_QUEUE=").matcher(RAW.toString()).results()
        .forEach(name -> System.setProperty("lotara." + name.group(1).toLowerCase(Locale.ROOT) + "-queue", "http://127.0.0.1:1/queue"));
    System.setProperty("lotara.aws.dynamodb-endpoint", "http://127.0.0.1:1");
    System.setProperty("lotara.aws.sqs-endpoint", "http://127.0.0.1:1");
    return packages().entrySet().stream()
        .map(code -> DynamicTest.dynamicTest(code.getKey(), () -> start(code.getKey(), code.getValue(), directory.resolve(code.getKey()))));
  }

  private static void start(String name, List<String> functions, Path directory) throws Exception {
    Files.createDirectories(directory);
    var urls = new ArrayList<URL>(List.of(FOLDER.resolve(name).toUri().toURL()));
    try (var zip = new ZipFile(FOLDER.resolve(name).toFile())) {
      for (String entry : entries(name)) {
        if (entry.endsWith(".jar")) {
          var file = directory.resolve(Path.of(entry).getFileName());
          Files.copy(zip.getInputStream(zip.getEntry(entry)), file);
          urls.add(file.toUri().toURL());
        }
      }
    }
    var before = Thread.currentThread().getContextClassLoader();
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      for (String function : functions) {
        // The context starts, and whatever the handler is injected is made.
        var handler = Class.forName("io.lotara.handler." + function, true, loader).getConstructor().newInstance();
        ((AutoCloseable) handler).close();
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
