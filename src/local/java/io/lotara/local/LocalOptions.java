package io.lotara.local;

import io.lotara.local.FunctionCall.Interception;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.RuntimeBeanDefinition;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How a {@link LocalCloud} is started. Without more it serves a template on free ports of the loopback interface, in memory, at
 * ordinary speed, with all functions as deployed and {@code OpenAccess} on.
 */
public final class LocalOptions {
  private static final String FUNCTIONS = "io.lotara.handler.LotaraFunction";

  final Path template;
  final Map<String, String> parameters = new LinkedHashMap<>();
  final Map<String, String> environment = new LinkedHashMap<>();
  final List<BiConsumer<String, ApplicationContextBuilder>> contexts = new ArrayList<>();
  Function<Class<?>, ApplicationContextBuilder> base = LocalOptions::deployed;
  String bind = "127.0.0.1";
  int port;
  int dynamoPort;
  int sqsPort;
  LocalClock clock = LocalClock.atSpeed(1);
  Optional<Path> data = Optional.empty();
  Optional<URI> endpoint = Optional.empty();
  Optional<Duration> visibility = Optional.empty();
  boolean polling = true;
  boolean schedules = true;
  boolean warm;
  Interception interception = Interception.NONE;
  Console console = Console.SILENT;

  private LocalOptions(Path template) {
    this.template = template;
  }

  /** Serves this template. */
  public static LocalOptions of(Path template) {
    return new LocalOptions(template);
  }

  /** The address to listen on, instead of loopback. */
  public LocalOptions bind(String address) {
    this.bind = address;
    return this;
  }

  /** The gateway's port; 0 for a free one. */
  public LocalOptions port(int number) {
    this.port = number;
    return this;
  }

  /** The ports of the embedded database and queues; 0 for free ones. */
  public LocalOptions emulatorPorts(int dynamo, int sqs) {
    this.dynamoPort = dynamo;
    this.sqsPort = sqs;
    return this;
  }

  /** The time of schedules and functions. */
  public LocalOptions clock(LocalClock localClock) {
    this.clock = localClock;
    return this;
  }

  /** Keeps the tables in this directory, over restarts. */
  public LocalOptions data(Path directory) {
    this.data = Optional.of(directory);
    return this;
  }

  /** Uses the emulator at this address for DynamoDB and SQS, under names of its own, instead of the embedded pair. */
  public LocalOptions endpoint(URI address) {
    this.endpoint = Optional.of(address);
    return this;
  }

  /** A parameter of the template, instead of its default. */
  public LocalOptions parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** An environment variable of every function, above the template's and the process's own. */
  public LocalOptions environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** How long a received message stays hidden, in real time, instead of what the template says divided by the clock's speed. */
  public LocalOptions visibility(Duration duration) {
    this.visibility = Optional.of(duration);
    return this;
  }

  /** Whether queues are read from the start; {@link LocalCloud#resume} starts it later. */
  public LocalOptions polling(boolean on) {
    this.polling = on;
    return this;
  }

  /** Whether schedules fire by themselves; {@link LocalCloud#fire} works in any case. */
  public LocalOptions schedules(boolean on) {
    this.schedules = on;
    return this;
  }

  /** Whether functions are made in the background before their first event. */
  public LocalOptions warm(boolean on) {
    this.warm = on;
    return this;
  }

  /** Puts this object in place of the bean of that type, in every function. */
  public <T> LocalOptions bean(Class<T> type, T replacement) {
    return context((function, builder) -> builder.beanDefinitions(replacing(type, replacement)));
  }

  /** Changes the application context of functions, each by its logical id, before it starts. */
  public LocalOptions context(BiConsumer<String, ApplicationContextBuilder> change) {
    contexts.add(change);
    return this;
  }

  /** Starts from these application contexts instead of the deployed functions' own. */
  public LocalOptions contexts(Function<Class<?>, ApplicationContextBuilder> byHandler) {
    this.base = byHandler;
    return this;
  }

  /** Stands around every run of every function. */
  public LocalOptions interception(Interception around) {
    this.interception = around;
    return this;
  }

  /** Where to say what happens. */
  public LocalOptions console(Console out) {
    this.console = out;
    return this;
  }

  static <T> RuntimeBeanDefinition<T> replacing(Class<T> type, T replacement) {
    return RuntimeBeanDefinition.builder(type, () -> replacement).singleton(true).exposedTypes(type).replaces(type).build();
  }

  private static ApplicationContextBuilder deployed(Class<?> handler) {
    try {
      return (ApplicationContextBuilder) Class.forName(FUNCTIONS).getMethod("contextFor", Class.class).invoke(null, handler);
    } catch (ClassNotFoundException e) {
      return ApplicationContext.builder().properties(Map.of("lotara.function", handler.getSimpleName()));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("No application context for " + handler.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No application context for " + handler.getName(), e);
    }
  }
}
