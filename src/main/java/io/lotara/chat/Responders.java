package io.lotara.chat;

import io.lotara.job.JobStore;
import io.lotara.tenant.RateLimited;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chain: each answers or passes; the rules, which stand last, always answer. */
@Singleton
public class Responders {
  private static final Logger LOG = LoggerFactory.getLogger(Responders.class);
  private final List<Responder> chain;

  public Responders(List<Responder> responders) {
    this.chain = responders.stream().sorted(Comparator.comparingInt(Responder::order).thenComparing(Responder::name)).toList();
  }

  /** Who answered, and what. */
  public record Answered(String responder, Reply reply) {}

  /** The first answer there is. */
  public Answered answer(ChatTurn turn) {
    for (Responder responder : chain) {
      try {
        Optional<Reply> reply = responder.answer(turn);
        if (reply.isPresent()) {
          return new Answered(responder.name(), reply.get());
        }
      } catch (JobStore.Unavailable | RateLimited e) {
        throw e;
      } catch (RuntimeException e) {
        // Without the message: it may hold what somebody said.
        LOG.warn("the responder {} failed with {}", responder.name(), e.getClass().getName());
      }
    }
    return new Answered("none", new Reply("I could not find an answer just now. Could you put it in other words?", null, turn.focus()));
  }
}
