package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Generated requests, sane and mad: whatever they are, the answer is one that is documented. The same seed makes the same requests. */
@SharedService
class FuzzContractTest {
  /** {@code -Dlotara.fuzz=20000} for a long run. */
  private static final int REQUESTS = Integer.getInteger("lotara.fuzz", 1200);
  private static final Map<String, Set<Integer>> DOCUMENTED =
      Map.of(
          "/v1/plan", Set.of(202, 400, 413, 415, 422),
          "/v1/approve", Set.of(400, 404, 409, 413, 415, 422, 200),
          "/v1/feedback", Set.of(200, 400, 404, 413, 415, 422),
          "answer", Set.of(200, 400, 404, 409, 413, 415, 422),
          "cancel", Set.of(200, 400, 404, 413, 415, 422),
          "get", Set.of(200, 304, 404, 422));
  private static final List<String> FIELDS =
      List.of("user_id", "query", "constraints", "session_id", "callback_url", "job_id", "approved", "notes", "plan_hash", "answer", "rating", "comment",
          "helpful_aspects", "improvement_areas", "status", "");
  private static final List<String> CONSTRAINTS =
      List.of("origin", "destination", "cities", "city_count", "legs", "dates", "travel_dates", "duration_days", "travellers", "budget", "budget_usd",
          "interests", "pace", "lodging", "meals", "transport", "approval", "provider", "start", "end", "city", "region", "country", "adults", "children",
          "amount", "currency", "scope", "room_type", "must_allow", "max_per_night", "cuisines", "dietary", "forbidden", "cabin", "threshold", "date");
  private static final List<String> TEXTS =
      List.of("", " ", "x", "Rome", "Tokyo", "Hà Nội", "2027-04-10", "2027-02-30", "0000-00-00", "-999999999-01-01", "USD", "usd", "ZZZ", "slow", "flight",
          "entire", "pets", "total", "economy", "open", "https://example.com/", "http://x", "https://[", "\u0000", "\uD83D\uDEEB", "\uD800", "\uFFFF", "'", "\"", "\\",
          "${jndi:ldap://x}", "{{7*7}}", "%00", "../../etc/passwd", "<b>", "1", "true", "null", "NaN", "T#open#J#x", "a".repeat(129), "b".repeat(2001), "ế".repeat(500));
  private static final List<String> NUMBERS =
      List.of("0", "-0", "1", "2", "5", "7", "-1", "4.5", "5.0", "1e2", "1e-7", "1e400", "-1e400", "1e-400", "99999999999999999999", "2147483648", "-9223372036854775809",
          "0.1", "3000", "123456789012345678901234567890.12345678901234567890");

  private final Http http = Service.http();

