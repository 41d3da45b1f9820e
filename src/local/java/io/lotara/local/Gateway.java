package io.lotara.local;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP API: routes requests to functions, and answers in API Gateway's words where no function does. */
final class Gateway implements AutoCloseable {
  private static final int BODY_LIMIT = 10 * 1024 * 1024;
  private static final int LAMBDA_LIMIT = 6 * 1024 * 1024;

  /** Of the request line and the values of all headers. */
  private static final int HEAD_LIMIT = 10_240;
  private static final Duration INTEGRATION_LIMIT = Duration.ofSeconds(30);
  private static final Set<String> OWN = Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InstantSource clock;
  private final Console console;
  private HttpRoutes routes = new HttpRoutes(List.of());
  private Map<String, LocalFunction> functions = Map.of();
  private Optional<Cors> cors = Optional.empty();

  private record Answer(int status, Map<String, List<String>> headers, byte[] body, String by) {
    static Answer message(int status, String message, String by) {
      var body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
      return new Answer(status, Map.of("content-type", List.of("application/json")), body, by);
    }
  }

  /** Takes the port; requests are answered after {@link #serve}. */
  Gateway(String bind, int port, InstantSource clock, Console console) {
    // Without it every answer on a kept connection waits for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.clock = clock;
    this.console = console;
    try {
      server = HttpServer.create(new InetSocketAddress(bind, port), 1024);
    } catch (BindException e) {
      throw new IllegalStateException("Port " + port + " on " + bind + " is taken or not ours; choose another with -Dport=", e);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot listen on " + bind + ":" + port, e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /** Serves files beside the routes, as a distribution in front of a bucket would. */
  void files(StaticFiles files) {
    server.createContext(files.at(), files);
  }

  int port() {
    return server.getAddress().getPort();
  }

  void serve(List<Template.Route> declared, Optional<Cors> rules, Map<String, LocalFunction> byId) {
    routes = new HttpRoutes(declared);
    cors = rules;
    functions = byId;
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    var requestId = UUID.randomUUID().toString();
    try (exchange) {
      var match = routes.match(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
      var answer = answer(exchange, match, requestId);
      send(exchange, answer, requestId);
      var label = match.map(found -> found.route().key()).orElseGet(() -> exchange.getRequestMethod() + " " + hint(exchange));
      console.line("%s %d %s %d ms".formatted(label, answer.status(), answer.by(), (System.nanoTime() - start) / 1_000_000));
    }
  }

  private Answer answer(HttpExchange exchange, Optional<HttpRoutes.Match> match, String requestId) throws IOException {
    if (head(exchange) > HEAD_LIMIT) {
      exchange.getRequestBody().skip(BODY_LIMIT);
      return Answer.message(431, "Request Header Fields Too Large", "gateway");
    }
    // A route that takes OPTIONS, were it by ANY or $default, takes preflights too.
    if (cors.isPresent() && exchange.getRequestMethod().equals("OPTIONS") && match.isEmpty()) {
      return new Answer(204, Map.of(), new byte[0], "CORS");
    }
    var body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
    if (body.length > BODY_LIMIT) {
      exchange.getRequestBody().skip(BODY_LIMIT);
      return Answer.message(413, "Request Entity Too Large", "gateway");
    }
    if (match.isEmpty()) {
      return Answer.message(404, "Not Found", "no such route");
    }
    var event = HttpEvents.event(exchange, match.get(), body, clock.instant(), requestId);
    if (event.getBody() != null && event.getBody().getBytes(StandardCharsets.UTF_8).length > LAMBDA_LIMIT) {
      return Answer.message(413, "Request Entity Too Large", "Lambda");
    }
    return invoke(functions.get(match.get().route().function()), event);
  }

  private static int head(HttpExchange exchange) {
    int size = exchange.getRequestMethod().length() + exchange.getRequestURI().toString().length() + exchange.getProtocol().length();
    for (var values : exchange.getRequestHeaders().values()) {
      size += values.stream().mapToInt(String::length).sum();
    }
    return size;
  }

  private Answer invoke(LocalFunction function, Object event) {
    var id = function.spec().id();
    var own = function.spec().timeout();
    boolean gatewayFirst = own.compareTo(INTEGRATION_LIMIT) > 0;
    try {
      var result = function.invoke(FunctionCall.Trigger.HTTP, event, gatewayFirst ? INTEGRATION_LIMIT : own);
      if (result instanceof APIGatewayV2HTTPResponse response && response.getStatusCode() >= 100) {
        var answer = answer(response, id);
        if (answer.body().length <= LAMBDA_LIMIT) {
          return answer;
        }
        console.line(id + " answered with more than Lambda's 6 MB");
      } else {
        console.line(id + " answered with no HTTP response");
      }
    } catch (FunctionFailure e) {
      console.failure(e);
      if (e.timeout() && gatewayFirst) {
        return Answer.message(503, "Service Unavailable", id);
      }
    }
    return Answer.message(500, "Internal Server Error", id);
  }

  private Answer answer(APIGatewayV2HTTPResponse response, String function) {
    var headers = new LinkedHashMap<String, List<String>>();
    if (response.getHeaders() != null) {
      response.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    }
    if (response.getMultiValueHeaders() != null) {
      response.getMultiValueHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    }
    if (response.getCookies() != null && !response.getCookies().isEmpty()) {
      headers.put("set-cookie", List.copyOf(response.getCookies()));
    }
    var text = response.getBody() == null ? "" : response.getBody();
    var body = response.getIsBase64Encoded() ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
    if (body.length > 0) {
      headers.putIfAbsent("content-type", List.of("text/plain; charset=utf-8"));
    }
    return new Answer(response.getStatusCode(), headers, body, function);
  }

  private void send(HttpExchange exchange, Answer answer, String requestId) throws IOException {
    var headers = exchange.getResponseHeaders();
    answer.headers().forEach((name, values) -> {
      if (!OWN.contains(name) && !(cors.isPresent() && Cors.decides(name))) {
        headers.put(name, List.copyOf(values));
      }
    });
    var origin = exchange.getRequestHeaders().getFirst("Origin");
    cors.map(rules -> answer.by().equals("CORS") ? rules.preflight(origin) : rules.actual(origin))
        .ifPresent(own -> own.forEach(headers::set));
    headers.set("apigw-requestid", requestId);
    boolean bodiless = answer.status() == 204 || answer.status() == 304 || exchange.getRequestMethod().equals("HEAD");
    if (exchange.getRequestMethod().equals("HEAD") && answer.body().length > 0) {
      headers.set("content-length", String.valueOf(answer.body().length));
    }
    exchange.sendResponseHeaders(answer.status(), bodiless || answer.body().length == 0 ? -1 : answer.body().length);
    if (!bodiless && answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  /** Enough of an unknown path to see what is meant, and nothing that may name somebody. */
  private static String hint(HttpExchange exchange) {
    var path = exchange.getRequestURI().getRawPath();
    return path.replaceFirst("^((?:/[^/]*){1,2}).*", "$1") + (path.chars().filter(c -> c == '/').count() > 2 ? "/…" : "");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
