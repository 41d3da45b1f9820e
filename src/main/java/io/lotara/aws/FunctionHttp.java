package io.lotara.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * out, by a client that is replaced before a snapshot, so that nobody is thawed with connections that are long dead.
 */
final class FunctionHttp implements SdkHttpClient {
  private final Supplier<SdkHttpClient> made;
  private volatile SdkHttpClient real;

  FunctionHttp(Supplier<SdkHttpClient> made) {
    this.made = made;
    this.real = made.get();
  }

  /** Leaves all connections behind. No request may be on its way. */
  void renew() {
    SdkHttpClient old = real;
    real = made.get();
    old.close();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    Rehearsal rehearsal = Rehearsal.here();
    return rehearsal == null ? real.prepareRequest(request) : new Played(rehearsal, request);
  }

  @Override
  public String clientName() {
    return real.clientName();
  }

  @Override
  public void close() {
    real.close();
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
