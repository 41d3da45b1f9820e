package io.lotara.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves {@code template.yaml} until it is stopped. System properties: {@code port} (8000), {@code local.bind} (127.0.0.1),
 * {@code local.data} (a directory that keeps the tables), {@code local.clock.speed} (1), {@code local.dynamodb.port} and
 * {@code local.sqs.port} (free ones), {@code local.template} (template.yaml), {@code local.parameters} (of the template, written
 * {@code Name=value Name=value}), {@code local.chat} (an event of ChatSettingsHandler, whose settings the chat has then), {@code local.parent} (true: end when the process that started this one does, even by force).
 */
public final class LocalRunner {
  private LocalRunner() {}

  /** Starts, says what is served, and stays until the process is told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    long start = System.nanoTime();
    LocalCloud cloud;
    try {
      cloud = started();
    } catch (TemplateException | IllegalStateException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "stop"));
    if (Boolean.getBoolean("local.parent")) {
      endWithParent();
    }
    cloud.description().forEach(System.out::println);
    System.out.printf("Lotara is at %s (%d ms). DynamoDB %s, SQS %s. Ctrl-C stops it.%n",
        cloud.baseUrl(), Duration.ofNanos(System.nanoTime() - start).toMillis(), cloud.dynamoEndpoint(), cloud.sqsEndpoint());
    new CountDownLatch(1).await();
  }

  private static LocalCloud started() {
    var cloud = LocalCloud.start(options());
    property("local.chat").map(Path::of).ifPresent(file -> LocalChat.set(cloud, file));
    return cloud;
  }

  /** Maven killed by force must not leave the port taken. A process whose parent is gone gets another parent. */
  private static void endWithParent() {
    var parent = ProcessHandle.current().parent();
    Thread.ofPlatform()
        .daemon()
        .name("parent")
        .start(
            () -> {
              while (ProcessHandle.current().parent().equals(parent)) {
                LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
              }
              Runtime.getRuntime().halt(1);
            });
  }

  private static LocalOptions options() {
    var options =
        LocalOptions.of(Path.of(property("local.template").orElse("template.yaml")))
            .port(port("port", 8000))
            .bind(property("local.bind").orElse("127.0.0.1"))
            .emulatorPorts(port("local.dynamodb.port", 0), port("local.sqs.port", 0))
            .clock(LocalClock.atSpeed(property("local.clock.speed").map(LocalRunner::speed).orElse(1.0)))
            .warm(true)
            .console(Console.STANDARD);
    property("local.data").map(Path::of).ifPresent(options::data);
    parameters().forEach(options::parameter);
    return options;
  }

  private static Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : property("local.parameters").orElse("").split("\\s+")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("-Dlocal.parameters is Name=value Name=value, not " + pair);
        }
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return parameters;
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
  }

  private static int port(String name, int otherwise) {
    var value = property(name);
    if (value.isPresent() && !value.get().matches("\\d{1,5}") || value.map(Integer::parseInt).orElse(0) > 65535) {
      throw new IllegalArgumentException("-D" + name + " is a port from 0 to 65535, not " + value.get());
    }
    return value.map(Integer::parseInt).orElse(otherwise);
  }

  private static double speed(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("-Dlocal.clock.speed is a number, not " + value, e);
    }
  }
}
