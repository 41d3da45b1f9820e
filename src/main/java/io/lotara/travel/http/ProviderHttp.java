package io.lotara.travel.http;

import io.lotara.travel.SourceException;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/**
 * Questions to a provider over HTTP. None of them has an effect there, so each may be sent again: after a throttle (429) or a fault (5xx) when
 * the provider's headers say so or else after a short wait, after a lost connection or a time-out at once; all within {@link Limits}. Follows no
 * redirects and logs nothing. The client is made with the first question, so that no connection is part of a snapshot.
 */
public final class ProviderHttp {
  private static final Duration FIRST_WAIT = Duration.ofMillis(300);

  private final String base;
  private final Supplier<Map<String, String>> headers;
  private final JsonMapper json;
  private final InstantSource clock;
  private final Pace pace;
  private final Limits limits;
  private final Semaphore places;
  private final Supplier<HttpClient> client;

  /**
   * @param base URL that paths are appended to
   * @param headers what every question carries, asked for each time: the key among them
   */
  public ProviderHttp(
      String base, Supplier<Map<String, String>> headers, JsonMapper json, InstantSource clock, Pace pace, Limits limits) {
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.headers = headers;
    this.json = json;
    this.clock = clock;
    this.pace = pace;
    this.limits = limits;
    this.places = new Semaphore(limits.concurrent(), true);
    this.client =
        SupplierUtil.memoized(
            () -> HttpClient.newBuilder().connectTimeout(limits.connect()).followRedirects(HttpClient.Redirect.NEVER).build());
  }

  /**
   * Asks with a body.
   *
   * @throws SourceException.Final when the key is refused
   * @throws SourceException.Retriable when there is no answer within the limits
   */
  public Reply post(String path, Object body) {
    try {
      return asked(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks without a body; as {@link #post}. */
  public Reply get(String path) {
    return asked(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json").header("Accept-Encoding", "gzip");
    key().forEach(request::header);
    return request;
  }

  private Map<String, String> key() {
    try {
      return headers.get();
    } catch (RuntimeException e) {
      throw new SourceException.Retriable("its key could not be read", e);
    }
  }

  private Reply asked(HttpRequest.Builder request) {
    long end = pace.nanos() + limits.total().toNanos();
    try {
      if (!places.tryAcquire(limits.total().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SourceException.Retriable("too many questions are waiting for it", null);
      }
      try {
        return attempts(request, end);
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException.Retriable("interrupted", e);
    }
  }

  /** Why an attempt came to nothing, and when the next one may be made. */
  private record Fault(String why, Duration pause, @Nullable Exception cause) {}

  private Reply attempts(HttpRequest.Builder request, long end) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Duration left = Duration.ofNanos(end - pace.nanos());
      if (!left.isPositive()) {
        throw new SourceException.Retriable("there was no time left to ask it", null);
      }
      Fault fault;
      try {
        HttpResponse<byte[]> response = sent(request, left.compareTo(limits.attempt()) < 0 ? left : limits.attempt());
        int status = response.statusCode();
        if (status != 408 && status != 429 && status < 500) {
          return reply(response);
        }
        fault = new Fault("it answered HTTP " + status, Waits.asked(response.headers(), clock.instant()).orElse(pause(attempt)), null);
      } catch (TimeoutException e) {
        fault = new Fault("it did not answer in time", Duration.ZERO, e);
      } catch (IOException e) {
        fault = new Fault("the connection was lost", pause(attempt), e);
      }
      if (attempt == limits.attempts() || fault.pause.toNanos() >= end - pace.nanos()) {
        throw new SourceException.Retriable(fault.why, fault.cause);
      }
      pace.sleep(fault.pause);
    }
  }

  /** Doubles, and is spread so that questions that failed together do not come back together. */
  private static Duration pause(int attempt) {
    long most = FIRST_WAIT.toMillis() << attempt;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most));
  }

  /** Waits for the whole answer: a request's own time-out ends with the headers. */
  private HttpResponse<byte[]> sent(HttpRequest.Builder request, Duration within)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.get().sendAsync(
            request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), limits.bodyBytes()));
    try {
      return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private Reply reply(HttpResponse<byte[]> response) throws IOException {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new SourceException.Final("it refused the key, HTTP " + status, null);
    }
    if (status < 200 || status >= 300 && status < 400) {
      throw new SourceException.Final("it answered HTTP " + status, null);
    }
    boolean packed = response.headers().firstValue("content-encoding").filter("gzip"::equalsIgnoreCase).isPresent();
    return new Reply(status, packed ? unpacked(response.body()) : response.body(), json);
  }

  private byte[] unpacked(byte[] body) throws IOException {
    if (body.length == 0) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(limits.bodyBytes() + 1);
      if (plain.length > limits.bodyBytes()) {
        throw new SourceException.Final("its answer is too long", null);
      }
      return plain;
    }
  }
}
