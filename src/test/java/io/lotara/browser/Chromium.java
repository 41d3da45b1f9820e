package io.lotara.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, over the DevTools protocol. There is none on every machine: {@link #find} says whether there is, and a
 * test that needs it says that it did not run.
 */
public final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--remote-debugging-port=0");

  private final Process process;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private final WebSocket socket;
  private final String session;

  private Chromium(Path binary) throws IOException {
    profile = Files.createTempDirectory("lotara-chromium");
    process =
        new ProcessBuilder(Stream.of(Stream.of(binary.toString()), FLAGS.stream(), Stream.of("--user-data-dir=" + profile, "about:blank"))
                .flatMap(s -> s)
                .toList())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket =
        client.newWebSocketBuilder().buildAsync(address(process), new Answers()).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    String target = call(null, "Target.createTarget", JSON.createObjectNode().put("url", "about:blank")).get("targetId").asText();
    session =
        call(null, "Target.attachToTarget", JSON.createObjectNode().put("targetId", target).put("flatten", true)).get("sessionId").asText();
    call("Page.enable", JSON.createObjectNode());
  }

  /** Where it is installed, if it is. */
  public static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(dir -> Stream.of("chromium", "chromium-browser", "google-chrome").map(name -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it, with an empty profile. */
  public static Chromium start() {
    try {
      return new Chromium(find().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI address(Process process) throws IOException {
    // The reader stays open: Chromium goes on to write.
    BufferedReader lines = process.errorReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("DevTools listening on ")) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(l -> {}));
        return URI.create(line.substring("DevTools listening on ".length()));
      }
    }
    throw new IOException("Chromium ended before it listened");
  }

  /** The size of the window, in CSS pixels, as a telephone's when {@code mobile}. */
  public void size(int width, int height, boolean mobile) {
    call(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode().put("width", width).put("height", height).put("deviceScaleFactor", 1).put("mobile", mobile));
  }

  /** Goes to an address. */
  public void open(URI address) {
    call("Page.navigate", JSON.createObjectNode().put("url", address.toString()));
  }

  /** What an expression is in the page; a promise is waited for. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            JSON.createObjectNode().put("expression", expression).put("awaitPromise", true).put("returnByValue", true)
                .put("userGesture", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + " threw " + answer.get("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until an expression is true. */
  public void await(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String looked = "new Promise(done => { const look = n => { let is = false; try { is = !!(%s) } catch { is = false } "
        + "if (is || n === 0) done(is); else setTimeout(() => look(n - 1), 25); }; look(80); })";
    while (!evaluate(looked.formatted(expression)).asBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came true: " + expression + "\n" + evaluate("document.body.innerText").asText());
      }
    }
  }

  /** Presses and releases a key: {@code Tab}, {@code Enter}, {@code ArrowRight}. */
  public void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event = JSON.createObjectNode().put("type", type).put("key", key).put("code", key);
      event.put("windowsVirtualKeyCode", Map.of("Tab", 9, "Enter", 13, "ArrowRight", 39, "ArrowLeft", 37).getOrDefault(key, 0));
      if (key.equals("Enter") && type.equals("keyDown")) {
        event.put("text", "\r");
      }
      call("Input.dispatchKeyEvent", event);
    }
  }

  /** Types text where the focus is. */
  public void type(String text) {
    call("Input.insertText", JSON.createObjectNode().put("text", text));
  }

  /** A picture of the whole page, as PNG. */
  public byte[] screenshot() {
    ObjectNode how = JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true);
    return Base64.getDecoder().decode(call("Page.captureScreenshot", how).get("data").asText());
  }

  private JsonNode call(String method, ObjectNode parameters) {
    return call(session, method, parameters);
  }

  private JsonNode call(String inSession, String method, ObjectNode parameters) {
    int id = last.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    if (inSession != null) {
      message.put("sessionId", inSession);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode got = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    if (got.has("error")) {
      throw new AssertionError(method + ": " + got.get("error"));
    }
    return got.get("result");
  }

  /** Puts the parts of answers together. */
  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
      text.append(data);
      if (whole) {
        JsonNode message = parse(text.toString());
        text.setLength(0);
        Optional.ofNullable(open.remove(message.path("id").asInt(-1))).ifPresent(waiting -> waiting.complete(message));
      }
      from.request(1);
      return null;
    }

    private static JsonNode parse(String text) {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      try (Stream<Path> files = Files.walk(profile)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException e) {
      // What a process on its way out still held stays in the temporary folder.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
