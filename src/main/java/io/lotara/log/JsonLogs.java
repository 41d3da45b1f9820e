package io.lotara.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logging of deployed functions: a line of JSON on standard output for each entry, as Lambda's JSON log format passes it on. Chosen by the
 * system property {@code slf4j.provider}, so that whoever runs the classes elsewhere keeps a logger of their own.
 */
public final class JsonLogs implements SLF4JServiceProvider {
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new BasicMDCAdapter();
  private ILoggerFactory loggers;

  /** Made by SLF4J. */
  public JsonLogs() {}

  @Override
  public void initialize() {
    loggers = new JsonLoggers(context, System.out, JsonLoggers.level(System.getenv("AWS_LAMBDA_LOG_LEVEL")));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return loggers;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}
