package io.lotara.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.node.NodeProject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures as the library of npm verifies them. Runs where Node and its package are. */
class NodeWebhookTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String message(String secret, String id, long at, String signature, String body) throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "secret", secret,
            "headers", Map.of("webhook-id", id, "webhook-timestamp", Long.toString(at), "webhook-signature", signature),
            "body", body));
  }

  @Test
  void theLibraryOfNodeVerifiesWhatIsSigned() throws Exception {
    NodeProject node = NodeProject.installed(Path.of("src/test/node/webhooks"));
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
    List<String> said = node.runWith(String.join("\n", lines), "node", "verify.mjs").lines().toList();
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
}
