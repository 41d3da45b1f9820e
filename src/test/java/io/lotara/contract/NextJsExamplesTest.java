package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The TypeScript client that is made from the served document, and the Next.js examples that use it, compile. Needs Node and a registry. */
@ExtendWith(Service.class)
class NextJsExamplesTest {
  private static final Path EXAMPLES = Path.of("src/docs/nextjs");
  private static final Path WORK = Path.of("target/nextjs").toAbsolutePath();

  /** Does not compile if types got lost: a mistake that is none is reported. */
  private static final String MISTAKES =
      """
      import { lotara } from "@/lib/lotara";
      export async function mistakes(): Promise<void> {
        // @ts-expect-error no user
        await lotara.POST("/v1/plan", { body: { query: "Rome" } });
        // @ts-expect-error no such route
        await lotara.GET("/v1/nothing");
        const { data } = await lotara.GET("/v1/status/{job_id}", { params: { path: { job_id: "1" } } });
        // @ts-expect-error may be null
        data?.final_result.summary;
        // @ts-expect-error no such state
        data?.status === "done";
      }
      """;

  @Test
  void theyCompile() throws Exception {
    assumeTrue(works("node", "--version") && works("npm", "--version"), "there is no Node here");
    copy();
    install();
    JsonNode document = Described.description().document();
    if (!document.get("paths").has("/v1/watches")) {
      Files.deleteIfExists(WORK.resolve("app/api/price-monitor/route.ts"));
    }
    Files.writeString(WORK.resolve("openapi.json"), document.toString());
    Files.writeString(WORK.resolve("lib/mistakes.ts"), MISTAKES);
    done(run(60, "node", "node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "lib/schema.d.ts"));
    done(run(120, "node", "node_modules/typescript/bin/tsc", "--noEmit"));
  }

  /** What ran, and what it said. */
  private record Outcome(int status, String output) {}

  private static void done(Outcome outcome) {
    assertEquals(0, outcome.status(), outcome.output());
  }

  /** Once for each lock file. */
  private static void install() throws Exception {
    String lock = Files.readString(EXAMPLES.resolve("package-lock.json"));
    Path stamp = WORK.resolve("node_modules/.lotara-lock");
    if (Files.exists(stamp) && Files.readString(stamp).equals(lock)) {
      return;
    }
    Outcome installed = run(90, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--fetch-retries=0");
    if (installed.status() != 0) {
      abort("the packages of the lock file cannot be had: " + installed.output());
    }
    Files.writeString(stamp, lock);
  }

  private static void copy() throws IOException {
    Files.createDirectories(WORK);
    Files.walkFileTree(
        EXAMPLES,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (directory.endsWith("node_modules")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(WORK.resolve(EXAMPLES.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.copy(file, WORK.resolve(EXAMPLES.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean works(String... command) throws Exception {
    try {
      return run(20, command).status() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Outcome run(int seconds, String... command) throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    Path output = WORK.resolve("output.txt");
    Process process =
        new ProcessBuilder(List.of(command)).directory(WORK.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return new Outcome(-1, String.join(" ", command) + " took more than " + seconds + " s");
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }
}
