package io.lotara.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a poll takes, next to a function that does nothing but read the same item and answer with it: both through the same runner in the
 * same process, in turns. System property {@code bench.polls} (1500) for the rounds that are counted, at least 10.
 */
final class PollCost {
  private static final int WARM_UP = 300;
  private static final int PARTS = 10;
  private static final String BARE =
      """
        BareGet:
          Type: AWS::Serverless::Function
          Properties:
            Handler: io.lotara.bench.BareGet
            Policies:
              - Statement:
                  - {Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Table.Arn}
            Events:
              Bare: {Type: HttpApi, Properties: {ApiId: !Ref HttpApi, Method: GET, Path: "/bare/{job_id}"}}
      """;

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI base;

  private PollCost(URI base) {
    this.base = base;
  }

  /** Measures and prints. */
  static void run() throws IOException, InterruptedException {
    Path template = Files.createTempFile("lotara-poll", ".yaml");
    String text = Files.readString(Path.of("template.yaml"));
    Files.writeString(template, text.replaceFirst("\nResources:\n", "\nResources:\n" + BARE.indent(0).replace("$", "\\$")));
    try (LocalCloud cloud = LocalCloud.start(LocalOptions.of(template).schedules(false).warm(true))) {
      new PollCost(cloud.baseUrl()).measure();
    } finally {
      Files.delete(template);
    }
  }

  private void measure() throws IOException, InterruptedException {
    String asks = rests("Test query", "waiting_input");
    String planned = rests("3 days in Da Nang from Hanoi", "completed");
    String tag = get("/v1/status/" + asks).headers().firstValue("ETag").orElseThrow();
    Map<String, HttpRequest> kinds = new LinkedHashMap<>();
    kinds.put("bare GetItem", request("/bare/" + asks).build());
    kinds.put("poll without outputs", request("/v1/status/" + asks).build());
    kinds.put("poll that ends in 304", request("/v1/status/" + asks).header("If-None-Match", tag).build());
    kinds.put("poll of a completed trip", request("/v1/status/" + planned).build());
    int rounds = Integer.getInteger("bench.polls", 1500);
    Map<String, long[]> times = new LinkedHashMap<>();
    kinds.keySet().forEach(kind -> times.put(kind, new long[rounds]));
    List<String> order = new ArrayList<>(kinds.keySet());
    for (int round = -WARM_UP; round < rounds; round++) {
      // Nobody always comes after the same one.
      order.add(order.removeFirst());
      for (String kind : order) {
        long start = System.nanoTime();
        http.send(kinds.get(kind), BodyHandlers.ofByteArray());
        if (round >= 0) {
          times.get(kind)[round] = System.nanoTime() - start;
        }
      }
    }
    print(times);
  }

  private static void print(Map<String, long[]> times) {
    System.out.printf("%nPolls through the local runner, one at a time, in turns; the spread is that of %d parts of the run%n%n", PARTS);
    System.out.printf("| | p50 ms | p95 ms | p99 ms | p50 against bare | spread |%n|---|---|---|---|---|---|%n");
    long[] bare = times.values().iterator().next();
    times.forEach((kind, all) -> {
      long[] sorted = sorted(all, 0, all.length);
      double[] ratios = new double[PARTS];
      for (int part = 0; part < PARTS; part++) {
        int from = part * all.length / PARTS;
        int to = (part + 1) * all.length / PARTS;
        ratios[part] = at(sorted(all, from, to), 0.50) / at(sorted(bare, from, to), 0.50);
      }
      Arrays.sort(ratios);
      double p50 = at(sorted, 0.50);
      System.out.printf(
          "| %s | %.2f | %.2f | %.2f | %.2f | %.2f–%.2f |%n",
          kind, p50, at(sorted, 0.95), at(sorted, 0.99), p50 / at(sorted(bare, 0, bare.length), 0.50), ratios[0], ratios[PARTS - 1]);
    });
  }

  private static long[] sorted(long[] all, int from, int to) {
    long[] part = Arrays.copyOfRange(all, from, to);
    Arrays.sort(part);
    return part;
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))] / 1e6;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  /** Plans a trip that rests in this state; its id. */
  private String rests(String query, String status) throws IOException, InterruptedException {
    Map<String, Object> unlimited = Map.of("approval", Map.of("threshold", 1_000_000));
    String body = json.writeValueAsString(Map.of("user_id", "bench", "query", query, "constraints", unlimited));
    HttpRequest plan = request("/v1/plan").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build();
    String id = json.readTree(http.send(plan, BodyHandlers.ofString()).body()).path("job_id").asText();
    for (int i = 0; i < 100; i++) {
      HttpRequest poll = request("/v1/status/" + id).header("Prefer", "wait=1").build();
      JsonNode document = json.readTree(http.send(poll, BodyHandlers.ofString()).body());
      if (document.path("status").asText().equals(status)) {
        return id;
      }
    }
    throw new IOException("no trip came to rest in " + status);
  }
}
