package io.lotara.chat;

import com.fasterxml.uuid.Generators;
import io.lotara.digest.Sha256;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.ModelCall;
import io.lotara.job.ModelCalls;
import io.lotara.tenant.Limits;
import io.lotara.tenant.RateLimited;
import io.lotara.trace.TracedTurn;
import io.lotara.trace.TurnTraces;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes turns. A turn is claimed with a conditional write, answered, and kept with its answer; turns of a conversation are answered one
 * after the other. A turn that comes again while it is being answered waits for the answer; after that it is told the answer that was kept.
 * When whoever answers it dies, it can be claimed again after {@link #LEASE}, and what was done for it is done once, as jobs go by the
 * turn's id.
 */
@Singleton
public class Chat {
  /** Longer than any function that answers may run. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(40);
  private static final int LOOKS = 250;
  private static final int REMEMBERED = Conversations.MOST;

  private final Conversations store;
  private final IdempotencyKeys keys;
  private final Responders responders;
  private final ChatProfiles profiles;
  private final TurnTraces traces;
  private final Limits limits;
  private final Clock clock;

  public Chat(
      Conversations store,
      IdempotencyKeys keys,
      Responders responders,
      ChatProfiles profiles,
      TurnTraces traces,
      @Value("${lotara.open-access:false}") boolean open,
      @Value("${lotara.chat-turns-per-minute:}") String perMinute,
      Clock clock) {
    this.store = store;
    this.keys = keys;
    this.responders = responders;
    this.profiles = profiles;
    this.traces = traces;
    int turns = perMinute.isBlank() ? open ? 0 : 20 : Integer.parseInt(perMinute.trim());
    this.limits = new Limits(turns, Math.max(1, Math.min(10, turns)), 0);
    this.clock = clock;
  }

  /**
   * Something that was said.
   *
   * @param conversationId null for a new conversation
   * @param begins whether a conversation of that id is begun when there is none
   * @param turnId the client's, or null for one of ours; with no conversation, one that no other conversation of the tenant begins with
   * @param userId or null when nobody said
   * @param user what the client says of the person
   */
  public record Saying(
      String tenant,
      @Nullable String conversationId,
      boolean begins,
      @Nullable String turnId,
      String message,
      @Nullable String userId,
      JsonNode user,
      Rights rights) {}

  /** What became of it. */
  public sealed interface Outcome {
    /** It was answered, now or before. */
    record Answered(String conversationId, Turn turn) implements Outcome {}

    /** There is no such conversation. */
    record Unknown() implements Outcome {}

    /** The id was used for another turn. */
    record IdReused() implements Outcome {}

    /** Another turn of the conversation is being answered, and takes long. */
    record Busy() implements Outcome {}
  }

  /**
   * Says something. With the same turn id it may be called more than once, also at the same time.
   *
   * @throws RateLimited when the conversation has had too many turns, or the tenant too many jobs
   * @throws io.lotara.job.JobStore.Unavailable when a store or queue is throttling
   */
  public Outcome say(Saying said) {
    if (said.conversationId() != null) {
      return say(said, said.conversationId(), said.begins());
    }
    String id = Generators.timeBasedEpochGenerator().generate().toString();
    if (said.turnId() != null) {
      String fingerprint = Sha256.hex(said.message());
      IdempotencyKeys.Taken taken =
          keys.take(said.tenant(), "chat", said.turnId(), fingerprint, id, Instant.ofEpochMilli(clock.millis()));
      if (!taken.fingerprint().equals(fingerprint)) {
        return new Outcome.IdReused();
      }
      id = taken.jobId();
    }
    return say(said, id, true);
  }

  private Outcome say(Saying said, String id, boolean begins) {
    String turnId = said.turnId() != null ? said.turnId() : Generators.timeBasedEpochGenerator().generate().toString();
    for (int look = 0; look < LOOKS; look++) {
      Instant now = Instant.ofEpochMilli(clock.millis());
      Optional<Conversation> found = store.find(said.tenant(), id, now);
      if (found.isEmpty() && !begins) {
        return new Outcome.Unknown();
      }
      // The time once it was seen that there is none: whatever was deleted has begun before it.
      Conversation conversation =
          found.orElseGet(() -> Conversation.fresh(said.tenant(), id, said.userId(), Instant.ofEpochMilli(clock.millis())));
      if (said.turnId() != null && conversation.turns() > 0) {
        Optional<Turn> before = store.turn(said.tenant(), id, turnId, now);
        if (before.isPresent()) {
          return before.get().message().equals(said.message()) ? new Outcome.Answered(id, before.get()) : new Outcome.IdReused();
        }
      }
      if (conversation.busy(now)) {
        LockSupport.parkNanos(PAUSE.toNanos());
        continue;
      }
      if (limits.rated()) {
        limits
            .refusal(conversation.fullAt(), 0, false, now)
            .ifPresent(
                refusal -> {
                  throw refusal;
                });
      }
      Conversation claimed = conversation.claimed(turnId, said.userId(), LEASE, limits, now);
      if (store.write(claimed, null)) {
        return answer(said, claimed, turnId);
      }
    }
    return new Outcome.Busy();
  }

  private Outcome answer(Saying said, Conversation claimed, String turnId) {
    Instant now = claimed.updatedAt();
    ChatTurn turn =
        new ChatTurn(
            claimed,
            turnId,
            said.message(),
            said.userId() != null ? said.userId() : claimed.userId() != null ? claimed.userId() : "chat-" + Sha256.hex(claimed.id(), 16),
            said.user(),
            profiles.of(said.tenant()),
            said.rights(),
            now,
            remembered(claimed, now));
    List<ModelCall> calls = new ArrayList<>();
    Responders.Answered answered;
    try {
      answered = traces.wanted() ? ModelCalls.collect(clock, calls, () -> responders.answer(turn)) : responders.answer(turn);
    } catch (RuntimeException e) {
      store.write(claimed.released(now), null, traced(claimed, 0, null, calls));
      throw e;
    }
    Instant done = Instant.ofEpochMilli(clock.millis());
    Reply reply = answered.reply();
    Turn kept = new Turn(claimed.turns() + 1, turnId, said.message(), reply.text(), answered.responder(), reply.jobId(), done);
    if (store.write(claimed.answered(reply.focus(), done), kept, traced(claimed, kept.number(), answered, calls))) {
      return new Outcome.Answered(claimed.id(), kept);
    }
    // We were taken for dead, and somebody else has answered; or the conversation is gone.
    return store
        .turn(said.tenant(), claimed.id(), turnId, done)
        .<Outcome>map(first -> new Outcome.Answered(claimed.id(), first))
        .orElseGet(() -> store.find(said.tenant(), claimed.id(), done).isEmpty() ? new Outcome.Unknown() : new Outcome.Busy());
  }

  /** What is owed to be told of a turn; null when no model was asked, or nobody wants to know. */
  private @Nullable TracedTurn traced(Conversation claimed, int number, @Nullable Responders.Answered answered, List<ModelCall> calls) {
    return calls.isEmpty()
        ? null
        : new TracedTurn(
            Generators.timeBasedEpochGenerator().generate().toString(),
            Sha256.hex(claimed.tenant() + "\n" + claimed.id(), 16),
            number,
            answered == null ? "none" : answered.responder(),
            answered == null ? null : answered.reply().jobId(),
            claimed.updatedAt(),
            Instant.ofEpochMilli(clock.millis()),
            calls);
  }

  private java.util.function.Supplier<List<Turn>> remembered(Conversation c, Instant now) {
    return io.micronaut.core.util.SupplierUtil.memoized(
        () -> c.turns() == 0 ? List.of() : store.page(c.tenant(), c.id(), Math.max(0, c.turns() - REMEMBERED), REMEMBERED, now));
  }
}
