package io.lotara.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.micronaut.core.annotation.Nullable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;

/**
 * Writes {@code {"timestamp","level","logger","message","request_id","lambda_request_id","trace_id","job_id","message_id","step","stack"}}; what is
 * not known is left out. What it is about stands in the logging context (MDC): Lambda's request and trace put there by Micronaut for every
 * invocation, the others by the handlers. {@code request_id} is the one that a client is told, and Lambda's where there is no client.
 */
final class JsonLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;
  private static final String LAMBDA_REQUEST = "AWSRequestId";
  private static final String GATEWAY_REQUEST = "gateway_request_id";
  private static final List<String> OURS = List.of("job_id", "message_id", "step");

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
      boolean client = known.containsKey(GATEWAY_REQUEST);
      known(line, "request_id", known.get(client ? GATEWAY_REQUEST : LAMBDA_REQUEST));
      known(line, "lambda_request_id", client ? known.get(LAMBDA_REQUEST) : null);
      known(line, "trace_id", known.get("AWS-XRAY-TRACE-ID"));
      OURS.forEach(name -> known(line, name, known.get(name)));
    }
    if (thrown != null) {
      StringWriter stack = new StringWriter();
      thrown.printStackTrace(new PrintWriter(stack, true));
      field(line, "stack", stack.toString());
    }
    out.println(line.append('}'));
  }

  private static void known(StringBuilder line, String name, @Nullable String value) {
    if (value != null) {
      field(line, name, value);
    }
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
