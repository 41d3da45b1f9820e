package io.lotara.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a function's clients reach AWS: a table that answers when it is told to. */
class AwsClientsTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AwsClients clients = new AwsClients("us-east-1", null, List.of());
  private volatile boolean silent;
  private volatile boolean confused;
  private HttpServer table;
  private DynamoDbClient client;

  @BeforeEach
  void start() throws IOException {
    table = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    table.setExecutor(threads);
    table.createContext("/", this::answer);
    table.start();
    client = clients.dynamo("http://127.0.0.1:" + table.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    clients.close();
    table.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      ports.add(exchange.getRemoteAddress().getPort());
      if (silent) {
        silent = false;
        over.await();
      }
      if (confused) {
        confused = false;
        byte[] refusal = "{\"__type\":\"UnknownOperation\",\"message\":\"The action or operation requested is invalid. Verify.\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(400, refusal.length);
        exchange.getResponseBody().write(refusal);
        return;
      }
      byte[] body = "{\"Item\":{\"pk\":{\"S\":\"found\"}}}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String read() {
    return client.getItem(r -> r.tableName("t").key(Map.of("pk", AttributeValue.fromS("a")))).item().get("pk").s();
  }

  @Test
  void aConnectionIsKeptUntilItIsToBeForgotten() {
    clients.prime();
    assertEquals("found", read());
    assertEquals("found", read());
    assertEquals(ports.get(0), ports.get(1));
    clients.forget();
    assertEquals("found", read());
    assertNotEquals(ports.get(0), ports.get(2));
  }

  /** The client changes after some requests, and whoever is asked meanwhile is answered. */
  @Test
  void everyRequestIsAnsweredWhileTheClientChanges() {
    for (int i = 0; i < 200; i++) {
      assertEquals("found", read());
    }
    assertEquals(200, ports.size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAttemptThatIsNotAnsweredIsMadeAgain(boolean quicker) {
    if (quicker) {
      clients.prime();
    }
    silent = true;
    assertEquals("found", read());
    assertEquals(2, ports.size());
  }

  /** What an emulator says now and then; whoever asks again is answered. */
  @Test
  void anEmulatorThatDoesNotKnowACallIsAskedAgain() {
    confused = true;
    assertEquals("found", read());
    assertEquals(2, ports.size());
  }

  /** Nothing that is asked in a rehearsal goes out, and what was put is found. */
  @Test
  void aRehearsalStaysInTheProcess() {
    Rehearsal.of(
        () -> {
          client.putItem(r -> r.tableName("t").item(Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS("s"), "n", AttributeValue.fromN("1"))));
          Map<String, AttributeValue> key = Map.of("sk", AttributeValue.fromS("s"), "pk", AttributeValue.fromS("p"));
          assertEquals("1", client.getItem(r -> r.tableName("t").key(key)).item().get("n").n());
          Map<String, AttributeValue> other = Map.of("sk", AttributeValue.fromS("x"), "pk", AttributeValue.fromS("p"));
          assertEquals(false, client.getItem(r -> r.tableName("t").key(other)).hasItem());
        });
    assertEquals(List.of(), ports);
    assertEquals("found", read());
  }
}
