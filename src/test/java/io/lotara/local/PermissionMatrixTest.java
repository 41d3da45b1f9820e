package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What each function may do, held to the table that somebody has read and agreed to: {@code src/docs/permissions.md}. */
class PermissionMatrixTest {
  private static final Path MATRIX = Path.of("src/docs/permissions.md");

  /** Rows as the document has them, {@code | function | resource | actions |}. */
  private static TreeSet<String> reviewed() throws IOException {
    return Files.readAllLines(MATRIX).stream()
        .filter(line -> line.matches("\\| [A-Z]\\w+Handler \\|.*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<String> present() {
    Map<String, TreeSet<String>> actions = new TreeMap<>();
    Values.map(TemplateYaml.read(Path.of("template.yaml")), "Resources", "")
        .forEach(
            (id, declaration) -> {
              Map<String, Object> resource = Values.map(declaration, id);
              if ("AWS::Serverless::Function".equals(resource.get("Type"))) {
                Map<String, Object> function = Values.map(resource, "Properties", id);
                for (Object policy : function.containsKey("Policies") ? Values.list(function.get("Policies"), id) : List.of()) {
                  for (Object statement : Values.list(Values.map(policy, id).get("Statement"), id)) {
                    add(actions, id, Values.map(statement, id), "");
                  }
                }
              }
            });
    TreeSet<String> rows = new TreeSet<>();
    actions.forEach((key, allowed) -> rows.add("| %s | %s |".formatted(key, String.join(" ", allowed))));
    return rows;
  }

  private static void add(Map<String, TreeSet<String>> actions, String function, Map<String, Object> statement, String when) {
    if (statement.containsKey("Fn::If")) {
      List<?> parts = Values.list(statement.get("Fn::If"), function);
      for (int i = 1; i < parts.size(); i++) {
        Map<String, Object> branch = Values.map(parts.get(i), function);
        if (!branch.containsKey("Ref")) {
          add(actions, function, branch, " if %s%s".formatted(i == 2 ? "not " : "", parts.getFirst()));
        }
      }
      return;
    }
    assertEquals("Allow", statement.get("Effect"), function);
    for (String resource : each(statement.get("Resource"))) {
      actions.computeIfAbsent("%s | %s%s".formatted(function, resource, when), k -> new TreeSet<>()).addAll(each(statement.get("Action")));
    }
  }

  private static List<String> each(Object oneOrMore) {
    List<String> texts = new ArrayList<>();
    if (oneOrMore instanceof List<?> several) {
      several.forEach(s -> texts.addAll(each(s)));
    } else {
      texts.add(text(oneOrMore));
    }
    return texts;
  }

  private static String text(Object value) {
    if (!(value instanceof Map<?, ?> intrinsic)) {
      return String.valueOf(value);
    }
    Object inner = intrinsic.values().iterator().next();
    String text = inner instanceof List<?> parts && intrinsic.containsKey("Fn::GetAtt")
        ? parts.getFirst() + "." + parts.getLast()
        : inner instanceof List<?> parts ? String.valueOf(parts.getFirst()) : String.valueOf(inner);
    return text.replace("${AWS::Partition}", "aws")
        .replace("arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter", "ssm:")
        .replace("arn:aws:s3:::", "s3:")
        .replace("${Table.Arn}", "Table")
        .replaceFirst("\\.Arn$", "");
  }

  @Test
  void nobodyMayMoreThanWasAgreed() throws IOException {
    TreeSet<String> reviewed = reviewed();
    TreeSet<String> present = present();
    TreeSet<String> unknown = new TreeSet<>(present);
    unknown.removeAll(reviewed);
    TreeSet<String> gone = new TreeSet<>(reviewed);
    gone.removeAll(present);
    if (!unknown.isEmpty() || !gone.isEmpty()) {
      fail(
          """
          %s does not say what template.yaml allows. If each permission is needed and no narrower one would do,
          add these rows:
          %s
          and remove these:
          %s"""
              .formatted(MATRIX, String.join("\n", unknown), String.join("\n", gone)));
    }
  }
}
