package io.lotara.webhook;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A POST to an address that was looked at. The name is looked up once, every address it has must be allowed, and the connection goes to the
 * one that was looked at: no second look-up can lead elsewhere. The JDK's client cannot do that. Certificates are checked against the name.
 * Redirects are not followed, no more of an answer is read than its head, and all of it takes three seconds at most.
 */
@Singleton
class PinnedPost {
  private static final Duration TIME = Duration.ofSeconds(3);
  private static final int MAX_HEAD = 16 * 1024;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private final TargetUrls urls;
  private final Names names;
  private final SSLSocketFactory tls;
  private final Clock clock;

  @jakarta.inject.Inject
  PinnedPost(TargetUrls urls, Names names, Clock clock) {
    this(urls, names, (SSLSocketFactory) SSLSocketFactory.getDefault(), clock);
  }

  PinnedPost(TargetUrls urls, Names names, SSLSocketFactory tls, Clock clock) {
    this.urls = urls;
    this.names = names;
    this.tls = tls;
    this.clock = clock;
  }

  /** Sends; never throws. */
  Reply send(String url, Map<String, String> headers, byte[] body) {
    if (urls.complaint(url).isPresent()) {
      return new Reply.Failed("the address is not allowed");
    }
    AtomicReference<Socket> open = new AtomicReference<>();
    FutureTask<Reply> task = new FutureTask<>(() -> exchange(URI.create(url), headers, body, open));
    Thread.ofVirtual().start(task);
    try {
      return task.get(TIME.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Reply.Failed("no answer in time");
    } catch (ExecutionException e) {
      return new Reply.Failed(why(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failed("interrupted");
    } finally {
      close(open.get());
    }
  }

  private static String why(Throwable cause) {
    return switch (cause) {
      case UnknownHostException e -> "the name is not known";
      case SocketTimeoutException e -> "no answer in time";
      case SSLException e -> "no secure connection";
      case NotAllowed e -> "the address is not allowed";
      case NoHttp e -> "the answer is not HTTP";
      default -> "no connection";
    };
  }

  private static final class NotAllowed extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class NoHttp extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static void close(Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // It is gone all the same.
    }
  }

  private Reply exchange(URI url, Map<String, String> headers, byte[] body, AtomicReference<Socket> open) throws IOException {
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    String host = url.getHost().replaceAll("^\\[|]$", "");
    InetAddress address = allowed(url, host);
    Socket socket = new Socket();
    open.set(socket);
    socket.setSoTimeout((int) TIME.toMillis());
    // By its address, not by its name: nothing looks the name up again.
    socket.connect(new InetSocketAddress(address, port), (int) TIME.toMillis());
    if (secure) {
      socket = secured(socket, host, port);
      open.set(socket);
    }
    socket.getOutputStream().write(head(url, headers, body.length).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
    return answer(socket.getInputStream());
  }

  /** The first of the name's addresses, when all of them are allowed. */
  private InetAddress allowed(URI url, String host) throws IOException {
    List<InetAddress> addresses = names.lookUp(host);
    if (addresses.isEmpty() || !addresses.stream().allMatch(a -> urls.reachable(url, a))) {
      throw new NotAllowed();
    }
    return addresses.getFirst();
  }

  private Socket secured(Socket socket, String host, int port) throws IOException {
    SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (host.indexOf(':') < 0) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static String head(URI url, Map<String, String> headers, int length) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    StringBuilder head = new StringBuilder("POST ").append(path);
    if (url.getRawQuery() != null) {
      head.append('?').append(url.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nHost: ").append(url.getHost());
    if (url.getPort() >= 0) {
      head.append(':').append(url.getPort());
    }
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(oneLine(value)));
    return head.append("\r\nContent-Length: ").append(length).append("\r\nConnection: close\r\n\r\n").toString();
  }

  private static String oneLine(String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a header has one line");
    }
    return value;
  }

  private Reply answer(InputStream in) throws IOException {
    HeadReader reader = new HeadReader(in);
    while (true) {
      Matcher status = STATUS_LINE.matcher(reader.line());
      if (!status.matches()) {
        throw new NoHttp();
      }
      int code = Integer.parseInt(status.group(1));
      Duration retryAfter = null;
      for (String line = reader.line(); !line.isEmpty(); line = reader.line()) {
        if (line.toLowerCase(Locale.ROOT).startsWith("retry-after:")) {
          retryAfter = retryAfter(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      if (code >= 200) {
        return new Reply.Answered(code, retryAfter);
      }
    }
  }

  /** Seconds, or a date of HTTP; null when it is neither. */
  private Duration retryAfter(String value) {
    if (SECONDS.matcher(value).matches()) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), at);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Lines of the head of an answer, up to so many bytes in all. */
  private static final class HeadReader {
    private final InputStream in;
    private final byte[] buffer = new byte[MAX_HEAD];
    private int filled;
    private int at;

    HeadReader(InputStream in) {
      this.in = in;
    }

    String line() throws IOException {
      int from = at;
      while (true) {
        for (; at < filled; at++) {
          if (buffer[at] == '\n') {
            int end = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
            at++;
            return new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
          }
        }
        int read = filled == MAX_HEAD ? -1 : in.read(buffer, filled, MAX_HEAD - filled);
        if (read < 0) {
          throw new NoHttp();
        }
        filled += read;
      }
    }
  }
}
