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
  private final TripTalk trips;
  private final Faqs faqs;
  private final TripRequests requests;

  Rules(TripDesk desk, Declined declined, SmallTalk talk, Faqs faqs, TripTalk trips, TripRequests requests) {
    this.desk = desk;
    this.always = List.of(declined, talk);
    this.trips = trips;
    this.faqs = faqs;
    this.requests = requests;
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
    Heard said = new Heard(turn, desk);
    // An offer that was not taken up at once is none any more.
    Heard heard = Offers.lapsed(said) ? said.about(turn.focus().settled()) : said;
    boolean travel = turn.settings().travel();
    return first(always, heard)
        .or(() -> travel ? trips.answer(heard) : Optional.empty())
        .or(() -> faqs.answer(heard))
        .or(() -> travel ? requests.toTheTrip(heard).or(() -> Regrets.answer(heard)) : Optional.empty())
        .or(() -> Optional.of(unknown(heard.turn())));
  }

  private static Optional<Reply> first(List<Rule> rules, Heard heard) {
    return rules.stream().map(rule -> rule.answer(heard)).flatMap(Optional::stream).findFirst();
  }

  private static Reply unknown(ChatTurn turn) {
    return turn.settings().travel()
        ? Reply.of(
        "I do not know about that. I plan trips, and I know prices, places and opening hours. " + SmallTalk.offer(turn.settings()), turn)
        : Reply.of("I do not know about that. " + SmallTalk.help(turn.settings()), turn);
  }
}
