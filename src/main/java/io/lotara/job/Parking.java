package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.Optional;

/** Messages that were received too often, kept for a person to look at. */
public interface Parking {

  /** Keeps a message. May be called more than once with the same id. */
  void park(Parked message);

  /** A parked message. */
  Optional<Parked> find(String id);

  /** Notes that it was sent again; nothing when it is kept no more. May be called more than once. */
  void redriven(String id, Instant now);

  /**
   * A parked message.
   *
   * @param id of the message in its queue
   * @param body as it was received
   * @param reason why it could not be delivered
   * @param parkedAt when it was parked
   * @param redrivenAt when it was last sent again, or null
   */
  record Parked(String id, String body, String reason, Instant parkedAt, @Nullable Instant redrivenAt) {}
}
