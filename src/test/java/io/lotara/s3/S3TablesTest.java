package io.lotara.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.lotara.travel.tables.ReferenceTables;
import io.lotara.travel.tables.TableFiles;
import io.lotara.travel.tables.TableLocations;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables in S3, read from a server that answers as S3 does. */
class S3TablesTest {
  private static final String NO_SUCH_KEY =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>NoSuchKey</Code><Message>none</Message></Error>";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ApplicationContext context;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          boolean there = path.equals("/plans/2031/cities.csv");
          byte[] body = (there ? "city,state\nMillbrook,Averland\n" : NO_SUCH_KEY).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(there ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    context =
        ApplicationContext.run(
            Map.of(
                "lotara.aws.s3-endpoint", "http://127.0.0.1:" + server.getAddress().getPort(),
                "lotara.aws.region", "us-east-1",
                "lotara.reference-tables", "s3://plans/2031/"));
  }

  @AfterEach
  void stop() {
    context.close();
    server.stop(0);
  }

  private TableFiles files() {
    return context.getBeansOfType(TableLocations.class).stream()
        .flatMap(l -> l.at("s3://plans/2031").stream())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTableIsAnObjectUnderThePrefix() throws IOException {
    assertTrue(new String(files().open("cities.csv").readAllBytes(), StandardCharsets.UTF_8).contains("Millbrook"));
    assertEquals(List.of("/plans/2031/cities.csv"), asked);
  }

  @Test
  void aMissingTableIsSaidToBeMissing() {
    assertThrows(NoSuchFileException.class, () -> files().open("flights.csv"));
  }

  @Test
  void aFolderIsNotTakenForABucket() {
    assertTrue(
        context.getBeansOfType(TableLocations.class).stream().allMatch(l -> l.at("/var/tables").isEmpty()));
  }

  @Test
  void theConfiguredLocationBecomesASource() {
    assertEquals(ReferenceTables.NAME, context.getBean(ReferenceTables.class).name());
    assertTrue(asked.isEmpty(), "nothing is read before the first question");
  }
}
