package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** What a poll asks the table for. A job's item stays under 4 KB (see {@code JobItemTest}), so that reading it consistently is one unit. */
@SharedService
class PollReadsContractTest {
  private final Http http = Service.http();

  @AfterEach
  void quiet() {
    Service.throttle().nothing();
  }

  /** The requests of the status function to the table while something is asked; jobs of other tests may still be at work. */
  private static List<String> during(int status, Supplier<Http.Answer> call) {
    List<SdkRequest> seen = new CopyOnWriteArrayList<>();
    Service.throttle().refuse(request -> request instanceof DynamoDbRequest && ofStatus() && seen.add(request) && false);
    Http.Answer answer = call.get();
    Service.throttle().nothing();
    assertEquals(status, answer.status(), answer::text);
    return seen.stream().map(PollReadsContractTest::name).toList();
  }

  /** The local runner calls threads after the function that runs on them. */
  private static boolean ofStatus() {
    return Thread.currentThread().getName().equals("StatusHandler");
  }

  private static String name(SdkRequest request) {
    return switch (request) {
      case GetItemRequest get -> "GetItem " + get.key().get("sk").s();
      case QueryRequest query -> "Query " + query.expressionAttributeValues().get(":prefix").s();
      default -> request.getClass().getSimpleName();
    };
  }

  @Test
  void aPollWithoutOutputsReadsTheJobAndNothingElse() {
    String id = http.plan("Test query");
    http.poll(id, "waiting_input");
    String signed = http.get("/v1/status/" + id).json().at("/links/public_status").textValue();
    for (String path : List.of("/v1/status/" + id, "/v1/jobs/" + id + "/events", signed)) {
      http.get(path);
      assertEquals(List.of("GetItem JOB"), during(200, () -> http.get(path)), path);
    }
  }

  @Test
  void aPollThatEndsIn304ReadsTheJobAndNothingElse() {
    for (String id : List.of(Trips.completed(), Trips.waiting())) {
      String path = "/v1/status/" + id;
      String tag = http.get(path).header("ETag").orElseThrow();
      assertEquals(List.of("GetItem JOB"), during(304, () -> http.get(path, "If-None-Match", tag)));
      assertEquals(List.of("GetItem JOB"), during(304, () -> http.send("HEAD", path, null, "If-None-Match", tag)));
    }
  }

  @Test
  void aPollWithOutputsTakesOneRequestMore() {
    for (String id : List.of(Trips.completed(), Trips.waiting())) {
      assertEquals(List.of("GetItem JOB", "Query OUT#"), during(200, () -> http.get("/v1/status/" + id)));
      assertEquals(List.of("GetItem JOB", "Query OUT#"), during(200, () -> http.get("/v1/jobs/" + id + "/events")));
    }
    String unknown = UUID.randomUUID().toString();
    assertEquals(List.of("GetItem JOB"), during(404, () -> http.get("/v1/status/" + unknown)));
    assertEquals(List.of(), during(404, () -> http.get("/v1/status/nope")), "what can be no id is not looked up");
  }
}
