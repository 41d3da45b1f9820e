package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.node.NodeProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A delivery as it came over the wire, verified by the library of npm. Runs where Node and its package are. */
class NodeDeliveryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theLibraryOfNodeVerifiesADelivery() throws Exception {
    NodeProject node = NodeProject.installed(Path.of("src/test/node/webhooks"));
    try (Receiver receiver = Receiver.start();
        TestCloud cloud = TestCloud.start()) {
      cloud.faults().byHand();
      String before = cloud.post("/v1/webhooks/secret", "{}").expect(201).text("/secret");
      String secret = cloud.post("/v1/webhooks/secret", "{}").expect(201).text("/secret");
      cloud.planToldAt(receiver.url()).cancel().expect(200);
      cloud.tell();
      Receiver.Received delivery = receiver.received().getLast();
      assertEquals("plan.cancelled", delivery.type());
      List<String> lines =
          List.of(
              line(secret, delivery.headers(), delivery.body()),
              line(before, delivery.headers(), delivery.body()),
              line(secret, delivery.headers(), delivery.body().replace("cancelled", "completed")));
      assertEquals(
          List.of("verified", "verified", "No matching signature found"),
          node.runWith(String.join("\n", lines), "node", "verify.mjs").lines().toList());
    }
  }

  private static String line(String secret, Map<String, String> headers, String body) throws Exception {
    return JSON.writeValueAsString(Map.of("secret", secret, "headers", headers, "body", body));
  }
}
