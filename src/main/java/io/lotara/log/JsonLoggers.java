package io.lotara.log;

import io.micronaut.core.annotation.Nullable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.MDCAdapter;

/** Loggers by name, all with one level and one output. */
final class JsonLoggers implements ILoggerFactory {
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final MDCAdapter context;
  private final PrintStream out;
  private final Level least;

  JsonLoggers(MDCAdapter context, PrintStream out, Level least) {
    this.context = context;
    this.out = out;
    this.least = least;
  }

  /** The level that Lambda's setting names; INFO where it names none that there is here. */
  static Level level(@Nullable String name) {
    return switch (name == null ? "" : name.toUpperCase(Locale.ROOT)) {
      case "TRACE" -> Level.TRACE;
      case "DEBUG" -> Level.DEBUG;
      case "WARN" -> Level.WARN;
      case "ERROR", "FATAL" -> Level.ERROR;
      default -> Level.INFO;
    };
  }

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, n -> new JsonLogger(n, context, out, least));
  }
}
