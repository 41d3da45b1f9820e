package io.lotara.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * What a client of AWS sends its requests by in a function. Those of a thread that rehearses are answered by its {@link Rehearsal}; all others go
 * out: at first by a client that is there at once, and after some requests, or when it is hurried, by one that takes a while to load and is
 * quicker then. That one is replaced before a snapshot, so that nobody is thawed with connections that are long dead.
 */
final class FunctionHttp implements SdkHttpClient {
  /** Requests after which it pays to load the quicker client: a function that is asked so often will be asked again. */
  private static final int LIVES_ON = 20;

  private final SdkHttpClient first;
  private final Supplier<SdkHttpClient> quicker;
  private final AtomicInteger sent = new AtomicInteger();
  private volatile SdkHttpClient real;
  private boolean closed;

  /**
   * @param first is used until the other is there, and may be used by requests that are on their way then
   * @param quicker makes the other; may be called more than once
   */
  FunctionHttp(Supplier<SdkHttpClient> first, Supplier<SdkHttpClient> quicker) {
    this.first = first.get();
    this.quicker = quicker;
    this.real = this.first;
  }

  /** Has the quicker client from now on. */
  synchronized void hurry() {
    if (real == first && !closed) {
      real = quicker.get();
    }
  }

  /** Leaves all connections of the quicker client behind. No request may be on its way. */
  synchronized void renew() {
    if (real != first) {
      SdkHttpClient old = real;
      real = quicker.get();
      old.close();
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    Rehearsal rehearsal = Rehearsal.here();
    if (rehearsal != null) {
      return new Played(rehearsal, request);
    }
    if (sent.get() < LIVES_ON && sent.incrementAndGet() == LIVES_ON) {
      Thread.ofPlatform().daemon().name("native-http").start(this::hurry);
    }
    return real.prepareRequest(request);
  }

  @Override
  public String clientName() {
    return real.clientName();
  }

  @Override
  public synchronized void close() {
    closed = true;
    real.close();
    if (real != first) {
      first.close();
    }
  }

  private record Played(Rehearsal rehearsal, HttpExecuteRequest request) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() throws IOException {
      String operation = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
      try (InputStream question = request.contentStreamProvider().map(ContentStreamProvider::newStream).orElseGet(InputStream::nullInputStream)) {
        byte[] body = rehearsal.answer(operation, question);
        CRC32 sum = new CRC32();
        sum.update(body);
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpFullResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                    .putHeader("Content-Length", Integer.toString(body.length))
                    .putHeader("x-amz-crc32", Long.toString(sum.getValue()))
                    .putHeader("x-amzn-RequestId", "rehearsal")
                    .build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
            .build();
      }
    }

    @Override
    public void abort() {}
  }
}
