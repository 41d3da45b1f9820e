package io.lotara.bench.cold;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The packages, unpacked as Lambda does, and one with the plain functions. */
final class Packages {
  private static final String PLAIN = "io/lotara/bench/plain";

  private Packages() {}

  private static Stream<String> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  /** The runtime interface client and what it needs. */
  static List<String> clientJars() {
    return classPath()
        .filter(e -> e.contains("aws-lambda-java-runtime-interface-client") || e.contains("aws-lambda-java-serialization")
            || e.contains("aws-lambda-java-core") || e.contains("awssdk" + File.separator + "utils-lite")
            || e.contains("awssdk" + File.separator + "annotations"))
        .toList();
  }

  /** Unpacks a zip, and makes a jar of its own classes beside them. */
  static Path unpack(Path zip, Path to) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) file.stream().map(e -> (ZipEntry) e)::iterator) {
        Path target = to.resolve(entry.getName()).normalize();
        if (!target.startsWith(to)) {
          throw new IOException("not inside the package: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (var in = file.getInputStream(entry)) {
            Files.copy(in, target);
          }
        }
      }
    }
    runsHere(to.resolve("lib"));
    jar(to);
    return to;
  }

  /** In place of the native library of the platform that is deployed to, that of this machine. */
  private static void runsHere(Path lib) throws IOException {
    List<Path> deployed;
    try (var jars = Files.list(lib)) {
      deployed = jars.filter(jar -> jar.getFileName().toString().matches("aws-crt-\\d.*")).toList();
    }
    String platform = System.getProperty("os.arch").equals("aarch64") ? "linux-aarch_64" : "linux-x86_64";
    Path own =
        classPath().map(Path::of).filter(e -> e.getFileName().toString().matches("aws-crt-\\d.*-" + platform + "\\.jar")).findFirst()
            .orElseThrow(() -> new IOException("no native library for " + platform));
    for (Path jar : deployed) {
      Files.delete(jar);
    }
    Files.copy(own, lib.resolve(own.getFileName()));
  }

  /** A package with the plain functions: their classes, and of the libraries of {@code full} only what they use. */
  static Path plain(Path full, Path to) throws IOException {
    Path classes =
        classPath().map(Path::of).filter(p -> Files.isDirectory(p.resolve(PLAIN))).findFirst().orElseThrow(() -> new IOException("no " + PLAIN));
    copy(classes.resolve(PLAIN), to.resolve(PLAIN));
    Files.createDirectories(to.resolve("lib"));
    try (var jars = Files.list(full.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        String name = jar.getFileName().toString();
        boolean unused =
            Stream.of("micronaut", "reactor-core", "s3-", "ssm-", "langchain4j", "fastcsv", "uuid-generator", "aws-xml",
                    "eventstream", "arns", "inject-api", "jakarta", "swagger", "jackson-databind", "jspecify",
                    "jackson-annotations", "aws-crt")
                .anyMatch(name::contains);
        if (!unused) {
          Files.copy(jar, to.resolve("lib").resolve(name));
        }
      }
    }
    jar(to);
    return to;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** {@code function.jar}: everything but lib/. In a folder of its own beside it would not be seen by the managed layout. */
  private static void jar(Path folder) throws IOException {
    List<Path> own = new ArrayList<>();
    try (var files = Files.walk(folder)) {
      files.filter(f -> !f.equals(folder) && !f.startsWith(folder.resolve("lib"))).sorted().forEach(own::add);
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve("function.jar")); JarOutputStream jar = new JarOutputStream(out)) {
      for (Path file : own) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        // Micronaut finds its beans by the entries of folders.
        jar.putNextEntry(new ZipEntry(Files.isDirectory(file) ? name + "/" : name));
        if (Files.isRegularFile(file)) {
          Files.copy(file, jar);
        }
        jar.closeEntry();
      }
    }
  }

  /** The bytes of its libraries. */
  static long libraries(Path folder) throws IOException {
    try (var jars = Files.list(folder.resolve("lib"))) {
      return jars.mapToLong(jar -> jar.toFile().length()).sum();
    }
  }
}
