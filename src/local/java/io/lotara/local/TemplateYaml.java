package io.lotara.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads CloudFormation's YAML into maps, lists and scalars; {@code !Sub x} becomes {@code {"Fn::Sub": x}} as CloudFormation has it. */
public final class TemplateYaml {
  private TemplateYaml() {}

  /**
   * Reads a file.
   *
   * @throws TemplateException if there is no such file, or it is not YAML
   */
  public static Map<String, Object> read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new TemplateException("There is no template at " + file.toAbsolutePath());
    } catch (IOException e) {
      throw new TemplateException("Cannot read " + file.toAbsolutePath() + ": " + e.getMessage());
    }
  }

  /**
   * Properties of the resources of a type, by their ids and in the order of the template.
   *
   * @param template as it was read
   */
  public static Map<String, Map<String, Object>> properties(Map<String, Object> template, String type) {
    var found = new LinkedHashMap<String, Map<String, Object>>();
    Values.map(template, "Resources", "").forEach((id, declaration) -> {
      var resource = Values.map(declaration, id);
      if (type.equals(resource.get("Type"))) {
        found.put(id, Values.map(resource, "Properties", id));
      }
    });
    return found;
  }

  static Map<String, Object> parse(String text, String name) {
    try {
      var node = new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
      if (node.isPresent() && convert(node.get()) instanceof Map<?, ?> map) {
        return Values.map(map, name);
      }
      throw new TemplateException(name + " is not a YAML mapping");
    } catch (YamlEngineException e) {
      throw new TemplateException(name + " is not YAML: " + e.getMessage());
    }
  }

  private static Object convert(Node node) {
    Object value =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case SequenceNode sequence -> list(sequence);
          case MappingNode mapping -> mapping(mapping);
          default -> throw new TemplateException("Unexpected YAML " + node.getStartMark().orElse(null));
        };
    var tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return value;
    }
    var function = tag.substring(1);
    return switch (function) {
      case "Ref", "Condition" -> Map.of(function, value);
      case "GetAtt" -> Map.of("Fn::GetAtt", value instanceof String dotted ? List.of((Object[]) dotted.split("\\.", 2)) : value);
      default -> Map.of("Fn::" + function, value);
    };
  }

  private static Object scalar(ScalarNode node) {
    var text = node.getValue();
    var tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return Values.NULL;
    } else if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    } else if (tag.equals(Tag.INT)) {
      return Long.decode(text);
    } else if (tag.equals(Tag.FLOAT)) {
      return Double.valueOf(text);
    }
    return text;
  }

  private static List<Object> list(SequenceNode node) {
    var list = new ArrayList<>();
    for (Node item : node.getValue()) {
      list.add(convert(item));
    }
    return list;
  }

  private static Map<String, Object> mapping(MappingNode node) {
    var map = new LinkedHashMap<String, Object>();
    for (NodeTuple tuple : node.getValue()) {
      map.put(String.valueOf(convert(tuple.getKeyNode())), convert(tuple.getValueNode()));
    }
    return map;
  }
}
