package io.lotara.aws;

import io.lotara.job.Primable;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The clients of AWS. With an endpoint they talk to an emulator and need no credentials; without, to AWS with the function's own role. Table and
 * queues are reached by the JDK's HTTP client at first, which is there at once, and by the SDK's native one, which answers sooner, from when it is
 * clear that the function lives on: before a snapshot, else after some requests. With the system property {@code lotara.aws.native-http=false}, and
 * on platforms without its library, it remains the JDK's.
 */
@Factory
public class AwsClients implements Primable {
  private static final Logger LOG = LoggerFactory.getLogger(AwsClients.class);
  private static final Duration CONNECTING = Duration.ofSeconds(2);

  /** One attempt; another one may follow in the time of the call. */
  private static final Duration ANSWERING = Duration.ofSeconds(5);

  private static final Duration CALL = Duration.ofSeconds(12);

  /** Connections to one service: more than a function has threads, so that none waits for another. */
  private static final int AT_ONCE = 200;

  private static final String NATIVE = "lotara.aws.native-http";

  /** One for table and queues: each would load the certificates of the platform anew. */
  private final FunctionHttp transport = new FunctionHttp(AwsClients::http, AwsClients::nativeHttp);

  private final String region;
  private final List<ExecutionInterceptor> interceptors;

  public AwsClients(
      @Nullable @Value("${lotara.aws.region}") String region,
      @Nullable @Value("${aws.region}") String lambdaRegion,
      List<ExecutionInterceptor> interceptors) {
    this.region = region != null ? region : lambdaRegion != null ? lambdaRegion : "us-east-1";
    this.interceptors = interceptors;
  }

  @Singleton
  @Bean(preDestroy = "close")
  DynamoDbClient dynamo(@Nullable @Value("${lotara.aws.dynamodb-endpoint}") String endpoint) {
    return configured(DynamoDbClient.builder(), endpoint).httpClient(transport).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  SqsClient sqs(@Nullable @Value("${lotara.aws.sqs-endpoint}") String endpoint) {
    return configured(SqsClient.builder(), endpoint).httpClient(transport).build();
  }

  /**
   * Requests to another service, for who closes them in the end.
   *
   * @param service as it is named in signatures
   * @param endpoint of an emulator; null or blank for AWS
   */
  public SignedHttp signed(String service, @Nullable String endpoint) {
    return new SignedHttp(service, Region.of(region), emulated(endpoint) ? URI.create(endpoint) : null, credentials(endpoint), http());
  }

  /** The SDK does not close what it was given. */
  @PreDestroy
  void close() {
    transport.close();
  }

  /** What is frozen has the native client. */
  @Override
  public void prime() {
    transport.hurry();
  }

  /** Connections that are open when a snapshot is taken are dead when it is thawed. */
  @Override
  public void forget() {
    transport.renew();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECTING).socketTimeout(ANSWERING).build();
  }

  /** The native client; where there is none for the platform, the JDK's. */
  private static SdkHttpClient nativeHttp() {
    if ("false".equals(System.getProperty(NATIVE))) {
      return http();
    }
    try {
      return AwsCrtHttpClient.builder().connectionTimeout(CONNECTING).maxConcurrency(AT_ONCE).build();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("no native HTTP client for this platform, the JDK's is used: {}", e.toString());
      return http();
    }
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder, @Nullable String endpoint) {
    builder.region(Region.of(region));
    builder.overrideConfiguration(
        o -> {
          o.retryStrategy(emulated(endpoint) ? patient() : AwsRetryStrategy.standardRetryStrategy());
          o.apiCallTimeout(CALL);
          o.apiCallAttemptTimeout(ANSWERING);
          interceptors.forEach(o::addExecutionInterceptor);
        });
    builder.credentialsProvider(credentials(endpoint));
    return emulated(endpoint) ? builder.endpointOverride(URI.create(endpoint)) : builder;
  }

  /** DynamoDB Local says of a call once in some hundred thousand that it does not know it, and does it when it is asked again; AWS does not. */
  private static RetryStrategy patient() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .retryOnException(e -> e instanceof AwsServiceException refused && refused.getMessage().contains("action or operation requested is invalid"))
        .build();
  }

  private static boolean emulated(@Nullable String endpoint) {
    return endpoint != null && !endpoint.isBlank();
  }

  private static AwsCredentialsProvider credentials(@Nullable String endpoint) {
    return emulated(endpoint)
        ? StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"))
        : DefaultCredentialsProvider.builder().build();
  }
}