  @Test
  void everyAnswerIsDocumented() throws Exception {
    String completed = Trips.completed();
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> answers = IntStream.range(0, REQUESTS).mapToObj(i -> threads.submit(() -> one(i, completed))).toList();
      for (Future<Integer> answer : answers) {
        statuses.merge(answer.get(), 1, Integer::sum);
      }
    }
    assertTrue(statuses.keySet().containsAll(Set.of(200, 202, 400, 404, 415, 422)), "the generator reaches most statuses: " + statuses);
  }

  private int one(int seed, String completed) {
    SplittableRandom random = new SplittableRandom(seed);
    String id = random.nextInt(3) == 0 ? completed : path(random);
    return switch (random.nextInt(10)) {
      case 0 -> got("/v1/status/" + id, random);
      case 1 -> got("/v1/jobs/" + id + "/events?" + query(random), random);
      case 2 -> posted("/v1/jobs/" + id + "/answer", "answer", random, completed);
      case 3 -> posted("/v1/jobs/" + id + "/cancel", "cancel", random, completed);
      case 4, 5 -> posted("/v1/approve", "/v1/approve", random, completed);
      case 6 -> posted("/v1/feedback", "/v1/feedback", random, completed);
      default -> posted("/v1/plan", "/v1/plan", random, completed);
    };
  }

  private int got(String path, SplittableRandom random) {
    String[] headers =
        switch (random.nextInt(4)) {
          case 0 -> new String[] {"If-None-Match", pick(random, List.of("*", "\"1\"", "W/\"2\"", "\"", "\"\"", "x,y", ","))};
          case 1 -> new String[] {"Prefer", pick(random, List.of("wait=0", "wait", "=", "wait=x", ";", "wait=-5"))};
          case 2 -> new String[] {"Accept", pick(random, List.of("text/html", "*", "/", "a/b;q=2", ";"))};
          default -> new String[] {};
        };
    return documented("get", http.get(path, headers), path);
  }

  private int posted(String path, String kind, SplittableRandom random, String completed) {
    byte[] body = body(random, kind, completed).getBytes(UTF_8);
    if (random.nextInt(20) == 0) {
      body = damaged(body, random);
    }
    String type = random.nextInt(20) == 0 ? pick(random, List.of("text/plain", "x", "application/x-www-form-urlencoded", "*/*")) : "application/json";
    String key = pick(random, List.of("a", "b", "c d", "d".repeat(128), "e".repeat(129), String.valueOf(random.nextInt())));
    Http.Answer answer = http.send("POST", path, body, "Content-Type", type, "Idempotency-Key", key);
    return documented(kind, answer, path + " " + new String(body, UTF_8));
  }

  private static int documented(String kind, Http.Answer answer, String request) {
    assertTrue(DOCUMENTED.get(kind).contains(answer.status()), () -> answer.status() + " " + answer.text() + " to " + request);
    if (answer.status() >= 400) {
      answer.problem(answer.status(), answer.json().get("error").textValue());
    } else if (answer.status() == 304) {
      assertEquals(0, answer.raw().body().length);
    } else {
      answer.expect(answer.status());
    }
    return answer.status();
  }

  private static byte[] damaged(byte[] body, SplittableRandom random) {
    byte[] copy = Arrays.copyOf(body, Math.max(1, random.nextInt(body.length + 1)));
    copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    return copy;
  }

  private static String body(SplittableRandom random, String kind, String completed) {
    if (random.nextInt(12) == 0) {
      return value(random, 6, FIELDS);
    }
    StringBuilder body = new StringBuilder("{");
    switch (kind) {
      case "/v1/plan" -> body.append("\"user_id\":\"u\",\"query\":\"Test query\"");
      case "/v1/approve" -> body.append("\"job_id\":\"").append(completed).append("\",\"approved\":true");
      case "/v1/feedback" -> body.append("\"job_id\":\"").append(completed).append("\",\"rating\":3");
      default -> body.append("\"x\":1");
    }
    if (random.nextInt(3) > 0) {
      body.append(",\"constraints\":").append(object(random, 3, CONSTRAINTS));
    }
    if (random.nextInt(3) == 0) {
      body.append(",").append(quoted(pick(random, List.of("session_id", "callback_url", "notes", "plan_hash", "answer", "comment", "helpful_aspects")))).append(":")
          .append(value(random, 2, FIELDS));
    }
    return body.append("}").toString();
  }

  private static String object(SplittableRandom random, int depth, List<String> names) {
    StringBuilder object = new StringBuilder("{");
    Set<String> used = new HashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = pick(random, names);
      if (used.add(name)) {
        object.append(used.size() > 1 ? "," : "").append(quoted(name)).append(":").append(value(random, depth - 1, names));
      }
    }
    return object.append("}").toString();
  }

  private static String value(SplittableRandom random, int depth, List<String> names) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> "null";
      case 1 -> String.valueOf(random.nextBoolean());
      case 2 -> pick(random, NUMBERS);
      case 3, 4 -> quoted(pick(random, TEXTS));
      case 5 -> "[" + value(random, depth - 1, names) + "," + value(random, depth - 1, names) + "]";
      default -> object(random, depth, names);
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append(c < 32 || c == '"' || c == '\\' || Character.isSurrogate((char) c) ? "\\u%04x".formatted(c) : "" + (char) c));
    return quoted.append("\"").toString();
  }

  private static String path(SplittableRandom random) {
    String text = pick(random, TEXTS);
    return text.isEmpty() ? "nope" : URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String query(SplittableRandom random) {
    return pick(random, List.of("after", "limit", "x", "")) + "=" + URLEncoder.encode(random.nextBoolean() ? pick(random, NUMBERS) : pick(random, TEXTS), UTF_8);
  }

  private static <T> T pick(SplittableRandom random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
