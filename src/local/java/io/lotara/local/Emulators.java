package io.lotara.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local and ElasticMQ in this process. */
final class Emulators implements AutoCloseable {
  // SQLite's library writes its life story here.
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  private final Server dynamo;
  private final LocalDynamoDBServerHandler dynamoHandler;
  private final SQSRestServer sqs;
  private final int sqsPort;

  private Emulators(Dynamo dynamo, SQSRestServer sqs) {
    this.dynamo = dynamo.server();
    this.dynamoHandler = dynamo.handler();
    this.sqs = sqs;
    this.sqsPort = sqs.waitUntilStarted().localAddress().getPort();
  }

  private record Dynamo(Server server, LocalDynamoDBServerHandler handler) {}

  /**
   * Starts both at the same time.
   *
   * @param data where tables are kept, or empty to keep them in memory
   * @throws IllegalStateException if one cannot start, for a port that is taken say
   */
  static Emulators start(String bind, int dynamoPort, int sqsPort, Optional<Path> data) {
    for (String chatty : List.of("org.eclipse.jetty", "org.elasticmq")) {
      System.setProperty("org.slf4j.simpleLogger.log." + chatty, "warn");
    }
    // It calls a poll that is cut off by the end of the process an internal error.
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.pekko", "off");
    SQLITE.setLevel(Level.OFF);
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var dynamo = CompletableFuture.supplyAsync(() -> dynamo(bind, dynamoPort, data), threads);
      var sqs = CompletableFuture.supplyAsync(() -> sqs(bind, sqsPort), threads);
      return dynamo.thenCombine(sqs, Emulators::new).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("The local database or queue does not start: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private static Dynamo dynamo(String bind, int port, Optional<Path> data) {
    try {
      if (data.isPresent()) {
        Files.createDirectories(data.get());
      }
      var path = data.map(Path::toString).orElse(null);
      var handler =
          new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, data.isEmpty(), path, true, false), null);
      // Its own server would listen on all interfaces; only the handlers are taken from it.
      var server = new Server(new InetSocketAddress(bind, port));
      server.setHandler(new DynamoDBProxyServer(port, handler).setUpHandler(handler));
      server.start();
      return new Dynamo(server, handler);
    } catch (IOException e) {
      throw new IllegalStateException("cannot keep data in " + data.orElseThrow() + ": " + e, e);
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local on " + bind + ":" + port + ": " + e.getMessage(), e);
    }
  }

  private static SQSRestServer sqs(String bind, int port) {
    var builder = SQSRestServerBuilder.withInterface(bind).withAWSRegion(Template.REGION);
    var server = (port == 0 ? builder.withDynamicPort() : builder.withPort(port)).start();
    server.waitUntilStarted();
    return server;
  }

  URI dynamoEndpoint() {
    return URI.create("http://127.0.0.1:" + ((NetworkConnector) dynamo.getConnectors()[0]).getLocalPort());
  }

  URI sqsEndpoint() {
    return URI.create("http://127.0.0.1:" + sqsPort);
  }

  @Override
  public void close() {
    try {
      dynamo.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not stop", e);
    } finally {
      dynamoHandler.close();
      // Its end takes a second of grace for connections that nobody uses any more; nothing waits for it.
      sqs.stopAndGetFuture().apply();
    }
  }
}
