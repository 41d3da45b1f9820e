package io.lotara.aws;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The clients of AWS. With an endpoint they talk to an emulator and need no credentials; without, to AWS with the function's own role. */
@Factory
public class AwsClients {
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
    return configured(DynamoDbClient.builder(), endpoint).httpClient(http()).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  SqsClient sqs(@Nullable @Value("${lotara.aws.sqs-endpoint}") String endpoint) {
    return configured(SqsClient.builder(), endpoint).httpClient(http()).build();
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

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(2))
        .socketTimeout(Duration.ofSeconds(5))
        .build();
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder, @Nullable String endpoint) {
    builder.region(Region.of(region));
    builder.overrideConfiguration(
        o -> {
          o.retryStrategy(RetryMode.STANDARD);
          o.apiCallTimeout(Duration.ofSeconds(12));
          interceptors.forEach(o::addExecutionInterceptor);
        });
    builder.credentialsProvider(credentials(endpoint));
    return emulated(endpoint) ? builder.endpointOverride(URI.create(endpoint)) : builder;
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
