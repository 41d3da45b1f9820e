package io.lotara.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One action on one resource that template.yaml allows. Whatever could allow something in another form than the one that is read here is a grant
 * too, with the form in place of the action: it is in no list that somebody has agreed to.
 *
 * @param holder logical id of the function, or of the policy that bounds them all
 * @param resource as in {@code Table/index/due}, with the condition that it hangs on behind it
 */
record Grant(String holder, String resource, String action) {
  /** Types of which it is known what they may do; any other may be a role, a policy or a door to somebody outside. */
  private static final Set<String> TYPES =
      Set.of(
          "AWS::Serverless::HttpApi",
          "AWS::Serverless::Function",
          "AWS::SQS::Queue",
          "AWS::DynamoDB::Table",
          "AWS::IAM::ManagedPolicy",
          "AWS::Logs::LogGroup",
          "AWS::CloudWatch::Alarm",
          "AWS::CloudWatch::Dashboard",
          "AWS::SNS::Topic",
          "AWS::SNS::Subscription");

  private static final Set<String> SECTIONS =
      Set.of("AWSTemplateFormatVersion", "Transform", "Description", "Parameters", "Conditions", "Globals", "Resources", "Outputs");

  /** What a function is made of. A role, a connector or a URL of its own, say, would allow what no policy here says. */
  private static final Set<String> PROPERTIES =
      Set.of(
          "Handler", "CodeUri", "Description", "Timeout", "MemorySize", "LoggingConfig", "EventInvokeConfig", "Policies", "Events");

  private static final Set<String> EVENTS = Set.of("HttpApi", "SQS", "Schedule");

  private static final Pattern PREFIX = Pattern.compile("\\{Fn::Select=\\[1, \\{Fn::Split=\\[s3://, \\{Ref=(\\w+)}]}]}");

  private static final String NOT_READ = "not understood";

  /** Everything that a template allows. */
  static List<Grant> of(Map<String, Object> template) {
    List<Grant> grants = new ArrayList<>();
    others(template, SECTIONS).forEach(name -> grants.add(new Grant("Template", NOT_READ, name)));
    others(Values.map(template, "Globals", ""), Set.of("Function")).forEach(name -> grants.add(new Grant("Globals", NOT_READ, name)));
    if (!"AWS::Serverless-2016-10-31".equals(template.get("Transform"))) {
      grants.add(new Grant("Template", NOT_READ, "Transform " + template.get("Transform")));
    }
    Values.map(template, "Resources", "")
        .forEach(
            (id, declared) -> {
              Map<String, Object> resource = Values.map(declared, id);
              String type = String.valueOf(resource.get("Type"));
              if (!TYPES.contains(type)) {
                grants.add(new Grant(id, NOT_READ, type));
              } else if (type.equals("AWS::Serverless::Function")) {
                function(grants, id, resource);
              } else if (type.equals("AWS::IAM::ManagedPolicy")) {
                boundary(grants, id, resource);
              }
            });
    return grants;
  }

  private static Stream<String> others(Map<String, Object> map, Set<String> known) {
    return map.keySet().stream().filter(name -> !known.contains(name));
  }

  private static void function(List<Grant> grants, String id, Map<String, Object> resource) {
    Map<String, Object> properties = Values.map(resource, "Properties", id);
    Stream.concat(others(resource, Set.of("Type", "Properties")), others(properties, PROPERTIES))
        .forEach(name -> grants.add(new Grant(id, NOT_READ, name)));
    Values.map(properties, "Events", id).values().stream()
        .map(event -> String.valueOf(Values.map(event, id).get("Type")))
        .filter(type -> !EVENTS.contains(type))
        .forEach(type -> grants.add(new Grant(id, NOT_READ, "event of " + type)));
    Object policies = properties.getOrDefault("Policies", List.of());
    for (Object policy : policies instanceof List<?> several ? several : List.of(policies)) {
      if (policy instanceof Map<?, ?> map && map.keySet().equals(Set.of("Statement")) && map.get("Statement") instanceof List<?> statements) {
        statements.forEach(statement -> statement(statement, id, "", grants::add));
      } else {
        grants.add(new Grant(id, NOT_READ, String.valueOf(policy)));
      }
    }
  }

  /** A policy that is attached to nobody here, and so only bounds. */
  private static void boundary(List<Grant> grants, String id, Map<String, Object> resource) {
    Map<String, Object> properties = Values.map(resource, "Properties", id);
    Map<String, Object> document = Values.map(properties, "PolicyDocument", id);
    Stream.of(
            others(resource, Set.of("Type", "Properties")),
            others(properties, Set.of("Description", "PolicyDocument")),
            others(document, Set.of("Version", "Statement")))
        .flatMap(names -> names)
        .forEach(name -> grants.add(new Grant(id, NOT_READ, name)));
    Values.list(document.get("Statement"), id).forEach(statement -> statement(statement, id, "", grants::add));
  }

  private static void statement(Object value, String holder, String when, Consumer<Grant> grants) {
    Map<String, Object> statement = value instanceof Map<?, ?> ? Values.map(value, holder) : Map.of("", value);
    if (statement.keySet().equals(Set.of("Fn::If"))) {
      List<?> parts = Values.list(statement.get("Fn::If"), holder);
      for (int i = 1; i < parts.size(); i++) {
        if (!parts.get(i).equals(Map.of("Ref", "AWS::NoValue"))) {
          statement(parts.get(i), holder, when + " if %s%s".formatted(i == 2 ? "not " : "", parts.getFirst()), grants);
        }
      }
    } else if (statement.keySet().equals(Set.of("Effect", "Action", "Resource")) && "Allow".equals(statement.get("Effect"))) {
      for (Object resource : several(statement.get("Resource"))) {
        for (Object action : several(statement.get("Action"))) {
          grants.accept(new Grant(holder, resource(resource) + when, String.valueOf(action)));
        }
      }
    } else {
      grants.accept(new Grant(holder, NOT_READ + when, String.valueOf(value)));
    }
  }

  private static List<?> several(Object oneOrMore) {
    return oneOrMore instanceof List<?> several ? several : List.of(oneOrMore);
  }

  /** A resource in short; what has no short form stands in full, and a text that is made of nothing in quotes. */
  private static String resource(Object value) {
    if (!(value instanceof Map<?, ?> made) || made.size() != 1) {
      return "\"" + value + "\"";
    }
    Object of = made.values().iterator().next();
    if (made.containsKey("Fn::GetAtt") && of instanceof List<?> path && path.getLast().equals("Arn")) {
      return String.valueOf(path.getFirst());
    }
    if (!made.containsKey("Fn::Sub") || !String.valueOf(of).contains("${")) {
      return String.valueOf(value);
    }
    String text = String.valueOf(of instanceof List<?> parts ? parts.getFirst() : of);
    if (of instanceof List<?> parts) {
      for (Map.Entry<String, Object> name : Values.map(parts.getLast(), "Fn::Sub").entrySet()) {
        Matcher prefix = PREFIX.matcher(String.valueOf(name.getValue()));
        text = text.replace("${" + name.getKey() + "}", prefix.matches() ? "${" + prefix.group(1) + "}" : String.valueOf(name.getValue()));
      }
    }
    return text.replace("${AWS::Partition}", "aws")
        .replace("arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter", "ssm:")
        .replace("arn:aws:s3:::", "s3:")
        .replace("${Table.Arn}", "Table");
  }
}
