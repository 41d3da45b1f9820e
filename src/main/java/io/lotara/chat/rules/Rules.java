package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.Responder;
import io.lotara.chat.TripDesk;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Answers without any model, always: from what the person said, the jobs of the conversation and the travel sources. */
@Singleton
public class Rules implements Responder {
  /** Its name in answers. */
  public static final String NAME = "rules";

  private final TripDesk desk;
  private final List<Rule> always;
  private final List<Rule> travel;
  private final TripRequests requests;
  private final Faqs faqs;

  Rules(
      TripDesk desk, Declined declined, SmallTalk talk, Faqs faqs, Decisions decisions, TripStatus status, Hours hours, Prices prices,
          Places places, Revisions revisions,
      TripRequests requests) {
    this.desk = desk;
    this.requests = requests;
    this.faqs = faqs;
    this.always = List.of(declined, talk);
    this.travel = List.of(decisions, status, hours, prices, places, revisions, requests);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int order() {
    return 1000;
  }

  @Override
  public Optional<Reply> answer(ChatTurn turn) {
    Heard heard = new Heard(turn, desk);
    for (Rule rule : always) {
      Optional<Reply> reply = rule.answer(heard);
      if (reply.isPresent()) {
        return reply;
      }
    }
    if (turn.settings().travel()) {
      for (Rule rule : travel) {
        Optional<Reply> reply = rule.answer(heard);
        if (reply.isPresent()) {
          return reply;
        }
      }
    }
    Optional<Reply> known = faqs.answer(heard);
    if (known.isPresent()) {
      return known;
    }
    Optional<Reply> taken = turn.settings().travel() ? requests.toTheTrip(heard) : Optional.empty();
    return taken.isPresent() ? taken : Optional.of(unknown(turn));
  }

  private static Reply unknown(ChatTurn turn) {
    return turn.settings().travel()
        ? Reply.of(
        "I do not know about that. I plan trips, and I know prices, places and opening hours. " + SmallTalk.offer(turn.settings()), turn)
        : Reply.of("I do not know about that. " + SmallTalk.help(turn.settings()), turn);
  }
}
