package io.lotara.chat;

import java.util.Optional;

/** One who may answer a turn. The class is its own registration: every bean of this type is asked, in their order, until one answers. */
public interface Responder {

  /** Stable name; an answer says who gave it. */
  String name();

  /** When it is asked: the lower the earlier. The rules, which always answer, are last. */
  int order();

  /**
   * Answers, or passes with empty. Called at least once for a turn: what it does outside must go by the turn's id. What it throws counts as
   * passing, but for what says that nothing can be done now ({@link io.lotara.job.JobStore.Unavailable}, {@link
   * io.lotara.tenant.RateLimited}).
   */
  Optional<Reply> answer(ChatTurn turn);
}
