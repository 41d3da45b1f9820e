package io.lotara.prove.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A worker's process, from outside. */
final class WorkerProcess {
  /** Jars that a worker does not need; the manifest of one names a folder, which a cache of classes does not allow. */
  private static final List<String> EMULATORS = List.of("DynamoDBLocal", "elasticmq");

  private final Process process;
  private volatile boolean ready;
  private volatile boolean working;
  private volatile String complaint = "";
  private final List<String> missed = new ArrayList<>();
  private int busy;
  private int sweeps;
  private int wholeSweeps;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts workers in a fraction of the usual time: classes are put into jars, and a cache of loaded classes is made of one worker's start.
   */
  static final class Starter implements AutoCloseable {
    private final Path folder;
    private final List<String> path = new ArrayList<>();
    private final List<String> java =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Xmx192m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            // Each of hundreds that die would leave the library of the native one unpacked.
            "-Dlotara.aws.native-http=false"));

    private Starter(Path folder) {
      this.folder = folder;
    }

    /**
     * Makes the jars and the cache.
     *
     * @param settings with which one worker can be started now
     */
    static Starter train(WorkerMain.Settings settings) throws IOException, InterruptedException {
      Starter starter = new Starter(Files.createTempDirectory("lotara-prove"));
      for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
        Path file = Path.of(entry);
        if (EMULATORS.stream().noneMatch(entry::contains)) {
          Path jar = starter.folder.resolve("classes" + starter.path.size() + ".jar");
          starter.path.add(Files.isDirectory(file) ? jar(file, jar).toString() : entry);
        }
      }
      Path cache = starter.folder.resolve("worker.aot");
      List<String> command = starter.command(List.of("-XX:AOTCacheOutput=" + cache), settings);
      command.add("train");
      Path log = starter.folder.resolve("train.log");
      new ProcessBuilder(command).directory(starter.folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
      if (Files.readAllLines(log).stream().noneMatch("ready"::equals)) {
        throw new IllegalStateException("a worker does not start: " + Files.readString(log));
      }
      // Without it they start as well, only later.
      if (Files.exists(cache)) {
        starter.java.add("-XX:AOTCache=" + cache);
      }
      return starter;
    }

    private List<String> command(List<String> flags, WorkerMain.Settings settings) {
      List<String> command = new ArrayList<>(java);
      command.addAll(flags);
      command.addAll(List.of("-cp", String.join(System.getProperty("path.separator"), path), WorkerMain.class.getName(), settings.text()));
      return command;
    }

    WorkerProcess start(WorkerMain.Settings settings) throws IOException {
      WorkerProcess worker = new WorkerProcess(new ProcessBuilder(command(List.of(), settings)).redirectErrorStream(true).start());
      Thread.ofVirtual().start(worker::listen);
      return worker;
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      zip.setLevel(1);
      for (Path file : files.filter(f -> !f.equals(classes)).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        boolean folder = Files.isDirectory(file);
        // Beans are found by listing folders.
        zip.putNextEntry(new ZipEntry(folder ? name + "/" : name));
        if (!folder) {
          Files.copy(file, zip);
        }
      }
    }
    return jar;
  }

  private void listen() {
    try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        hear(line.split(" "), line);
      }
    } catch (IOException e) {
      // It is dead.
    }
  }

  private synchronized void hear(String[] words, String line) {
    switch (words[0]) {
      case "ready" -> ready = true;
      case "took" -> {
        working = true;
        busy++;
        missed.addAll(List.of(words[1].split(",")));
      }
      case "done" -> List.of(words[1].split(",")).forEach(missed::remove);
      case "free" -> busy--;
      case "swept" -> {
        sweeps++;
        wholeSweeps += words[1].equals("whole") ? 1 : 0;
      }
      default -> complaint = line;
    }
  }

  /** The messages that it took and did not delete, each as often as it did so. */
  synchronized List<String> missed() {
    return List.copyOf(missed);
  }

  /** Whether it works on messages at this moment. */
  synchronized boolean busy() {
    return busy > 0;
  }

  /** Sweeps that have ended, in whatever way. */
  synchronized int sweeps() {
    return sweeps;
  }

  /** Those of them that left nothing to the next one. */
  synchronized int wholeSweeps() {
    return wholeSweeps;
  }

  void say(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      // It is dead.
    }
  }

  boolean ready() {
    return ready;
  }

  /** Whether it has taken a message. */
  boolean working() {
    return working;
  }

  /** Its exit code, or null while it lives. */
  Integer exit() {
    return process.isAlive() ? null : (Integer) process.exitValue();
  }

  String complaint() {
    return complaint;
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly();
  }
}
