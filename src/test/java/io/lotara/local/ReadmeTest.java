package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says is so: its tables are those of template.yaml and the code. {@link ReadmeLinesTest} types its lines. */
class ReadmeTest {
  private static final Path FILE = Path.of("README.md");
  private static final String TEXT = read(FILE);

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Template template() {
    var template = Template.load(Path.of("template.yaml"), "test", Map.of());
    template.queues().forEach(queue -> template.made(queue.id(), Map.of("Ref", queue.id(), "Arn", queue.id())));
    return template;
  }

  /** What {@code pattern} finds in {@code text}: its first group. */
  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theRouteTableIsTheTemplates() {
    var written = new TreeMap<String, String>();
    Pattern.compile("^\\| ([A-Z]+) \\| `(/[^`]*)` \\| (\\w+) \\|", Pattern.MULTILINE)
        .matcher(TEXT)
        .results()
        .forEach(row -> written.put(row.group(1) + " " + row.group(2), row.group(3)));
    var served = new TreeMap<String, String>();
    template().routes().forEach(route -> served.put(route.key(), route.function()));
    assertEquals(served, written);
  }

  @Test
  void theVariablesAreTheFunctions() {
    var variables = new TreeSet<String>();
    template().functions().forEach(function -> variables.addAll(function.environment().keySet()));
    variables.removeIf(name -> !name.startsWith("LOTARA_"));
    assertEquals(variables, found("\\b(LOTARA_[A-Z_]+)", TEXT));
  }

  @Test
  void everyVariableIsRead() throws Exception {
    var code = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(file -> code.append(read(file)));
    }
    for (String name : found("\\b(LOTARA_[A-Z_]+)", TEXT)) {
      // LOTARA_AWS_SQS_ENDPOINT may be lotara.aws.sqs-endpoint or lotara.aws-sqs.endpoint in the code.
      var property = Pattern.compile("\"?(\\$\\{)?" + name.toLowerCase().replace("_", "[.-]") + "[:}\"]");
      assertTrue(property.matcher(code).find(), name + " is read by nothing");
    }
  }

  @Test
  void theParametersAreTheTemplates() {
    assertEquals(new TreeSet<>(Template.parameterNames(Path.of("template.yaml"))), found("^\\| `([A-Z]\\w+)` \\|", TEXT));
  }

  @Test
  void theOptionsAreTheRunners() {
    var pom = read(Path.of("pom.xml"));
    var profile = pom.substring(pom.indexOf("<id>local</id>"));
    var properties = profile.substring(profile.indexOf("<properties>"), profile.indexOf("</properties>"));
    var options = found("<((?:port|local\\.[\\w.]+))/?>", properties);
    assertEquals(options, found("`-D((?:port|local\\.[\\w.]+))=`", TEXT));
  }

  @Test
  void everyFunctionIsInvokedWithAnEventOfItsOwn() {
    var lines =
        Pattern.compile("^sam local invoke (\\w+) --event (\\S+)$", Pattern.MULTILINE).matcher(TEXT).results().toList();
    lines.forEach(line -> assertTrue(Files.exists(Path.of(line.group(2))), line.group()));
    var functions = template().functions().stream().map(Template.FunctionSpec::id).collect(Collectors.toSet());
    assertEquals(functions, lines.stream().map(line -> line.group(1)).collect(Collectors.toSet()));
    assertEquals(lines.size(), lines.stream().map(line -> line.group(2)).distinct().count(), "one event each");
  }

  @Test
  void linksOfAllPagesLeadSomewhere() throws Exception {
    var pages = new ArrayList<>(List.of(FILE));
    try (Stream<Path> files = Files.walk(Path.of("src/docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    var broken = new HashMap<Path, String>();
    for (Path page : pages) {
      for (String link : found("\\]\\(([^)#]+)(?:#[^)]*)?\\)", read(page))) {
        boolean outside = link.matches("[a-z]+:.*");
        if (!outside && !Files.exists(page.toAbsolutePath().getParent().resolve(link))) {
          broken.put(page, link);
        }
      }
    }
    assertEquals(Map.of(), broken);
  }

  @Test
  void testsThatThePagesNameExist() throws Exception {
    var tests = new HashMap<String, String>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(file -> tests.put(file.getFileName().toString(), read(file)));
    }
    var missing = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(Path.of("src/docs"))) {
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        Pattern.compile("`(\\w+(?:Test|IT|Contract))(?:#(\\w+))?`")
            .matcher(read(page))
            .results()
            .filter(name -> !named(tests.get(name.group(1) + ".java"), name.group(2)))
            .forEach(name -> missing.add(page + " names " + name.group()));
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void mutantsThatThePagesNameExist() {
    var mutants = read(Path.of("src/test/java/io/lotara/job/model/Mutant.java"));
    var named = found("`([A-Z]+(?:_[A-Z]+)+)`", read(Path.of("src/docs/architecture.md")));
    assertTrue(named.size() > 5);
    named.removeIf(name -> mutants.contains(" " + name + "("));
    assertEquals(Set.of(), named);
  }

  private static boolean named(String test, String method) {
    return test != null && (method == null || test.contains("void " + method + "("));
  }
}
