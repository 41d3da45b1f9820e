package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** With a store that is short of capacity. */
@SharedService
class RefusalContractTest {
  private final Http http = Service.http();

  @AfterEach
  void recover() {
    Service.throttle().nothing();
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
