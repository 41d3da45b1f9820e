package io.lotara.bench;

import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the chat's rules take for an answer: one client, warm, over HTTP on the local runner in this process. Each conversation has a
 * turn of every kind. {@code -Dbench.chat.turns=N} for another number of turns.
 */
final class ChatTurns {
  private static final int WARM_UP = 300;
  private static final int TURNS = Integer.getInteger("bench.chat.turns", 1000);
  private static final Pattern CONVERSATION = Pattern.compile("\"conversation_id\":\"([^\"]+)\"");
  private static final List<String> MESSAGES =
      List.of(
          "hello",
          "what can you do?",
          "What is there to see in Hue?",
          "When is the Louvre open?",
          "How much is a flight from Hanoi to Tokyo in April?",
          "how is my trip?",
          "what is the meaning of life",
          "I would like a week in Rome for two from Hanoi in May");

  private ChatTurns() {}

  /** Measures and prints a line, and one for each message. */
  static void run() throws IOException, InterruptedException {
    try (LocalCloud cloud = LocalCloud.start(LocalOptions.of(Path.of("template.yaml")).polling(false).schedules(false));
        HttpClient http = HttpClient.newHttpClient()) {
      double[] millis = new double[TURNS];
      String conversation = "";
      for (int i = -WARM_UP; i < TURNS; i++) {
        int which = Math.floorMod(i, MESSAGES.size());
        String body = "{\"message\": \"%s\"%s}".formatted(MESSAGES.get(which), which == 0 ? "" : conversation);
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(cloud.baseUrl() + "/api/chat"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        long end = System.nanoTime();
        Matcher id = CONVERSATION.matcher(answer.body());
        if (answer.statusCode() != 200 || !id.find()) {
          throw new IOException("the chat answered " + answer.statusCode());
        }
        conversation = ", \"conversation_id\": \"" + id.group(1) + "\"";
        if (i >= 0) {
          millis[i] = (end - start) / 1e6;
        }
      }
      for (int m = 0; m < MESSAGES.size(); m++) {
        print(MESSAGES.get(m), every(millis, m));
      }
      print("chat, a rules answer over HTTP", millis);
    }
  }

  private static double[] every(double[] millis, int which) {
    return java.util.stream.IntStream.range(0, millis.length).filter(i -> i % MESSAGES.size() == which).mapToDouble(i -> millis[i])
        .toArray();
  }

  private static void print(String what, double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    System.out.printf(
        Locale.ROOT, "%s: %d turns, p50 %.1f ms, p95 %.1f ms%n", what, sorted.length, median, sorted[sorted.length * 95 / 100]);
  }
}
