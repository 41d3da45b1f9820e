package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** With a data directory, every write that was acknowledged is there after the process was killed by force. */
class KeptDataTest {
  private static final String TABLE = "lotara-local-Things";

  @TempDir Path directory;

  private Process runner() throws Exception {
    var command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "-Dport=0",
            "-Dlocal.template=" + LocalCloudTest.template(),
            "-Dlocal.data=" + directory,
            LocalRunner.class.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static URI dynamo(Process process) throws Exception {
    var reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.contains("DynamoDB http")) {
        return URI.create(line.replaceFirst(".*DynamoDB (http[^,]*),.*", "$1"));
      }
    }
    throw new IllegalStateException("The runner did not start");
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  @Test
  @Timeout(120)
  void anAcknowledgedWriteSurvivesKillNine() throws Exception {
    var process = runner();
    var written = new ArrayList<String>();
    try (var client = client(dynamo(process))) {
      var killer = Thread.ofVirtual().unstarted(process::destroyForcibly);
      for (int i = 0; i < 100_000; i++) {
        var key = "k" + i;
        client.putItem(put -> put.tableName(TABLE).item(Map.of("pk", AttributeValue.fromS(key))));
        written.add(key);
        if (i == 200) {
          killer.start();
        }
      }
    } catch (SdkException e) {
      // The process died in the middle of a write.
    }
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertTrue(written.size() > 200, () -> written.size() + " writes");
    try (var cloud = LocalCloud.start(LocalOptions.of(LocalCloudTest.template()).data(directory).polling(false).schedules(false))) {
      var missing =
          written.stream()
              .filter(key -> !cloud.dynamo().getItem(get -> get.tableName(TABLE).key(Map.of("pk", AttributeValue.fromS(key)))).hasItem())
              .toList();
      assertEquals(List.of(), missing);
      cloud.dynamo().putItem(put -> put.tableName(TABLE).item(Map.of("pk", AttributeValue.fromS("after"))));
    }
  }
}
