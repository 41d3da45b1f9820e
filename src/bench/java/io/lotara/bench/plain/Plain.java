package io.lotara.bench.plain;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the plain functions share: the same clients as the product's, set up alike. */
final class Plain {
  static final String TABLE = System.getenv("LOTARA_TABLE");
  static final String QUEUE = System.getenv("LOTARA_AGENT_QUEUE");

  private Plain() {}

  static DynamoDbClient dynamo() {
    return DynamoDbClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create(System.getenv("LOTARA_AWS_DYNAMODB_ENDPOINT")))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(http())
        .build();
  }

  static SqsClient sqs() {
    return SqsClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create(System.getenv("LOTARA_AWS_SQS_ENDPOINT")))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(http())
        .build();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(2)).socketTimeout(Duration.ofSeconds(5)).build();
  }

  static Map<String, String> headers(String requestId) {
    return Map.of("Content-Type", "application/json", "X-Request-Id", requestId);
  }
}
