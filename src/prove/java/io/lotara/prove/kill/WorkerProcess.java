package io.lotara.prove.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * The command that starts a worker. Classes are put into jars and a cache of loaded classes is made of one worker's start, so that the
   * others start in a fraction of the time.
   */
  static List<String> prepare(WorkerMain.Settings settings) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("lotara-prove");
    Path cache = folder.resolve("worker.aot");
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
      Path file = Path.of(entry);
      if (EMULATORS.stream().anyMatch(entry::contains)) {
        continue;
      }
      path.add(Files.isDirectory(file) ? jar(file, folder.resolve("classes" + path.size() + ".jar")).toString() : entry);
    }
    List<String> java = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1"));
    java.add("-Xmx256m");
    java.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    List<String> main = List.of("-cp", String.join(System.getProperty("path.separator"), path), WorkerMain.class.getName(),
        settings.text());
    List<String> train = new ArrayList<>(java);
    train.add("-XX:AOTCacheOutput=" + cache);
    train.addAll(main);
    train.add("train");
    Path log = folder.resolve("train.log");
    new ProcessBuilder(train).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    if (Files.readAllLines(log).stream().noneMatch("ready"::equals)) {
      throw new IllegalStateException("a worker does not start: " + Files.readString(log));
    }
    List<String> command = new ArrayList<>(java);
    // Without it they start as well, only later.
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(main);
    return command;
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

  static WorkerProcess start(List<String> command) throws IOException {
    WorkerProcess worker = new WorkerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    Thread.ofVirtual().start(worker::listen);
    return worker;
  }

  private void listen() {
    try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals("ready")) {
          ready = true;
        } else if (line.equals("working")) {
          working = true;
        } else {
          complaint = line;
        }
      }
    } catch (IOException e) {
      // It is dead.
    }
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
