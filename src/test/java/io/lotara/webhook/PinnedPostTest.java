package io.lotara.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire: what is sent, how little is read, and that nobody is waited for. */
class PinnedPostTest {
  private static final Instant NOW = Instant.parse("2026-11-28T11:00:00Z");
  private final PinnedPost post =
      new PinnedPost(new TargetUrls(true, ""), new SystemNames(), Clock.fixed(NOW, ZoneOffset.UTC));

  /** What a server does with a connection. */
  private interface Talk {
    void with(InputStream in, OutputStream out) throws Exception;
  }

  /** A server for one connection; completes with what the client sent first. */
  private static final class Server implements AutoCloseable {
    final ServerSocket socket;
    final CompletableFuture<String> heard = new CompletableFuture<>();

    Server(ServerSocket socket, Talk talk) {
      this.socket = socket;
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket client = socket.accept()) {
                  byte[] buffer = new byte[8192];
                  int read = client.getInputStream().read(buffer);
                  heard.complete(new String(buffer, 0, Math.max(0, read), StandardCharsets.ISO_8859_1));
                  talk.with(client.getInputStream(), client.getOutputStream());
                } catch (Exception e) {
                  heard.completeExceptionally(e);
                }
              });
    }

    static Server plain(Talk talk) throws IOException {
      return new Server(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), talk);
    }

    String url(String host, String scheme) {
      return scheme + "://" + host + ":" + socket.getLocalPort() + "/hook?x=1";
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Reply answered(String head) throws Exception {
    try (Server server = Server.plain((in, out) -> out.write(head.getBytes(StandardCharsets.US_ASCII)))) {
      return post.send(server.url("127.0.0.1", "http"), Map.of("webhook-id", "msg_1"), "{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void sendsOneRequestAndReadsTheHead() throws Exception {
    try (Server server = Server.plain((in, out) -> out.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n".getBytes()))) {
      Reply reply = post.send(server.url("localhost", "http"), Map.of("webhook-id", "msg_1"), "{\"a\":1}".getBytes());
      assertEquals(new Reply.Answered(204, null), reply);
      String heard = server.heard.get(5, TimeUnit.SECONDS);
      assertTrue(heard.startsWith("POST /hook?x=1 HTTP/1.1\r\nHost: localhost:" + server.socket.getLocalPort() + "\r\n"), heard);
      assertTrue(heard.contains("\r\nwebhook-id: msg_1\r\n") && heard.contains("\r\nContent-Length: 7\r\n"), heard);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200,", "302,", "410,", "500,", "429,Retry-After: 120", "503,retry-after:   7", "429,'Retry-After: Sat, 28 Nov 2026 11:05:00 GMT'", "429,Retry-After: soon",
    "429,Retry-After: -5"
  })
  void tellsTheStatusAndWhenToComeAgain(int status, String header) throws Exception {
    Reply reply = answered("HTTP/1.1 %d x\r\nLocation: http://169.254.169.254/\r\n%s\r\n\r\n".formatted(status, header == null ? "X: y" : header));
    Duration after =
        switch (String.valueOf(header)) {
          case "Retry-After: 120" -> Duration.ofSeconds(120);
          case "retry-after:   7" -> Duration.ofSeconds(7);
          case "Retry-After: Sat, 28 Nov 2026 11:05:00 GMT" -> Duration.ofMinutes(5);
          default -> null;
        };
    assertEquals(new Reply.Answered(status, after), reply);
  }

  @Test
  void whatIsNoHttpIsSaidToBeNone() throws Exception {
    assertEquals(new Reply.Failed("the answer is not HTTP"), answered("220 mail.example.com ESMTP\r\n"));
    assertEquals(new Reply.Failed("the answer is not HTTP"), answered(""));
    assertEquals(new Reply.Failed("the answer is not HTTP"), answered("HTTP/1.1 200 OK\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"));
    assertEquals(new Reply.Failed("the answer is not HTTP"), answered("HTTP/1.1 999 OK\r\n\r\n"));
  }

  @Test
  void anEndlessAnswerIsNotRead() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Talk endless =
        (in, out) -> {
          try {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
            while (true) {
              out.write(new byte[8192]);
            }
          } finally {
            closed.countDown();
          }
        };
    try (Server server = Server.plain(endless)) {
      assertEquals(new Reply.Answered(200, null), post.send(server.url("127.0.0.1", "http"), Map.of(), new byte[2]));
      assertTrue(closed.await(5, TimeUnit.SECONDS), "the connection is closed");
    }
  }

  @Test
  void whoAnswersByTheDropIsNotWaitedFor() throws Exception {
    Talk slow =
        (in, out) -> {
          for (int i = 0; i < 100; i++) {
            out.write("HTTP/1.1 200 OK\r\nX".charAt(i % 18));
            out.flush();
            Thread.sleep(200);
          }
        };
    try (Server server = Server.plain(slow)) {
      long began = System.nanoTime();
      assertEquals(new Reply.Failed("no answer in time"), post.send(server.url("127.0.0.1", "http"), Map.of(), new byte[2]));
      long millis = (System.nanoTime() - began) / 1_000_000;
      assertTrue(millis < 4500, millis + " ms");
    }
  }

  @Test
  void nobodyThereIsNoFault() throws Exception {
    Server server = Server.plain((in, out) -> {});
    String url = server.url("127.0.0.1", "http");
    server.close();
    assertEquals(new Reply.Failed("no connection"), post.send(url, Map.of(), new byte[2]));
  }

  @Test
  void aCertificateMustBeOfTheName(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("key.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-alias", "k", "-dname", "CN=x", "-ext",
            "san=dns:hooks.example.com", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "secret", "-validity", "3");
    assertEquals(0, new ProcessBuilder(command).redirectErrorStream(true).start().waitFor());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "secret".toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "secret".toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    assertEquals(new Reply.Answered(200, null), overTls(context, context.getSocketFactory(), "hooks.example.com"));
    assertEquals(new Reply.Failed("no secure connection"), overTls(context, context.getSocketFactory(), "other.example.com"), "another name's");
    assertEquals(
        new Reply.Failed("no secure connection"),
        overTls(context, (SSLSocketFactory) SSLSocketFactory.getDefault(), "hooks.example.com"),
        "nobody's whom the machine trusts");
  }

  /** To a public name whose address is, for this test, that of the machine. */
  private static Reply overTls(SSLContext server, SSLSocketFactory client, String name) throws Exception {
    TargetUrls anywhere =
        new TargetUrls(false, "") {
          @Override
          boolean reachable(java.net.URI url, InetAddress address) {
            return true;
          }
        };
    List<String> asked = new ArrayList<>();
    Names here =
        host -> {
          asked.add(host);
          return List.of(InetAddress.getLoopbackAddress());
        };
    SSLServerSocket socket =
        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    try (Server running = new Server(socket, (in, out) -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes()))) {
      Reply reply = new PinnedPost(anywhere, here, client, Clock.systemUTC()).send(running.url(name, "https"), Map.of(), new byte[2]);
      assertEquals(List.of(name), asked);
      return reply;
    }
  }
}
