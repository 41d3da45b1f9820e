package io.lotara.webhook;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An address that a tenant wants to be told at.
 *
 * @param tenant whose it is
 * @param id {@code whep_} and a UUIDv7
 * @param url as {@link TargetUrls} allows it
 * @param events what is told there
 * @param description up to 200 characters, or null
 * @param secret what deliveries are signed with, {@code whsec_…}
 * @param former the secret before, when it was replaced, or null
 * @param createdAt when it was made
 * @param disabled why nothing is told there any more, or null
 */
public record Endpoint(
    String tenant,
    String id,
    String url,
    Set<EventType> events,
    @Nullable String description,
    String secret,
    @Nullable Former former,
    Instant createdAt,
    @Nullable String disabled) {

  /** Most endpoints of a tenant. */
  public static final int MOST = 20;

  public Endpoint {
    events = Set.copyOf(events);
  }

  /**
   * A secret that was replaced.
   *
   * @param until when it is good no more
   */
  public record Former(String secret, Instant until) {}

  /** What a delivery is signed with now, the newest first: a secret that was replaced stays good for a time. */
  List<String> secrets(Instant now) {
    return former != null && now.isBefore(former.until()) ? List.of(secret, former.secret()) : List.of(secret);
  }

  /** Whether an event is told there. */
  boolean wants(EventType type) {
    return disabled == null && events.contains(type);
  }
}
