package io.lotara.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;

/**
 * Writes {@code {"timestamp","level","logger","message","request_id","trace_id","job_id","stack"}}; what is not known is left out. Which
 * request, trace and job it is stands in the logging context (MDC): the first two put there by Micronaut for every invocation.
 */
final class JsonLogger extends LegacyAbstractLogger {
  /** The job's name in the logging context. */
  static final String JOB = "job_id";

  private static final long serialVersionUID = 1L;
  private static final Map<String, String> FIELDS = Map.of("AWSRequestId", "request_id", "AWS-XRAY-TRACE-ID", "trace_id", JOB, JOB);

  private final transient MDCAdapter context;
  private final transient PrintStream out;
  private final Level least;

  JsonLogger(String name, MDCAdapter context, PrintStream out, Level least) {
    this.name = name;
    this.context = context;
    this.out = out;
    this.least = least;
  }

  @Override
  protected void handleNormalizedLoggingCall(Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
    StringBuilder line = new StringBuilder(256).append('{');
    field(line, "timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    field(line, "level", level.toString());
    field(line, "logger", name);
    field(line, "message", MessageFormatter.basicArrayFormat(pattern, arguments));
    Map<String, String> known = context.getCopyOfContextMap();
    if (known != null) {
      FIELDS.forEach(
          (key, field) -> {
            if (known.get(key) != null) {
              field(line, field, known.get(key));
            }
          });
    }
    if (thrown != null) {
      StringWriter stack = new StringWriter();
      thrown.printStackTrace(new PrintWriter(stack, true));
      field(line, "stack", stack.toString());
    }
    out.println(line.append('}'));
  }

  private static void field(StringBuilder line, String name, String value) {
    if (line.length() > 1) {
      line.append(',');
    }
    line.append('"').append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(String.valueOf(value), line);
    line.append('"');
  }

  private boolean enabled(Level level) {
    return level.toInt() >= least.toInt();
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return enabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return enabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return enabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return enabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return enabled(Level.ERROR);
  }
}
