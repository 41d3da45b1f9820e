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

/** How long the chat's rules take for an answer: one client, warm, over HTTP on the local runner in this process. */
final class ChatTurns {
  private static final int WARM_UP = 300;
  private static final int TURNS = 1000;
  private static final List<String> MESSAGES =
      List.of(
          "hello",
          "what can you do?",
          "What is there to see in Hue?",
          "When is the Louvre open?",
          "How much is a flight from Hanoi to Tokyo in April?",
          "how is my trip?",
          "what is the meaning of life");

  private ChatTurns() {}

  /** Measures and prints one line. */
  static void run() throws IOException, InterruptedException {
    try (LocalCloud cloud = LocalCloud.start(LocalOptions.of(Path.of("template.yaml")).polling(false).schedules(false));
        HttpClient http = HttpClient.newHttpClient()) {
      double[] millis = new double[TURNS];
      for (int i = -WARM_UP; i < TURNS; i++) {
        String body = "{\"message\": \"" + MESSAGES.get(Math.floorMod(i, MESSAGES.size())) + "\"}";
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(cloud.baseUrl() + "/api/chat"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long start = System.nanoTime();
        int status = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status != 200) {
          throw new IOException("the chat answered " + status);
        }
        if (i >= 0) {
          millis[i] = (System.nanoTime() - start) / 1e6;
        }
      }
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT, "chat, a rules answer over HTTP, %d turns: p50 %.1f ms, p95 %.1f ms%n", TURNS, millis[TURNS / 2], millis[TURNS * 95 / 100]);
    }
  }
}
