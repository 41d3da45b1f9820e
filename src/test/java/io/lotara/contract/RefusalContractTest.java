package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Without a key where one is needed, and with a store that is short of capacity. */
@ExtendWith(Service.class)
class RefusalContractTest {
  private static final Set<String> OPEN = Set.of("/", "/health", "/openapi.json", "/docs", "/docs/{file}", "/api/health", "/api/config");
  private final Http http = Service.http();

  @AfterEach
  void recover() {
    Service.throttle().nothing();
  }

  @Test
  void aDeploymentThatIsNotOpenIsClosed() {
    try (var closed = Service.start(options -> options.parameter("OpenAccess", "false").polling(false).schedules(false))) {
      Http outside = new Http(closed.cloud().baseUrl());
      outside.get("/health").expect(200);
      for (String route : closed.cloud().routes()) {
        String[] parts = route.split(" ");
        if (!OPEN.contains(parts[1])) {
          String path = parts[1].replaceAll("\\{[^}]+}", "01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a");
          for (String key : new String[] {"", "x", "local"}) {
            Http.Answer answer = outside.send(parts[0], path, null, "X-API-Key", key);
            if (parts[0].equals("HEAD")) {
              assertEquals(401, answer.status(), route);
            } else if (parts[1].startsWith("/api/") || parts[1].equals("/v1/chat")) {
              assertEquals("error", answer.expect(401).get("status").textValue());
            } else {
              answer.problem(401, "Unauthorized");
            }
          }
        }
      }
      outside.post("/v1/plan", "{").problem(401, "Unauthorized");
      int items = closed.cloud().dynamo().scan(ScanRequest.builder().tableName(closed.cloud().tableName("Table")).build()).count();
      assertEquals(0, items, "nothing was kept of strangers");
    }
  }

  @Test
  void aPlanThatCannotBeKeptIsNotAccepted() {
    String user = "busy-" + UUID.randomUUID();
    String body = "{\"user_id\":\"" + user + "\",\"query\":\"Test query\"}";
    // What a job holds is packed in its item; nothing else is planned meanwhile.
    Service.throttle().refuse(request -> request instanceof PutItemRequest put && put.item().get("sk").s().equals("JOB"));
    unavailable(http.post("/v1/plan", body));
    Service.throttle().nothing();
    assertEquals(0, http.get("/v1/jobs?user_id=" + user).expect(200).at("/jobs").size());
    http.post("/v1/plan", body).expect(202);
  }

  @Test
  void everyRouteSaysThatItIsBusy() {
    String id = Trips.completed();
    JsonNode before = http.get("/v1/status/" + id).expect(200);
    Service.throttle().refuse(request -> key(request).contains(id));
    unavailable(http.get("/v1/status/" + id));
    unavailable(http.get("/v1/jobs/" + id + "/events"));
    unavailable(http.get("/v1/stream/" + id));
    unavailable(http.send("POST", "/v1/jobs/" + id + "/cancel", null));
    unavailable(http.post("/v1/jobs/" + id + "/answer", "{\"answer\":\"Rome\"}"));
    unavailable(http.post("/v1/approve", "{\"job_id\":\"" + id + "\",\"approved\":true}"));
    unavailable(http.post("/v1/feedback", "{\"job_id\":\"" + id + "\",\"rating\":5}"));
    Service.throttle().nothing();
    assertEquals(before, http.get("/v1/status/" + id).expect(200));
  }

  private static String key(SdkRequest request) {
    return switch (request) {
      case GetItemRequest get -> get.key().toString();
      case PutItemRequest put -> put.item().get("pk").s();
      case QueryRequest query -> query.expressionAttributeValues().toString();
      default -> "";
    };
  }

  private static void unavailable(Http.Answer answer) {
    answer.problem(503, "Unavailable");
    assertTrue(Integer.parseInt(answer.header("Retry-After").orElseThrow()) >= 1);
  }
}
