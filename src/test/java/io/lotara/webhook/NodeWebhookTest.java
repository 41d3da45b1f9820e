package io.lotara.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Signatures as the library of npm verifies them. Runs where Node and its package are. */
class NodeWebhookTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPTS = Path.of("src/test/node/webhooks");
  private static final Path WORK = Path.of("target/node/webhooks");

  private static String message(String secret, String id, long at, String signature, String body) throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "secret", secret,
            "headers", Map.of("webhook-id", id, "webhook-timestamp", Long.toString(at), "webhook-signature", signature),
            "body", body));
  }

  @Test
  void theLibraryOfNodeVerifiesWhatIsSigned() throws Exception {
    install();
    String secret = Secret.make();
    String next = Secret.make();
    long now = Instant.now().getEpochSecond();
    String body = "{\"type\":\"plan.completed\",\"data\":{\"place\":\"Đà Nẵng\"}}";
    String signature = Secret.sign(List.of(next, secret), "msg_1", now, body);
    List<String> lines =
        List.of(
            message(secret, "msg_1", now, signature, body),
            message(next, "msg_1", now, signature, body),
            message(secret, "msg_1", now, signature, body.replace("completed", "cancelled")),
            message(secret, "msg_2", now, signature, body),
            message(Secret.make(), "msg_1", now, signature, body),
            message(secret, "msg_1", now - 600, Secret.sign(List.of(secret), "msg_1", now - 600, body), body));
    Process node = new ProcessBuilder("node", "verify.mjs").directory(WORK.toFile()).redirectErrorStream(true).start();
    node.getOutputStream().write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    node.getOutputStream().close();
    List<String> said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertEquals(
        List.of(
            "verified",
            "verified",
            "No matching signature found",
            "No matching signature found",
            "No matching signature found",
            "Message timestamp too old"),
        said);
  }

  /** The package as the lock file names it; once. */
  private static void install() throws Exception {
    Files.createDirectories(WORK);
    boolean same = Files.isDirectory(WORK.resolve("node_modules/standardwebhooks"));
    for (String file : List.of("package.json", "package-lock.json", "verify.mjs")) {
      String text = Files.readString(SCRIPTS.resolve(file));
      Path copy = WORK.resolve(file);
      same &= Files.exists(copy) && Files.readString(copy).equals(text);
      Files.writeString(copy, text);
    }
    List<List<String>> commands = new ArrayList<>(List.of(List.of("node", "--version")));
    if (!same) {
      commands.add(List.of("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0", "--fetch-timeout=15000"));
    }
    for (List<String> command : commands) {
      String why = failure(command);
      if (why != null) {
        System.out.println("Not tested with standardwebhooks of npm: " + String.join(" ", command) + ": " + why);
        abort(why);
      }
    }
  }

  private static String failure(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0 ? null : said.strip();
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
