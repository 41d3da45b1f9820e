package io.lotara.local;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.SystemPropertiesPropertySource;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The application contexts of the functions: as deployed, with the template's environment under the process's own, the local endpoints,
 * the local clock, and the template's permissions.
 */
final class FunctionContexts {
  /** Above the process's environment, below its system properties. */
  private static final int ORDER = SystemPropertiesPropertySource.POSITION - 50;

  private final LocalOptions options;
  private final Template template;
  private final Permissions.Names names;
  private final URI dynamo;
  private final URI sqs;

  FunctionContexts(LocalOptions options, Template template, Permissions.Names names, URI dynamo, URI sqs) {
    this.options = options;
    this.template = template;
    this.names = names;
    this.dynamo = dynamo;
    this.sqs = sqs;
  }

  ApplicationContextBuilder of(Template.FunctionSpec function, Class<?> handler) {
    var environment = new LinkedHashMap<String, Object>(function.environment());
    environment.replaceAll((name, value) -> System.getenv().getOrDefault(name, String.valueOf(value)));
    environment.putAll(options.environment);
    var builder = options.base.apply(handler);
    builder.propertySources(new Environment(environment));
    builder.properties(
        Map.of(
            "lotara.aws.dynamodb-endpoint", dynamo.toString(),
            "lotara.aws.sqs-endpoint", sqs.toString(),
            "lotara.aws.region", Template.REGION));
    builder.beanDefinitions(LocalOptions.replacing(Clock.class, options.clock));
    Permissions.of(function.id(), template.policies(function.id()), names).ifPresent(builder::singletons);
    options.contexts.forEach(change -> change.accept(function.id(), builder));
    return builder;
  }

  private static final class Environment extends MapPropertySource {
    Environment(Map<String, Object> values) {
      super("function-environment", values);
    }

    @Override
    public PropertyConvention getConvention() {
      return PropertyConvention.ENVIRONMENT_VARIABLE;
    }

    @Override
    public int getOrder() {
      return ORDER;
    }
  }
}
