package io.lotara.trace;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** Opik's REST interface, as far as it is needed. Nothing of what is sent or answered is logged. */
@Singleton
@Requires(property = OpikSettings.KEY, pattern = ".+")
class Opik {
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration HEALTH_TIME = Duration.ofSeconds(1);

  private final Supplier<String> key;
  private final OpikSettings settings;
  private final JsonMapper json;
  private volatile HttpClient client;

  Opik(@Named("opik") Supplier<String> key, OpikSettings settings, JsonMapper json) {
    this.key = key;
    this.settings = settings;
    this.json = json;
  }

  /**
   * Sends something.
   *
   * @param path below the base
   * @return the status of the answer; 0 when there was none
   */
  int send(String method, String path, Object body) {
    try {
      HttpRequest request =
          request(path)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
              .build();
      return client().send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /**
   * What is there.
   *
   * @param status 0 when there was no answer, or none that can be read
   * @param body null without one
   */
  record Answer<T>(int status, @Nullable T body) {}

  /** Reads something. */
  <T> Answer<T> read(String path, Class<T> type) {
    try {
      HttpResponse<byte[]> answer = client().send(request(path).GET().build(), BodyHandlers.ofByteArray());
      int status = answer.statusCode();
      return new Answer<>(status, status / 100 == 2 ? json.readValue(answer.body(), type) : null);
    } catch (IOException e) {
      return new Answer<>(0, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer<>(0, null);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(settings.base() + path))
        .timeout(TIME)
        .header("authorization", key.get())
        .header("Comet-Workspace", settings.workspace());
  }

  /** Whether somebody is there; within a second, and without the key, which only the worker may read. */
  boolean reachable() {
    try {
      return client().send(HttpRequest.newBuilder(URI.create(settings.base() + "/is-alive/ping")).timeout(HEALTH_TIME).GET().build(), BodyHandlers.discarding()).statusCode() < 500;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Made when it is first needed: connections do not outlive a snapshot. */
  private HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).followRedirects(HttpClient.Redirect.NEVER).build();
      client = made;
    }
    return made;
  }
}
