package io.lotara.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project of Node with a lock file, copied below {@code target} and installed there as the lock file names it. The lock file names no
 * addresses: packages come from npm's cache or the registry it is set to. Where there is no Node, or the packages cannot be had, the
 * test that asks is skipped and says why.
 */
public final class NodeProject {
  private static final int SECONDS = 120;
  private static final List<String> INSTALL =
      List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0", "--fetch-timeout=15000");

  private final Path directory;

  private NodeProject(Path directory) {
    this.directory = directory;
  }

  /**
   * Copies and installs a project; packages only when the lock file is another than at the last time.
   *
   * @param source where {@code package.json}, {@code package-lock.json} and the scripts are
   */
  public static NodeProject installed(Path source) throws IOException, InterruptedException {
    NodeProject project = new NodeProject(Path.of("target/node").resolve(source.getFileName()).toAbsolutePath());
    project.copy(source);
    project.orSkip(List.of("node", "--version"));
    String lock = Files.readString(source.resolve("package-lock.json"));
    Path stamp = project.directory.resolve("node_modules/.installed-lock");
    if (!Files.exists(stamp) || !Files.readString(stamp).equals(lock)) {
      project.orSkip(INSTALL);
      Files.writeString(stamp, lock);
    }
    return project;
  }

  private void copy(Path source) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = source.relativize(file);
        if (!relative.startsWith("node_modules")) {
          Path copy = directory.resolve(relative);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private void orSkip(List<String> command) throws IOException, InterruptedException {
    String why;
    try {
      Outcome outcome = outcome("", command);
      if (outcome.status() == 0) {
        return;
      }
      why = outcome.toString();
    } catch (IOException e) {
      why = e.getMessage();
    }
    String skipped = "Not tested with " + directory.getFileName() + ": " + String.join(" ", command) + ": " + why;
    System.out.println(skipped);
    abort(skipped);
  }

  /** Where it is installed. */
  public Path directory() {
    return directory;
  }

  /** What a command prints; fails unless it ends well, and within two minutes. */
  public String run(String... command) throws IOException, InterruptedException {
    return runWith("", command);
  }

  /** As {@link #run}, with something to read. */
  public String runWith(String input, String... command) throws IOException, InterruptedException {
    Outcome outcome = outcome(input, List.of(command));
    assertEquals(0, outcome.status(), () -> String.join(" ", command) + ": " + outcome);
    return outcome.said();
  }

  /** Starts a command whose lines are read as they come. */
  public Process start(String... command) throws IOException {
    return new ProcessBuilder(command).directory(directory.toFile()).redirectError(Redirect.INHERIT).start();
  }

  private record Outcome(int status, String said, String errors) {
    @Override
    public String toString() {
      return (said + errors).strip();
    }
  }

  private Outcome outcome(String input, List<String> command) throws IOException, InterruptedException {
    Path in = Files.writeString(directory.resolve(".in"), input);
    Path out = directory.resolve(".out");
    Path err = directory.resolve(".err");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return new Outcome(-1, "", "took more than " + SECONDS + " s");
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
