package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Generated requests that keep every rule: each is taken. The same seed makes the same requests. */
@SharedService
class ValidRequestsContractTest {
  /** {@code -Dlotara.fuzz.valid=10000} for a long run. */
  private static final int REQUESTS = Integer.getInteger("lotara.fuzz.valid", 400);

  private static final List<String> TEXTS =
      List.of("x", "Hà Nội", "a b", "\uD83D\uDEEB", "quote \" and \\", "line\nbreak", "é".repeat(128), "0", "null");
  private static final List<String> PLACES = List.of("Tokyo", "Da Nang", "Rome", "Paris", "Hanoi", "Kyoto");

  private final Http http = Service.http();

  /** A request and what may be answered. */
  private record Call(String method, String path, ObjectNode body, Set<Integer> expected) {}

  @Test
  void everyOneIsTaken() throws Exception {
    String completed = Trips.completed();
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> answers =
          IntStream.range(0, REQUESTS).mapToObj(i -> threads.submit(() -> answered(call(new SplittableRandom(i), completed)))).toList();
      for (Future<Integer> answer : answers) {
        statuses.merge(answer.get(), 1, Integer::sum);
      }
    }
    assertTrue(statuses.keySet().containsAll(Set.of(200, 202)), statuses::toString);
    System.out.println("Valid requests: " + statuses);
  }

  private int answered(Call call) {
    Http.Answer answer =
        call.body() == null
            ? http.send(call.method(), call.path(), null)
            : http.send(call.method(), call.path(), call.body().toString().getBytes(UTF_8), "Content-Type", "application/json");
    assertTrue(call.expected().contains(answer.status()), () -> answer.status() + " " + answer.text() + " to " + call);
    return answer.status();
  }

  private static Call call(SplittableRandom random, String completed) {
    return switch (random.nextInt(20)) {
      case 0 -> new Call("POST", "/v1/plan", plan(random), Set.of(202));
      case 1, 2, 3, 4 -> new Call("POST", "/v1/feedback", feedback(random, completed), Set.of(200));
      case 5, 6, 7 -> new Call("PUT", "/v1/preferences/u" + random.nextInt(50), preferences(random), Set.of(200));
      case 8 -> got("/v1/preferences/u" + random.nextInt(50));
      case 9 -> got("/v1/jobs?user_id=ada&limit=" + (1 + random.nextInt(20)) + "&status=" + pick(random, "completed", "planning", "failed"));
      case 10, 11 -> got("/v1/jobs/" + completed + "/events?after=" + random.nextInt(40) + "&limit=" + (1 + random.nextInt(2000)));
      case 12 -> got("/v1/stream/" + completed);
      case 13 -> got("/v1/feedback/export?limit=" + (1 + random.nextInt(3)));
      case 14 -> new Call("HEAD", "/v1/status/" + completed, null, Set.of(200));
      case 15 -> got(pick(random, "/", "/health"));
      // No decision was asked for: that is said, as the contract has it.
      case 16 -> new Call("POST", "/v1/approve", approve(random, completed), Set.of(400));
      case 17 -> new Call("POST", "/v1/jobs/" + completed + "/cancel", null, Set.of(200));
      default -> got("/v1/status/" + completed);
    };
  }

  private static Call got(String path) {
    return new Call("GET", path, null, Set.of(200));
  }

  private static ObjectNode plan(SplittableRandom random) {
    // A question: one step and rest.
    ObjectNode body = Http.JSON.createObjectNode().put("user_id", pick(random, TEXTS)).put("query", "Test query");
    if (random.nextBoolean()) {
      body.put("session_id", pick(random, TEXTS));
    }
    ObjectNode constraints = body.putObject("constraints");
    if (random.nextBoolean()) {
      constraints.put("origin", pick(random, PLACES));
    }
    if (random.nextBoolean()) {
      constraints.putObject("dates").put("start", "2027-05-0" + (1 + random.nextInt(9))).put("end", "2027-05-1" + random.nextInt(9));
    }
    if (random.nextBoolean()) {
      constraints.putObject("travellers").put("adults", 1 + random.nextInt(6)).putArray("children").add(random.nextInt(17));
    }
    if (random.nextBoolean()) {
      ObjectNode budget = constraints.putObject("budget").put("amount", 100 + random.nextInt(9000));
      budget.put("currency", pick(random, "USD", "EUR", "VND")).put("scope", pick(random, "total", "per_person"));
    }
    if (random.nextBoolean()) {
      constraints.put("pace", pick(random, "slow", "balanced", "fast"));
    }
    if (random.nextBoolean()) {
      constraints.putObject("approval").put("threshold", random.nextInt(9000)).put("currency", "EUR");
    }
    if (random.nextBoolean()) {
      constraints.put("unheard_of", pick(random, TEXTS));
    }
    return body;
  }

  private static ObjectNode feedback(SplittableRandom random, String job) {
    ObjectNode body = Http.JSON.createObjectNode().put("job_id", job).put("rating", 1 + random.nextInt(5));
    if (random.nextBoolean()) {
      body.put("comment", pick(random, TEXTS));
    }
    texts(random, body, "helpful_aspects");
    texts(random, body, "improvement_areas");
    return body;
  }

  private static ObjectNode approve(SplittableRandom random, String job) {
    ObjectNode body = Http.JSON.createObjectNode().put("job_id", job).put("approved", random.nextBoolean());
    return random.nextBoolean() ? body.put("notes", pick(random, TEXTS)) : body;
  }

  private static ObjectNode preferences(SplittableRandom random) {
    ObjectNode body = Http.JSON.createObjectNode();
    for (String list : List.of("preferred_destinations", "dietary_restrictions", "accessibility_needs", "favorite_activities")) {
      texts(random, body, list);
    }
    if (random.nextBoolean()) {
      body.putObject("budget_range").put("min", random.nextInt(100)).put("max", 100 + random.nextInt(9000));
    }
    if (random.nextBoolean()) {
      body.putObject("notification_settings").put("price_alerts", random.nextBoolean());
    }
    return random.nextBoolean() ? body.put("travel_style", pick(random, TEXTS)) : body.putNull("travel_style");
  }

  private static void texts(SplittableRandom random, ObjectNode body, String name) {
    if (random.nextBoolean()) {
      ArrayNode list = body.putArray(name);
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(pick(random, TEXTS));
      }
    }
  }

  private static String pick(SplittableRandom random, String... from) {
    return from[random.nextInt(from.length)];
  }

  private static String pick(SplittableRandom random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
