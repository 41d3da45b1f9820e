package io.lotara.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates CloudFormation's intrinsic functions and conditions; one that is not served locally is refused by name. */
final class Intrinsics {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

  /** What the names in the template stand for. */
  interface Scope {
    /** The value of a parameter, pseudo parameter or resource. */
    Object ref(String name);

    /** An attribute of a resource. */
    Object attribute(String resource, String attribute);
  }

  private final Map<String, Object> conditions;
  private final Map<String, Object> mappings;
  private final Scope scope;

  Intrinsics(Map<String, Object> template, Scope scope) {
    this.conditions = Values.map(template, "Conditions", "template");
    this.mappings = Values.map(template, "Mappings", "template");
    this.scope = scope;
  }

  /** The value with every function in it replaced by its result; properties that are {@code AWS::NoValue} are left out. */
  Object evaluate(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::evaluate).filter(item -> item != Values.NULL).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    if (map.size() == 1) {
      var entry = map.entrySet().iterator().next();
      var name = String.valueOf(entry.getKey());
      if (name.equals("Ref") || name.startsWith("Fn::")) {
        return call(name, entry.getValue());
      }
    }
    var evaluated = new LinkedHashMap<String, Object>();
    map.forEach(
        (key, item) -> {
          var result = evaluate(item);
          if (result != Values.NULL) {
            evaluated.put(String.valueOf(key), result);
          }
        });
    return evaluated;
  }

  /** Whether a condition of the template's {@code Conditions} holds. */
  boolean holds(String condition) {
    if (!conditions.containsKey(condition)) {
      throw new TemplateException("There is no condition " + condition);
    }
    return test(conditions.get(condition));
  }

  private Object call(String name, Object argument) {
    return switch (name) {
      case "Ref" -> ref(text(argument));
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::Sub" -> substitute(argument);
      case "Fn::Join" -> String.join(text(at(argument, 0)), texts(at(argument, 1)));
      case "Fn::Split" -> List.of((Object[]) text(at(argument, 1)).split(Pattern.quote(text(at(argument, 0))), -1));
      case "Fn::Select" -> Values.list(evaluate(at(argument, 1)), name).get(Integer.parseInt(text(at(argument, 0))));
      case "Fn::If" -> evaluate(at(argument, holds(text(at(argument, 0))) ? 1 : 2));
      case "Fn::FindInMap" -> find(argument);
      case "Fn::Base64" -> Base64.getEncoder().encodeToString(text(argument).getBytes(StandardCharsets.UTF_8));
      case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" -> test(Map.of(name, argument));
      default -> throw new TemplateException(name + " is not evaluated locally");
    };
  }

  private boolean test(Object condition) {
    if (!(condition instanceof Map<?, ?> map) || map.size() != 1) {
      throw new TemplateException("Not a condition: " + condition);
    }
    var name = String.valueOf(map.keySet().iterator().next());
    var argument = map.values().iterator().next();
    return switch (name) {
      case "Condition" -> holds(text(argument));
      case "Fn::Equals" -> Objects.equals(comparable(at(argument, 0)), comparable(at(argument, 1)));
      case "Fn::Not" -> !test(at(argument, 0));
      case "Fn::And" -> Values.list(argument, name).stream().allMatch(this::test);
      case "Fn::Or" -> Values.list(argument, name).stream().anyMatch(this::test);
      default -> throw new TemplateException(name + " is no condition");
    };
  }

  private Object comparable(Object value) {
    var evaluated = evaluate(value);
    return evaluated instanceof Map || evaluated instanceof List ? evaluated : text(evaluated);
  }

  private Object ref(String name) {
    return name.equals("AWS::NoValue") ? Values.NULL : scope.ref(name);
  }

  private Object attribute(Object argument) {
    var path = argument instanceof String dotted ? List.<Object>of((Object[]) dotted.split("\\.", 2)) : Values.list(argument, "Fn::GetAtt");
    if (path.size() != 2) {
      throw new TemplateException("Fn::GetAtt wants a resource and an attribute, and got " + argument);
    }
    return scope.attribute(text(path.get(0)), text(path.get(1)));
  }

  private String substitute(Object argument) {
    var template = argument instanceof List<?> ? text(at(argument, 0)) : text(argument);
    var names = argument instanceof List<?> ? Values.map(at(argument, 1), "Fn::Sub") : Map.<String, Object>of();
    return VARIABLE
        .matcher(template)
        .replaceAll(
            match -> {
              var name = match.group(2);
              if (!match.group(1).isEmpty()) {
                return Matcher.quoteReplacement("${" + name + "}");
              }
              var value =
                  names.containsKey(name) ? evaluate(names.get(name)) : name.contains(".") ? attribute(name) : ref(name);
              return Matcher.quoteReplacement(text(value));
            });
  }

  private Object find(Object argument) {
    Object found = mappings;
    var place = new StringBuilder("Mappings");
    for (Object key : Values.list(argument, "Fn::FindInMap")) {
      found = Values.map(found, place.toString()).get(text(key));
      place.append('.').append(text(key));
    }
    if (found == null) {
      throw new TemplateException("There is no " + place);
    }
    return found;
  }

  private Object at(Object argument, int index) {
    var list = Values.list(argument, "the arguments of a function");
    if (index >= list.size()) {
      throw new TemplateException("A function lacks an argument: " + argument);
    }
    return list.get(index);
  }

  private List<String> texts(Object value) {
    var texts = new ArrayList<String>();
    for (Object item : Values.list(evaluate(value), "Fn::Join")) {
      texts.add(text(item));
    }
    return texts;
  }

  private String text(Object value) {
    return Values.text(evaluate(value), "an argument of a function");
  }
}
