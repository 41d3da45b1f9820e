package io.lotara.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code template.yaml} declares, with parameters and conditions applied. Functions, their environment and their events name
 * other resources, so they are read after those were made: {@link #made} tells what they are called.
 */
final class Template {
  static final String REGION = "us-east-1";
  private static final String FUNCTION = "AWS::Serverless::Function";

  /** A resource's logical id and its properties. */
  record Resource(String id, Map<String, Object> properties) {}

  /** A Lambda function. {@code timeout} is Lambda's own limit on one run. */
  record FunctionSpec(String id, String handler, Duration timeout, int memory, Map<String, String> environment) {}

  /** A route of the HTTP API: a method or {@code ANY} and a path, or no path for {@code $default}. */
  record Route(String method, Optional<String> path, String function) {
    String key() {
      return path.map(p -> method + " " + p).orElse("$default");
    }
  }

  /** A queue that feeds a function. Without {@code partial} a batch succeeds or fails as a whole. */
  record QueueSource(String id, String function, String queueArn, int batchSize, Duration window, boolean partial, int concurrency) {}

  /** A time when a function runs. {@code scheduler} tells EventBridge Scheduler's event from a rule's. */
  record Schedule(String id, String function, ScheduleExpression expression, Optional<String> input, boolean scheduler) {}

  private final Map<String, Object> raw;
  private final Map<String, Object> parameters = new HashMap<>();
  private final Map<String, Map<String, String>> made = new HashMap<>();
  private final String stackName;
  private final Intrinsics intrinsics;

  private Template(Map<String, Object> raw, String stackName, Map<String, String> overrides) {
    this.raw = raw;
    this.stackName = stackName;
    this.intrinsics = new Intrinsics(raw, new Names());
    var declared = Values.map(raw, "Parameters", "template");
    declared.forEach((name, declaration) -> parameters.put(name, parameter(name, Values.map(declaration, name), overrides.get(name))));
    for (String name : overrides.keySet()) {
      if (!declared.containsKey(name)) {
        throw new TemplateException("The template has no parameter " + name + "; it has " + declared.keySet());
      }
    }
  }

  /**
   * @param overrides values of parameters instead of their defaults
   * @throws TemplateException if the file cannot be read, or a parameter has neither a default nor a value
   */
  static Template load(Path file, String stackName, Map<String, String> overrides) {
    return new Template(TemplateYaml.read(file), stackName, overrides);
  }

  /** The parameters' names. */
  static List<String> parameterNames(Path file) {
    return List.copyOf(Values.map(TemplateYaml.read(file), "Parameters", "template").keySet());
  }

  private static Object parameter(String name, Map<String, Object> declaration, String override) {
    var type = Values.text(declaration, "Type", "Parameters." + name);
    if (override == null && !declaration.containsKey("Default") && !type.startsWith("AWS::SSM::")) {
      throw new TemplateException("Parameter " + name + " has no default: give it one with -Dlocal.parameters=" + name + "=…");
    }
    // A parameter that AWS would look up in SSM has no value here; the process's environment gives what it stands for.
    var value = override != null ? override : type.startsWith("AWS::SSM::") ? "" : Values.text(declaration.get("Default"), name);
    var allowed = Values.strings(declaration.get("AllowedValues"), name);
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      throw new TemplateException("Parameter " + name + " is " + value + " and must be one of " + allowed);
    }
    boolean list = type.contains("List<") || type.endsWith("CommaDelimitedList");
    return list ? (value.isEmpty() ? List.of() : List.of((Object[]) value.split("\\s*,\\s*"))) : value;
  }

  /** Tells what a resource is: its attributes, with what {@code !Ref} gives under {@code Ref}. */
  void made(String id, Map<String, String> attributes) {
    made.put(id, Map.copyOf(attributes));
  }

  List<Resource> tables() {
    return resources("AWS::DynamoDB::Table");
  }

  List<Resource> queues() {
    return resources("AWS::SQS::Queue");
  }

  private List<Resource> resources(String type) {
    var found = new ArrayList<Resource>();
    raw(type).forEach((id, properties) -> found.add(new Resource(id, Values.map(intrinsics.evaluate(properties), id))));
    return found;
  }

  private Map<String, Map<String, Object>> raw(String type) {
    var found = new LinkedHashMap<String, Map<String, Object>>();
    Values.map(raw, "Resources", "template")
        .forEach(
            (id, declaration) -> {
              var resource = Values.map(declaration, "Resources." + id);
              boolean wanted = !(resource.get("Condition") instanceof String condition) || intrinsics.holds(condition);
              if (wanted && type.equals(resource.get("Type"))) {
                found.put(id, Values.map(resource, "Properties", id));
              }
            });
    return found;
  }

  private Map<String, Object> global(String kind) {
    return Values.map(Values.map(raw, "Globals", "template"), kind, "Globals");
  }

  /** The functions, each with {@code Globals} applied. */
  List<FunctionSpec> functions() {
    var global = global("Function");
    var functions = new ArrayList<FunctionSpec>();
    raw(FUNCTION)
        .forEach(
            (id, own) -> {
              var properties = new LinkedHashMap<>(global);
              properties.putAll(own);
              var limits = new LinkedHashMap<String, Object>();
              for (String key : List.of("Handler", "Timeout", "MemorySize")) {
                limits.put(key, intrinsics.evaluate(properties.get(key)));
              }
              functions.add(
                  new FunctionSpec(
                      id,
                      Values.text(limits, "Handler", id).replaceFirst("::handleRequest$", ""),
                      Duration.ofSeconds(Values.number(limits, "Timeout", 3, id)),
                      Values.number(limits, "MemorySize", 128, id),
                      environment(id, global, own)));
            });
    return functions;
  }

  private Map<String, String> environment(String id, Map<String, Object> global, Map<String, Object> own) {
    var variables = new LinkedHashMap<String, Object>();
    for (var level : List.of(global, own)) {
      variables.putAll(Values.map(Values.map(level, "Environment", id), "Variables", id));
    }
    var environment = new LinkedHashMap<String, String>();
    variables.forEach(
        (name, value) -> {
          var evaluated = intrinsics.evaluate(value);
          if (evaluated != Values.NULL) {
            var text = Values.text(evaluated, id + ".Environment." + name);
            // A secret that CloudFormation would look up is not known here.
            environment.put(name, text.contains("{{resolve:") ? "" : text);
          }
        });
    return environment;
  }

  /** A function's {@code Policies} with all functions in them evaluated. */
  Object policies(String function) {
    return intrinsics.evaluate(raw(FUNCTION).get(function).getOrDefault("Policies", List.of()));
  }

  /** Logical ids of the HTTP APIs. */
  List<String> apis() {
    return List.copyOf(raw("AWS::Serverless::HttpApi").keySet());
  }

  List<Route> routes() {
    var routes = new ArrayList<Route>();
    events((function, id, type, event) -> {
      if (type.equals("HttpApi")) {
        var method = event.containsKey("Method") ? Values.text(event, "Method", id).toUpperCase() : "ANY";
        boolean any = method.equals("*") || method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD");
        var path = event.containsKey("Path") ? Optional.of(Values.text(event, "Path", id)) : Optional.<String>empty();
        routes.add(new Route(any ? "ANY" : method, path.filter(p -> !p.equals("$default")), function));
      }
    });
    return routes;
  }

  List<QueueSource> queueSources() {
    var sources = new ArrayList<QueueSource>();
    events((function, id, type, event) -> {
      if (type.equals("SQS") && Values.flag(event, "Enabled", true, id)) {
        if (event.containsKey("FilterCriteria")) {
          throw new TemplateException(id + ": FilterCriteria of a queue is not served locally");
        }
        sources.add(
            new QueueSource(
                id,
                function,
                Values.text(event, "Queue", id),
                Values.number(event, "BatchSize", 10, id),
                Duration.ofSeconds(Values.number(event, "MaximumBatchingWindowInSeconds", 0, id)),
                Values.strings(event.get("FunctionResponseTypes"), id).contains("ReportBatchItemFailures"),
                Values.number(Values.map(event, "ScalingConfig", id), "MaximumConcurrency", 5, id)));
      }
    });
    return sources;
  }

  List<Schedule> schedules() {
    var schedules = new ArrayList<Schedule>();
    events((function, id, type, event) -> {
      boolean scheduler = type.equals("ScheduleV2");
      var property = scheduler ? "ScheduleExpression" : "Schedule";
      boolean enabled = Values.flag(event, "Enabled", true, id) && !"DISABLED".equals(event.get("State"));
      if ((scheduler || type.equals("Schedule")) && enabled) {
        var expression = ScheduleExpression.parse(Values.text(event, property, id), zone(event, id));
        var input = event.containsKey("Input") ? Optional.of(Values.text(event, "Input", id)) : Optional.<String>empty();
        schedules.add(new Schedule(id, function, expression, input, scheduler));
      }
    });
    return schedules;
  }

  private static String zone(Map<String, Object> event, String id) {
    return event.containsKey("ScheduleExpressionTimezone") ? Values.text(event, "ScheduleExpressionTimezone", id) : "UTC";
  }

  /** Events that the runner does not serve, in words. */
  List<String> unserved() {
    var unserved = new ArrayList<String>();
    events((function, id, type, event) -> {
      if (!List.of("HttpApi", "SQS", "Schedule", "ScheduleV2").contains(type)) {
        unserved.add(id + " (" + type + ")");
      }
    });
    return unserved;
  }

  /** The API's CORS rules, if it has any. */
  Optional<Cors> cors() {
    var configured = global("HttpApi").get("CorsConfiguration");
    for (var api : raw("AWS::Serverless::HttpApi").values()) {
      configured = api.getOrDefault("CorsConfiguration", configured);
    }
    return configured == null ? Optional.empty() : Cors.of(intrinsics.evaluate(configured));
  }

  private interface EventReader {
    void read(String function, String id, String type, Map<String, Object> properties);
  }

  private void events(EventReader reader) {
    raw(FUNCTION)
        .forEach(
            (function, properties) ->
                Values.map(properties, "Events", function)
                    .forEach(
                        (name, declaration) -> {
                          // SAM gives the rule or mapping that it makes of an event this name.
                          var id = function + name;
                          var event = Values.map(declaration, id);
                          var evaluated = Values.map(intrinsics.evaluate(Values.map(event, "Properties", id)), id);
                          reader.read(function, id, Values.text(event, "Type", id), evaluated);
                        }));
  }

  private final class Names implements Intrinsics.Scope {
    @Override
    public Object ref(String name) {
      if (parameters.containsKey(name)) {
        return parameters.get(name);
      }
      return switch (name) {
        case "AWS::AccountId" -> "000000000000";
        case "AWS::Partition" -> "aws";
        case "AWS::Region" -> REGION;
        case "AWS::StackName" -> stackName;
        case "AWS::StackId" -> "arn:aws:cloudformation:" + REGION + ":000000000000:stack/" + stackName + "/local";
        case "AWS::URLSuffix" -> "amazonaws.com";
        case "AWS::NotificationARNs" -> List.of();
        default -> attribute(name, "Ref");
      };
    }

    @Override
    public Object attribute(String resource, String attribute) {
      var attributes = made.get(resource);
      if (attributes != null && attributes.containsKey(attribute)) {
        return attributes.get(attribute);
      }
      if (!Values.map(raw, "Resources", "template").containsKey(resource)) {
        throw new TemplateException("The template names " + resource + ", and has no such parameter or resource");
      }
      // A resource that exists on AWS only, a log group say.
      return attribute.equals("Ref") ? resource : "arn:aws:local:" + REGION + ":000000000000:" + resource;
    }
  }
}
