package io.lotara.webhook;

import io.lotara.job.Job;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one delivery once, signed as Standard Webhooks has it, and says what became of it. */
@Singleton
class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final int GONE = 410;

  private final Endpoints endpoints;
  private final SigningSecrets secrets;
  private final PinnedPost post;
  private final JsonMapper json;
  private final String version;
  private final Clock clock;

  Sender(
      Endpoints endpoints,
      SigningSecrets secrets,
      PinnedPost post,
      JsonMapper json,
      @Value("${lotara.version:dev}") String version,
      Clock clock) {
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.post = post;
    this.json = json;
    this.version = version;
    this.clock = clock;
  }

  Delivery toEndpoint(Job job, Delivery delivery) {
    Endpoint endpoint = endpoints.find(job.key().tenant(), delivery.target()).orElse(null);
    if (endpoint == null) {
      return delivery.dead(null, "the webhook was removed");
    }
    if (endpoint.disabled() != null) {
      return delivery.dead(null, "the webhook is disabled: " + endpoint.disabled());
    }
    Delivery next = send(job, delivery, endpoint.url(), endpoint.secrets(clock.instant()));
    if (next.state() == Delivery.State.DEAD && Integer.valueOf(GONE).equals(next.tries().getLast().status())) {
      endpoints.disable(job.key().tenant(), endpoint.id(), "it answered 410 Gone");
    }
    return next;
  }

  Delivery toCallback(Job job, Delivery delivery, @Nullable String url) {
    return url == null
        ? delivery.dead(null, "the address was removed")
        : send(job, delivery, url, secrets.of(job.key().tenant(), clock.instant()));
  }

  private Delivery send(Job job, Delivery delivery, String url, List<String> keys) {
    String body = Payload.of(json, job, delivery);
    Instant now = clock.instant();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Lotara/" + version);
    headers.put("webhook-id", delivery.messageId());
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    headers.put("webhook-signature", Secret.sign(keys, delivery.messageId(), now.getEpochSecond(), body));
    long began = System.nanoTime();
    Reply reply = post.send(url, headers, body.getBytes(StandardCharsets.UTF_8));
    long millis = (System.nanoTime() - began) / 1_000_000;
    Delivery next =
        switch (reply) {
          case Reply.Answered a -> answered(delivery, a, now, millis);
          case Reply.Failed f -> delivery.failed(new Delivery.Try(now, null, f.why(), millis), null);
        };
    // No address: the path and query of one may be a secret.
    LOG.info("delivery {} of job {}: {} after {} ms", delivery.id(), job.key().id(), said(reply), millis);
    return next;
  }

  private static Delivery answered(Delivery delivery, Reply.Answered answer, Instant now, long millis) {
    Delivery.Try last = new Delivery.Try(now, answer.status(), null, millis);
    if (answer.status() / 100 == 2) {
      return delivery.delivered(last);
    }
    return answer.status() == GONE
        ? delivery.dead(last, "it answered 410 Gone")
        : delivery.failed(last, retryAfter(answer));
  }

  private static @Nullable Duration retryAfter(Reply.Answered answer) {
    return answer.status() == 429 || answer.status() == 503 ? answer.retryAfter() : null;
  }

  private static String said(Reply reply) {
    return switch (reply) {
      case Reply.Answered a -> "answered " + a.status();
      case Reply.Failed f -> f.why();
    };
  }
}
