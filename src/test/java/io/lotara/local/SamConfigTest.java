package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What samconfig.toml asks the SAM CLI for is what the template takes: a name that it does not have would be told of at the deployment only. */
class SamConfigTest {
  private static final Path TEMPLATE = Path.of("template.yaml");
  private static final Pattern SECTION = Pattern.compile("\\[(\\w+)\\.\\w+\\.parameters]");
  private static final Pattern SETTING = Pattern.compile("(\\w+) = \"(.*)\"");

  /** A setting by the environments that have it. */
  private static Map<String, String> settings(String name) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    String environment = "";
    for (String line : Files.readAllLines(Path.of("samconfig.toml"))) {
      Matcher section = SECTION.matcher(line);
      Matcher setting = SETTING.matcher(line);
      if (section.matches()) {
        environment = section.group(1);
      } else if (setting.matches() && setting.group(1).equals(name)) {
        found.put(environment, setting.group(2));
      }
    }
    return found;
  }

  private static Map<String, String> overrides(String text) {
    Map<String, String> overrides = new HashMap<>();
    for (String one : text.split(" ")) {
      assertTrue(one.matches("\\w+=\\S+"), one);
      overrides.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
    }
    return overrides;
  }

  @Test
  void everyEnvironmentSetsParametersThatThereAreToValuesThatTheyTake() throws IOException {
    Map<String, String> all = settings("parameter_overrides");
    assertEquals(Set.of("default", "staging", "prod"), all.keySet());
    all.forEach(
        (environment, text) -> {
          Map<String, String> overrides = overrides(text);
          assertDoesNotThrow(() -> Template.load(TEMPLATE, environment, overrides), environment);
          assertEquals("false", overrides.get("OpenAccess"), environment + " asks for keys");
          assertEquals(environment.equals("default") ? "dev" : environment, overrides.get("Stage"));
          overrides.forEach((name, value) -> assertTrue(value.matches(pattern(name)), environment + ": " + name + "=" + value));
        });
  }

  private static String pattern(String parameter) {
    Map<String, Object> declared = Values.map(Values.map(TemplateYaml.read(TEMPLATE), "Parameters", "").get(parameter), parameter);
    return String.valueOf(declared.getOrDefault("AllowedPattern", ".*"));
  }

  /** Alarms of a deployment that people rely on go to somebody; at a developer's own, who deploys looks at the dashboard. */
  @Test
  void somebodyIsToldOfAlarms() throws IOException {
    settings("parameter_overrides")
        .forEach(
            (environment, text) -> {
              Map<String, String> overrides = overrides(text);
              assertEquals(!environment.equals("default"), overrides.containsKey("AlarmEmail") || overrides.containsKey("AlarmTopicArn"), environment);
            });
  }

  @Test
  void noTwoEnvironmentsAreOneStack() throws IOException {
    Map<String, String> stacks = settings("stack_name");
    assertEquals(3, Set.copyOf(stacks.values()).size(), stacks::toString);
  }

  @Test
  void theFileOfVariablesIsThere() throws IOException {
    settings("env_vars").values().forEach(file -> assertTrue(Files.exists(Path.of(file)), file));
  }
}
