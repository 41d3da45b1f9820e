package io.lotara.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.Executors;

/** Stands for Opik at one address, and is there, silent or away as it is told to be. */
final class SwitchedOpik implements AutoCloseable {
  private static final int BACKLOG = 1000;
  private static final int NO_CONTENT = 204;

  /** How it behaves. */
  enum Mood {
    /** Takes everything at once. */
    ANSWERS,
    /** Accepts connections and never answers. */
    SILENT,
    /** Refuses connections. */
    REFUSES
  }

  private final InetSocketAddress address;
  private Mood mood;
  private AutoCloseable open = () -> {};

  SwitchedOpik() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
    become(Mood.ANSWERS);
  }

  String base() {
    return "http://127.0.0.1:" + address.getPort() + "/api";
  }

  void become(Mood wanted) throws Exception {
    if (mood == wanted) {
      return;
    }
    open.close();
    open =
        switch (wanted) {
          case ANSWERS -> answering();
          // Connections are taken into the backlog and nobody ever reads.
          case SILENT -> new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
          case REFUSES -> () -> {};
        };
    mood = wanted;
  }

  private AutoCloseable answering() throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(NO_CONTENT, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return () -> server.stop(0);
  }

  @Override
  public void close() throws Exception {
    open.close();
  }
}
