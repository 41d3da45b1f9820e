package io.lotara.bench.cost;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/**
 * Counts what deployed functions would write to their logs. Stands in the place of standard output: lines of JSON, as {@code JsonLogs} and the
 * embedded metrics write them, are counted for the function on whose thread, or a thread of whose, they were written, and are not printed,
 * but for errors; all else is printed. Of Lambda's own lines and those of the API the lengths are taken from their documented forms.
 */
final class FunctionLogs extends PrintStream {
  /** Threads that a function starts log for it too. */
  private static final ThreadLocal<IntConsumer> COUNTS = new InheritableThreadLocal<>();

  private static final Pattern VARIABLE = Pattern.compile("\\$context\\.(\\w+)");
  private static final String TRACE = "Root=1-692ae3f0-710d76f009d6e7785905449a;Parent=0efbd19962d95b05;Sampled=1";

  /** What Lambda writes of each run in its JSON format; whether the first is written at the level INFO is not documented, so it counts. */
  private static final String[] PLATFORM = {
    """
    {"time":"2026-11-29T12:00:00.000Z","type":"platform.start","record":{"requestId":"6d68ca91-49c9-448d-89b8-7ca3e6dc66aa","version":"12",\
    "tracing":{"spanId":"54565fb41ac79632","type":"X-Amzn-Trace-Id","value":"%s"}}}
    """,
    """
    {"time":"2026-11-29T12:00:00.000Z","type":"platform.report","record":{"requestId":"6d68ca91-49c9-448d-89b8-7ca3e6dc66aa",\
    "metrics":{"durationMs":101.510,"billedDurationMs":102,"memorySizeMB":1536,"maxMemoryUsedMB":180},\
    "tracing":{"spanId":"54565fb41ac79632","type":"X-Amzn-Trace-Id","value":"%s"},"status":"success"}}
    """
  };

  private static final Map<String, String> USUAL =
      Map.of("requestId", "JKJaXmPLvHcESHA=", "requestTime", "29/Nov/2026:12:00:00 +0000", "routeKey", "GET /v1/status/{job_id}", "status", "200",
          "responseLatency", "25", "integrationLatency", "20", "responseLength", "4000", "integrationErrorMessage", "-");

  private final PrintStream console;

  private FunctionLogs(PrintStream console) {
    super(console, true, StandardCharsets.UTF_8);
    this.console = console;
  }

  /** Takes over standard output, once, before anything logs. Functions log as deployed ones do from then on, and with a trace. */
  static void install() {
    System.setProperty("slf4j.provider", "io.lotara.log.JsonLogs");
    System.setProperty("com.amazonaws.xray.traceHeader", TRACE);
    System.setOut(new FunctionLogs(System.out));
  }

  /** Runs something, and tells of the bytes of each line that it logs. */
  static <T> T counted(IntConsumer counts, Callable<T> work) throws Exception {
    COUNTS.set(counts);
    try {
      return work.call();
    } finally {
      COUNTS.remove();
    }
  }

  /** Bytes of Lambda's own lines of one run. */
  static int platform() {
    int bytes = 0;
    for (String line : PLATFORM) {
      bytes += line.formatted(TRACE).length();
    }
    return bytes;
  }

  /** Bytes of a line of the API's access log, of this form. */
  static int access(String format) {
    return VARIABLE.matcher(format).replaceAll(m -> USUAL.getOrDefault(m.group(1), "0123456789abcdef")).length() + 1;
  }

  @Override
  public void println(Object line) {
    println(String.valueOf(line));
  }

  @Override
  public void println(String line) {
    if (!line.startsWith("{\"timestamp\":") && !line.startsWith("{\"_aws\":")) {
      console.println(line);
      return;
    }
    IntConsumer counts = COUNTS.get();
    if (counts != null) {
      counts.accept(line.getBytes(StandardCharsets.UTF_8).length + 1);
    }
    if (line.contains("\"level\":\"ERROR\"")) {
      console.println(line);
    }
  }
}
