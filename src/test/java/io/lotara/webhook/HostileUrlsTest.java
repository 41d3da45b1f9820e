package io.lotara.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is sent where it must not go, however its address is written and wherever its name leads. */
class HostileUrlsTest {
  private final TargetUrls urls = new TargetUrls(false, "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The metadata service and loopback, in every spelling of a number.
        "https://169.254.169.254/latest/meta-data/", "https://169.254.169.254./", "https://2852039166/", "https://0xa9fea9fe/", "https://0xA9FEA9FE/",
        "https://0251.0376.0251.0376/", "https://025177524776/", "https://0xa9.0xfe.0xa9.0xfe/", "https://169.254.43518/", "https://169.16689662/",
        "https://0xa9.254.0251.0376/", "https://169.254.169.254:443/", "https://00000169.254.169.254/", "https://127.0.0.1/", "https://127.1/",
        "https://127.0.1/", "https://0177.0.0.1/", "https://0x7f.1/", "https://0x7f000001/", "https://2130706433/", "https://017700000001/",
        "https://0/", "https://0.0.0.0/", "https://00.0.0.0/", "https://1.1.1.1/", "https://999.1.1.1/",
        // IPv6: loopback, unspecified, mapped, compatible, translated, 6to4, link-local, unique local, Teredo, the metadata service, zones.
        "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
        "https://[::ffff:a9fe:a9fe]/", "https://[::127.0.0.1]/", "https://[::a9fe:a9fe]/", "https://[64:ff9b::a9fe:a9fe]/",
        "https://[64:ff9b::169.254.169.254]/", "https://[2002:a9fe:a9fe::]/", "https://[2002:7f00:1::1]/", "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/", "https://[fc00::1]/", "https://[fd00:ec2::254]/", "https://[2001::1]/", "https://[2606:4700::1111]/",
        "https://[::ffff:0:127.0.0.1]/",
        // Names of the neighbourhood.
        "https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://localhost.localdomain/", "https://a.localhost/",
        "https://printer.local/", "https://metadata.google.internal/", "https://instance-data.ec2.internal/", "https://router.lan/",
        "https://intranet/", "https://host.docker.internal/", "https://1.0.0.127.in-addr.arpa/", "https://x.test/", "https://hidden.onion/",
        "https://example.com./",
        // Other doors than https.
        "http://example.com/", "HTTP://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/_x", "javascript:alert(1)",
        "data:text/plain,x", "jar:https://example.com/!/", "//example.com/", "example.com", "https:example.com", "https://", "https:///x", "https://:443/",
        // Somebody else's host in disguise.
        "https://user@example.com/", "https://user:secret@example.com/", "https://example.com@127.0.0.1/", "https://@example.com/",
        "https://127.0.0.1@example.com/", "https://example.com%40127.0.0.1/", "https://example.com\\@127.0.0.1/", "https://example.com\\.evil.org/",
        "https://127.0.0.1%00.example.com/", "https://127.0.0.1%2f.example.com/", "https://%31%32%37.0.0.1/", "https://exa mple.com/",
        "https://example.com#@127.0.0.1:0/", "https://foo_bar.example.com/", "https://-a.example.com/", "https://a..example.com/",
        // Letters that look like others.
        "https://\u2460\u2461\u2466.0.0.1/", "https://\uff11\uff12\uff17.0.0.1/", "https://127\u30020\u30020\u30021/", "https://loc\u0430lhost/",
        "https://ⓔxample.com/", "https://ex\u00e4mple.com/", "https://\u06f1\u06f2\u06f7.0.0.1/", "https://example\u2024com/",
        // Lines, and what is no URL.
        "https://example.com/\r\nHost: evil", "https://example.com/\nX: y", "https://example.com\r\n.evil.org/", "https://example.com/\tx",
        "https://example.com/ x", "", " ", "not a url", "https://example.com/\u0000", "https://ex\u200bample.com/",
        // Other services' ports.
        "https://example.com:22/", "https://example.com:25/", "https://example.com:80/", "https://example.com:0/", "https://example.com:65536/",
        "https://example.com:-1/", "https://example.com:99999999999/"
      })
  void isRefusedAtTheDoor(String url) {
    boolean refused = urls.complaint(url).isPresent();
    // What only a look at the name can tell, and a fragment, which is never sent, are no reason to refuse.
    assertTrue(refused || url.contains("#@"), () -> url + " was accepted");
    if (refused) {
      AtomicInteger looked = new AtomicInteger();
      PinnedPost post = new PinnedPost(urls, host -> List.of(InetAddress.ofLiteral("127.0.0." + looked.incrementAndGet())), Clock.systemUTC());
      assertEquals(new Reply.Failed("the address is not allowed"), post.send(url, Map.of(), new byte[0]));
      assertEquals(0, looked.get(), "nobody was even asked");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://0x7f.1/,'must name a public host, not an address or a local name'",
    "https://127.0.0.1/,'must name a public host, not an address or a local name'",
    "https://foo_bar.example.com/,'must name a public host, not an address or a local name'",
    "https://user@example.com/,must be without user information",
    "https://user@0x7f.1/,must be without user information",
    "https:///x,must name a host",
    "https:example.com,must name a host"
  })
  void theReasonIsTheRightOne(String url, String reason) {
    assertEquals(Optional.of(reason), urls.complaint(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/", "https://example.com", "https://EXAMPLE.com/hook?x=1&y=%20", "https://hooks.example.co.uk:8443/a/b", "https://example.com:443/",
        "https://xn--bcher-kva.example/", "https://1and1.com/", "https://a.b.c.d.example.org/~x;y=1"
      })
  void aPublicAddressIsNot(String url) {
    assertEquals(Optional.empty(), urls.complaint(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.255", "169.254.169.254",
        "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
        "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:a9fe:a9fe::1",
        "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "5f00::1"
      })
  void aNameThatLeadsThereIsNotCalled(String address) {
    InetAddress where = InetAddress.ofLiteral(address);
    assertFalse(PublicAddress.is(where), address);
    PinnedPost post = new PinnedPost(urls, host -> List.of(where), Clock.systemUTC());
    assertEquals(new Reply.Failed("the address is not allowed"), post.send("https://example.com/", Map.of(), new byte[0]));
    // One bad address among good ones is enough: whoever answers so plays games.
    PinnedPost mixed = new PinnedPost(urls, host -> List.of(InetAddress.ofLiteral("93.184.215.14"), where), Clock.systemUTC());
    assertEquals(new Reply.Failed("the address is not allowed"), mixed.send("https://example.com/", Map.of(), new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.215.14", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
        "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
        "2a00:1450:4001::1"
      })
  void whatIsPublicIs(String address) {
    assertTrue(PublicAddress.is(InetAddress.ofLiteral(address)), address);
  }

  @Test
  void aNameIsLookedUpOnceAndNotAgain() {
    // The second look-up would lead into the machine; there is none, and the first one's address is not reachable from here.
    List<String> asked = new ArrayList<>();
    Names rebinding =
        host -> {
          asked.add(host);
          return List.of(InetAddress.ofLiteral(asked.size() == 1 ? "2001:4860:4860::8888" : "127.0.0.1"));
        };
    assertInstanceOf(Reply.Failed.class, new PinnedPost(urls, rebinding, Clock.systemUTC()).send("https://rebind.example.com/", Map.of(), new byte[0]));
    assertEquals(List.of("rebind.example.com"), asked);
  }

  @Test
  void aNameThatIsUnknownIsNoFault() {
    Names nobody =
        host -> {
          throw new UnknownHostException(host);
        };
    assertEquals(
        new Reply.Failed("the name is not known"), new PinnedPost(urls, nobody, Clock.systemUTC()).send("https://a.example.com/", Map.of(), new byte[0]));
  }

  @Test
  void loopbackIsReachedOnlyUnderItsOwnNameAndOnlyWhenItIsAllowed() {
    TargetUrls open = new TargetUrls(true, "");
    InetAddress here = InetAddress.getLoopbackAddress();
    assertEquals(Optional.empty(), open.complaint("http://127.0.0.1:9000/hook"));
    assertTrue(open.reachable(URI.create("http://localhost:9000/"), here));
    assertFalse(open.reachable(URI.create("https://example.com/"), here), "a public name that leads here is still refused");
    assertFalse(urls.reachable(URI.create("http://localhost:9000/"), here));
    for (String url : List.of("http://10.0.0.1/", "http://169.254.169.254/", "http://127.0.0.2/", "http://u@127.0.0.1/", "http://127.0.0.1.nip.io/")) {
      assertTrue(open.complaint(url).isPresent(), url);
    }
  }

  /** On Lambda the machine itself is where the runtime asks for events: who may post there could answer them. */
  @Test
  void whatIsAllowedToTryThingsOutIsNotAllowedOnLambda() {
    for (String runtime : new String[] {"", "127.0.0.1:9001"}) {
      PropertySource variables =
          PropertySource.of(
              "variables",
              Map.of("LOTARA_LOOPBACK_WEBHOOKS", "true", "AWS_LAMBDA_RUNTIME_API", runtime),
              PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE);
      try (ApplicationContext context = ApplicationContext.builder().propertySources(variables).start()) {
        TargetUrls set = context.getBean(TargetUrls.class);
        URI runtimeApi = URI.create("http://127.0.0.1:9001/2018-06-01/runtime/invocation/next");
        assertEquals(runtime.isEmpty(), set.complaint(runtimeApi.toString()).isEmpty(), runtime);
        assertEquals(runtime.isEmpty(), set.reachable(runtimeApi, InetAddress.getLoopbackAddress()), runtime);
      }
    }
  }
}
