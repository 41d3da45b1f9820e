package io.lotara.bench.cold;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One function in a process of its own, under the runtime interface client, as Lambda starts it. */
final class FunctionProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Requests in a row after which a process is warm, and those that are measured then, each after a pause. */
  private static final int SETTLING = 60;

  private static final int PAUSED = 11;
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final RuntimeApi api;
  private final Process process;
  private final Path log;
  private final long spawned;

  private FunctionProcess(RuntimeApi api, Process process, Path log, long spawned) {
    this.api = api;
    this.process = process;
    this.log = log;
    this.spawned = spawned;
  }

  /** Spawns it; does not wait for anything. */
  static FunctionProcess start(Variant variant, Backend backend) throws IOException {
    RuntimeApi api = new RuntimeApi();
    Path log = Files.createTempFile("lotara-function", ".log");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(variant.flags());
    command.addAll(List.of(System.getProperty("bench.cold.flags", "").strip().split("\\s+", 0)).stream().filter(flag -> !flag.isEmpty()).toList());
    command.addAll(List.of("-cp", classPath(variant), CLIENT, variant.handler()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(variant.folder().toFile());
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
    backend.environment(variant.function()).forEach(builder.environment()::put);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().put("LAMBDA_TASK_ROOT", variant.folder().toString());
    builder.environment().put("_HANDLER", variant.handler());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "bench");
    builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    builder.environment().put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", variant.snapshot() ? "snap-start" : "on-demand");
    builder.environment().put("AWS_REGION", "us-east-1");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    long now = System.nanoTime();
    return new FunctionProcess(api, builder.start(), log, now);
  }

  /** The client alone, which loads the function itself; or everything at once, as an image has it. */
  private static String classPath(Variant variant) throws IOException {
    String client = String.join(File.pathSeparator, Packages.clientJars());
    if (variant.managed()) {
      return client;
    }
    List<String> all = new ArrayList<>();
    // A cache wants jars only, so the function's own classes are one.
    all.add(variant.folder().resolve("function.jar").toString());
    try (var jars = Files.list(variant.folder().resolve("lib"))) {
      jars.map(Path::toString).sorted().forEach(all::add);
    }
    return String.join(File.pathSeparator, all) + File.pathSeparator + client;
  }

  /**
   * What a start took, in nanoseconds.
   *
   * @param peak the most memory that it held until then, in bytes, so that {@link Stats} tells megabytes
   * @param settled the same event's answer when the process has answered many, each after the pause of a restore; 0 for a process without a checkpoint
   * @param cpu time that processors worked for it until the answer, by all threads: what other work on the machine changes least
   */
  record Start(long init, long first, long settled, long cpu, long peak, String answer) {
    long cold() {
      return init + first;
    }
  }

  /** Waits for init, sends the first event. */
  Start first(String event) {
    return guarded(
        () -> {
          long ready = api.awaitReady(PATIENCE);
          long sent = System.nanoTime();
          RuntimeApi.Answer answer = api.invoke(event, PATIENCE);
          return new Start(ready - spawned, answer.at() - sent, 0, cpu(), peakKib() * 1024, answer.body());
        });
  }

  /** Lets it come to its checkpoint, goes on from there, and sends the first event with that. Init is up to the checkpoint. */
  Start firstAfterRestore(String event) {
    return guarded(
        () -> {
          long frozen = api.awaitFrozen(PATIENCE);
          // On Lambda time passes here, and connections die; the process must not be in the middle of anything.
          Thread.sleep(PAUSE);
          long restored = api.restore();
          RuntimeApi.Answer answer = api.invoke(event, PATIENCE);
          long first = answer.at() - restored;
          long cpu = cpu();
          long peak = peakKib() * 1024;
          return new Start(frozen - spawned, first, settled(event), cpu, peak, answer.body());
        });
  }

  private long settled(String event) throws InterruptedException {
    for (int i = 0; i < SETTLING; i++) {
      invoke(event);
    }
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < PAUSED; i++) {
      Thread.sleep(PAUSE);
      times.add(invoke(event));
    }
    return times.stream().sorted().toList().get(PAUSED / 2);
  }

  private long cpu() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** Sends another event; returns how long it took, in nanoseconds. */
  long invoke(String event) {
    return guarded(
        () -> {
          long sent = System.nanoTime();
          return api.invoke(event, PATIENCE).at() - sent;
        });
  }

  /** The answer to another event. */
  String answer(String event) {
    return guarded(() -> api.invoke(event, PATIENCE).body());
  }

  /** The most memory that the process ever held, in kibibytes, or -1 where the system does not tell. */
  long peakKib() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(-1L);
    } catch (IOException e) {
      return -1;
    }
  }

  private interface Work<T> {
    T run() throws Exception;
  }

  private <T> T guarded(Work<T> work) {
    try {
      return work.run();
    } catch (Exception e) {
      throw new IllegalStateException(e + "; the function's log: " + log(), e);
    }
  }

  /** What it wrote. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Asks it to end, as a cache that is written at the end needs, and waits. */
  void end() {
    process.destroy();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a function does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // A file in the folder for temporary ones.
    }
    api.close();
  }
}
