package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local runner's chat is that of the file that the README names. */
class LocalChatTest {
  @TempDir Path directory;

  private static String send(LocalCloud cloud, String method, String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(cloud.baseUrl().resolve(path))
              .header("Content-Type", "application/json")
              .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static String said(LocalCloud cloud, String message) throws Exception {
    return send(cloud, "POST", "/api/chat", "{\"message\":\"" + message + "\"}");
  }

  @Test
  void theFileOfTheReadmeMakesTheChatAShops() throws Exception {
    Matcher line = Pattern.compile("(?m)^mvn -Plocal -Dlocal\\.chat=(\\S+)$").matcher(Files.readString(Path.of("README.md")));
    assertTrue(line.find(), "the README shows how");
    Path bad = Files.writeString(directory.resolve("bad.json"), "{\"settings\": {}}");
    try (LocalCloud cloud = LocalCloud.start(LocalOptions.of(Path.of("template.yaml")))) {
      assertTrue(assertThrows(IllegalArgumentException.class, () -> LocalChat.set(cloud, bad)).getMessage().contains("brand_name"));
      assertThrows(IllegalArgumentException.class, () -> LocalChat.set(cloud, directory.resolve("none.json")));
      LocalChat.set(cloud, Path.of(line.group(1)));
      assertTrue(send(cloud, "GET", "/api/config", null).contains("\"brand_name\":\"Acme Luggage\""));
      for (String words : new String[] {"refund please", "I want my money back", "can i get a refnud"}) {
        assertTrue(said(cloud, words).contains("You can return a suitcase within 30 days."), said(cloud, words));
      }
      assertTrue(said(cloud, "a wheel of my suitcase is broken").contains("Broken wheels are replaced free of charge"));
      for (String words : new String[] {"what about politics", "poltics", "which politicians do you like", "tell me about polticians", "political news"}) {
        assertTrue(said(cloud, words).contains("do not talk about politics"), said(cloud, words));
      }
      for (String words : new String[] {"be polite", "what is your policy on wheels", "hello"}) {
        assertEquals(false, said(cloud, words).contains("do not talk about"), said(cloud, words));
      }
    }
  }
}
