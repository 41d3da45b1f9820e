package io.lotara.aws;

import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Requests to a service of AWS of which one call is needed and no client, made of what the SDK's clients share: credentials, signer, HTTP,
 * retries. The clients of S3 and the Parameter Store alone would be 10 MB of every package.
 */
public final class SignedHttp implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(12);
  private static final int LONGEST_ERROR = 4096;

  private final String service;
  private final Region region;
  private final @Nullable URI endpoint;
  private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
  private final SdkHttpClient http;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final RetryStrategy retries =
      DefaultRetryStrategy.standardStrategyBuilder().retryOnExceptionInstanceOf(IOException.class).build();

  SignedHttp(
      String service, Region region, @Nullable URI endpoint, IdentityProvider<? extends AwsCredentialsIdentity> credentials,
          SdkHttpClient http) {
    this.service = service;
    this.region = region;
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.http = http;
  }

  /**
   * An answer.
   *
   * @param body of 2xx, to be closed by who asked
   * @param error of everything else: the beginning of its body
   */
  public record Answer(int status, SdkHttpResponse head, InputStream body, String error) {

    /** A header's first value. */
    public Optional<String> header(String name) {
      return head.firstMatchingHeader(name);
    }
  }

  /** The service cannot answer now. */
  private static final class Busy extends IOException {
    private Busy(String message) {
      super(message);
    }
  }

  /** Where an emulator of the service is; null on AWS. */
  public @Nullable URI endpoint() {
    return endpoint;
  }

  /** The service's host in the deployment's region. */
  public String host() {
    return ServiceMetadata.of(service).endpointFor(region).toString();
  }

  /**
   * Sends a request, and again as the SDK's standard retries have it when the service does not answer, is busy or fails.
   *
   * @throws IOException when it cannot be asked now
   */
  public Answer send(SdkHttpMethod method, URI address, Map<String, String> headers, byte[] body) throws IOException {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(method).uri(address);
    headers.forEach(request::putHeader);
    if (body.length > 0) {
      request.putHeader("Content-Length", String.valueOf(body.length));
    }
    long until = System.nanoTime() + WITHIN.toNanos();
    RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create(service)).token();
    while (true) {
      try {
        Answer answer = once(request.build(), body);
        retries.recordSuccess(RecordSuccessRequest.create(token));
        return answer;
      } catch (IOException e) {
        token = again(token, e, until);
      }
    }
  }

  private RetryToken again(RetryToken token, IOException failure, long until) throws IOException {
    try {
      RefreshRetryTokenResponse again =
          retries.refreshRetryToken(
              RefreshRetryTokenRequest.builder().token(token).failure(failure).suggestedDelay(Duration.ZERO).build());
      if (System.nanoTime() + again.delay().toNanos() > until) {
        throw failure;
      }
      LockSupport.parkNanos(again.delay().toNanos());
      return again.token();
    } catch (TokenAcquisitionFailedException enough) {
      throw failure;
    }
  }

  private Answer once(SdkHttpRequest request, byte[] body) throws IOException {
    HttpExecuteResponse answer;
    try {
      SignedRequest signed = signed(request, body, credentials.resolveIdentity().join(), Clock.systemUTC());
      HttpExecuteRequest.Builder call = HttpExecuteRequest.builder().request(signed.request());
      if (body.length > 0) {
        call.contentStreamProvider(ContentStreamProvider.fromByteArray(body));
      }
      answer = http.prepareRequest(call.build()).call();
    } catch (SdkException e) {
      throw new IOException("there are no credentials for AWS", e);
    }
    SdkHttpResponse head = answer.httpResponse();
    AbortableInputStream content = answer.responseBody().orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()));
    if (head.isSuccessful()) {
      return new Answer(head.statusCode(), head, content, "");
    }
    String error;
    try (content) {
      error = new String(content.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
    }
    if (head.statusCode() >= 500 || head.statusCode() == 429 || error.contains("Throttling")) {
      throw new Busy(service + " answers " + head.statusCode());
    }
    return new Answer(head.statusCode(), head, InputStream.nullInputStream(), error);
  }

  /** S3 takes paths as they are, encoded once, with their dots and double slashes; the others take them encoded twice. */
  SignedRequest signed(SdkHttpRequest request, byte[] body, AwsCredentialsIdentity identity, Clock clock) {
    boolean s3 = service.equals("s3");
    return signer.sign(
        r ->
            r.identity(identity)
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !s3)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !s3)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
  }

  @Override
  public void close() {
    http.close();
  }
}
