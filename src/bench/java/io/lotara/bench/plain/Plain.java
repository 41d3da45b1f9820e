package io.lotara.bench.plain;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the plain functions share: the SDK's clients, each with the JDK's HTTP client, set up as the product's are at their start. */
final class Plain {
  static final String TABLE = System.getenv("LOTARA_TABLE");
  static final String QUEUE = System.getenv("LOTARA_AGENT_QUEUE");

  private static final String HMAC = "HmacSHA256";
  private static SecretKeySpec secret;

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

  /** Reads an item, consistently. */
  static Map<String, AttributeValue> read(DynamoDbClient dynamo, String pk, String sk) {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    return dynamo.getItem(r -> r.tableName(TABLE).key(key).consistentRead(true)).item();
  }

  /** A signed link's token, with the secret that the table holds: read once, as the product keeps it for minutes. */
  static synchronized String token(DynamoDbClient dynamo, String job) {
    try {
      if (secret == null) {
        secret = new SecretKeySpec(read(dynamo, "LINKS", "SECRET").get("secret").b().asByteArray(), HMAC);
      }
      Mac mac = Mac.getInstance(HMAC);
      mac.init(secret);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(("open " + job).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(2)).socketTimeout(Duration.ofSeconds(5)).build();
  }

  static Map<String, String> headers(String requestId) {
    return Map.of("Content-Type", "application/json", "X-Request-Id", requestId);
  }
}
