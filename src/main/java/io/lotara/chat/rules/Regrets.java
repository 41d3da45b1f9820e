package io.lotara.chat.rules;

import io.lotara.chat.Reply;
import java.util.Optional;

/** Answers who refuses a trip, tells of one or complains, when nothing else is known about that: nothing is begun for it. */
final class Regrets {
  private Regrets() {}

  static Optional<Reply> answer(Heard heard) {
    return NoWish.of(heard.words()).why()
        .filter(why -> why == NoWish.Why.TROUBLE || heard.has(TripRequests.WISH) || heard.says("destination"))
        .map(
            why ->
                Reply.of(
                    switch (why) {
                      case REFUSED -> "All right, I plan nothing there." + (heard.turn().focus().jobId() == null ? ""
                          : " Your trip stays as it is; say “cancel my trip” if you do not want it any more.");
                      case PAST -> "I see. Tell me when I shall plan a trip for you, and where to.";
                      case TROUBLE -> "I am sorry to hear that. I cannot do anything about it here: I plan trips, and I know prices, places and"
                          + " opening hours.";
                    },
                    heard.turn()));
  }
}
