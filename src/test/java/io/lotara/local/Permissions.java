package io.lotara.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What template.yaml allows a function to do. */
final class Permissions {
  private Permissions() {}

  /** The statements of the policies of the function of that logical id. */
  static List<Object> statements(String function) {
    var resources = Values.map(TemplateYaml.read(Path.of("template.yaml")), "Resources", "");
    var properties = Values.map(Values.map(resources, function, "Resources"), "Properties", function);
    return Values.list(properties.get("Policies"), function).stream()
        .flatMap(policy -> Values.list(Values.map(policy, function).get("Statement"), function).stream())
        .toList();
  }

  /** The actions of a statement. */
  static List<String> actions(Object statement) {
    var actions = Values.map(statement, "statement").get("Action");
    return actions instanceof String one ? List.of(one) : Values.strings(actions, "Action");
  }

  /** Every action that the function may call. */
  static Set<String> of(String function) {
    var all = new TreeSet<String>();
    statements(function).forEach(statement -> all.addAll(actions(statement)));
    return all;
  }
}
