package io.lotara.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.e2e.Backend;
import io.lotara.local.FunctionFailure;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The whole of template.yaml, with access as deployments have it: for those with a key. No step of any job runs. */
final class KeyedService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final LocalClock clock = LocalClock.atSpeed(1);
  private final LocalCloud cloud;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  KeyedService(Consumer<LocalOptions> change) {
    LocalOptions options =
        LocalOptions.of(Path.of("template.yaml")).parameter("OpenAccess", "false").clock(clock).polling(false).schedules(false);
    // Nothing will happen that could be waited for.
    options.environment("LOTARA_HELD_SECONDS", "0");
    Backend.chosen().endpoint().ifPresent(options::endpoint);
    change.accept(options);
    cloud = LocalCloud.start(options);
  }

  /** What came back. */
  record Answer(int status, String text, HttpResponse<String> raw) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + text, e);
      }
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  LocalCloud cloud() {
    return cloud;
  }

  LocalClock clock() {
    return clock;
  }

  /** What the keys function answers. */
  Map<?, ?> keys(Map<String, Object> event) {
    try {
      return (Map<?, ?>) cloud.invoke("KeysHandler", event);
    } catch (FunctionFailure e) {
      throw new AssertionError(e);
    }
  }

  /** A new key. */
  String key(String tenant, String... scopes) {
    return (String) keys(Map.of("action", "create", "tenant", tenant, "name", "test", "scopes", List.of(scopes))).get("key");
  }

  /**
   * Sends a request.
   *
   * @param key for {@code X-API-Key}, or null for none
   * @param body JSON, or null for none
   */
  Answer send(String method, String path, String key, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cloud.baseUrl() + path));
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (key != null) {
      request.header("X-API-Key", key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body(), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer plan(String key, String... headers) {
    return send("POST", "/v1/plan", key, "{\"user_id\":\"ana\",\"query\":\"3 days in Da Nang from Hanoi\"}", headers);
  }

  @Override
  public void close() {
    client.close();
    cloud.close();
  }
}
