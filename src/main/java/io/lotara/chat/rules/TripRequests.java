package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Focus;
import io.lotara.chat.Reply;
import io.lotara.chat.TripDesk;
import io.lotara.job.Decision;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes trips in: what is clear becomes a job, what is not is asked for, and the next turn answers. */
@Singleton
final class TripRequests implements Rule {
  static final String ABOUT = "trip";
  private static final int ASKED_MOST = 3;
  static final Pattern WISH =
      Pattern.compile(
          "\\b(?:plan|organi[sz]e|arrange|itinerary|trip|travel(?:ling|ing)?|vacation|holidays?|getaway|honeymoon|city ?break|weekend"
              + "|journey|tour|cruise"
              + "|visit|fly|take me|send me|book me|go(?:ing)? (?:to|on)|(?:want|like|love|need|wish) to (?:go|see|visit|travel|fly)"
              + "|ke hoach|chuyen di|du lich|muon (?:di|den|tham))\\b");
  private static final String POLITE =
      "^(?:(?:hi|hello|hey|please|so|and|well|ok(?:ay)?|sorry)[,!. ]+)*(?:(?:can|could|would) you (?:please )?(?:tell|say|show|explain)(?: to)?(?: me)?,? "
          + "|do you know,? |i wonder,? |(?:please )?tell me,? |i(?:'d| would) like to know,? )?";

  /** A question asks for a trip only when it says so. */
  private static final Pattern QUESTION =
      Pattern.compile(
          POLITE + "(?:who|why|when|where|which|what|how|is|are|was|were|does|did|do (?:i|we|you|they|people)|should|shall|may|has|have (?:i|we|you))\\b");

  /** What may be a question or a wish: one with a length, a budget or a party is a wish. */
  private static final Pattern MAY_BE_A_QUESTION = Pattern.compile(POLITE + "(?:can|could|would|will|must) (?:i|we|one|it|there|that|the|my|an?)\\b");

  private static final Pattern ONLY_A_QUESTION =
      Pattern.compile(POLITE + "(?:how (?:do|can|does|would|much|many|long|far|expensive|is|are)|do you|does|did|why|is it (?!possible)|are)\\b");
  private static final Pattern ASKS_FOR_ONE = Pattern.compile(
          "\\b(?:plan|organi[sz]e|arrange|book|itinerary"
              + "|(?:want|like|love|need|wish)(?: to (?:go on|take|have))? (?:a|an|some) (?:\\w+ )?(?:trip|holidays?|vacation|getaway"
              + "|city ?break|journey)"
              + "|(?:want|like|love|need|wish) to travel)\\b");
  private static final Pattern TRIP_TO = Pattern.compile("\\btrip to\\b");

  private final TripDesk desk;

  TripRequests(TripDesk desk) {
    this.desk = desk;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    if (heard.answers(ABOUT)) {
      return Optional.of(answered(heard));
    }
    return wish(heard).map(
        wish -> {
          Understanding understood = wish.understanding();
          return understood.question() == null ? begun(wish.turn(), wish.words(), understood, false)
              : asks(wish.turn(), wish.words(), understood);
        });
  }

  /** Whether the words are a request that needs no question. */
  boolean whole(Heard heard) {
    return wish(heard)
        .filter(w -> (w.says("destination") || w.says("cities")) && (w.has(ASKS_FOR_ONE) || w.has(TRIP_TO) || w.says("duration_days")))
        .isPresent();
  }

  /** Takes words for a request, whatever they look like. */
  Optional<Reply> take(Heard heard) {
    Understanding understood = heard.understanding();
    if (understood.question() == null) {
      return Optional.of(begun(heard.turn(), heard.words(), understood, false));
    }
    String trip = "A trip " + heard.words();
    Understanding again = desk.understand(heard.turn(), trip, List.of());
    return Optional.of(again.question() == null ? begun(heard.turn(), trip, again, false) : asks(heard.turn(), heard.words(), understood));
  }

  /** The request in the words, without what they refuse or tell of the past; empty when there is none. */
  private static Optional<Heard> wish(Heard heard) {
    NoWish.Parts parts = NoWish.of(heard.words());
    if (parts.why().isEmpty()) {
      return wanted(heard) ? Optional.of(heard) : Optional.empty();
    }
    if (parts.rest().isBlank()) {
      return Optional.empty();
    }
    Heard rest = heard.saying(parts.rest());
    Heard out = heard.saying(parts.out());
    boolean elsewhere = out.says("destination") || out.says("cities");
    return !wanted(rest) ? Optional.empty() : Optional.of(elsewhere ? rest : heard);
  }

  private static boolean wanted(Heard heard) {
    boolean wish = heard.has(WISH);
    boolean outright = heard.has(ASKS_FOR_ONE);
    boolean much = heard.says("duration_days") || heard.says("budget") || heard.says("travellers");
    if (heard.has(ONLY_A_QUESTION) || heard.has(QUESTION) && !outright || heard.has(MAY_BE_A_QUESTION) && !outright && !much) {
      return false;
    }
    boolean where = heard.says("destination") || heard.says("cities");
    boolean more = much || heard.says("dates");
    return wish && (where || outright || more) || where && more;
  }

  private Reply asks(ChatTurn turn, String words, Understanding understood) {
    String options = understood.question().options().isEmpty() || understood.question().text().contains("Did you mean")
        ? ""
        : " For example " + Words.list(understood.question().options()) + ".";
    return new Reply(understood.question().text() + options, null, turn.focus().asks(ABOUT, words));
  }

  private Reply answered(Heard heard) {
    ChatTurn turn = heard.turn();
    Focus.Asked asked = turn.focus().asked();
    Understanding alone = heard.understanding();
    if (alone.question() == null && wish(heard).isPresent()) {
      // Another request altogether, and a whole one.
      return begun(turn, heard.words(), alone, false);
    }
    Understanding understood = desk.understand(turn, asked.words(), List.of(heard.words()));
    String all = asked.words() + ". " + heard.words();
    if (understood.question() == null) {
      return begun(turn, all, understood, true);
    }
    if (asked.times() >= ASKED_MOST) {
      return new Reply("I am sorry, I still do not know that place. Could you begin again with the name of a city or country?", null,
          turn.focus().settled());
    }
    return asks(turn, asked.words(), understood);
  }

  private Reply begun(ChatTurn turn, String words, Understanding understood, boolean answered) {
    Job job = desk.begin(turn, words, understood, answered);
    TripRequest trip = understood.request();
    StringBuilder text = new StringBuilder("I am planning your trip to ");
    text.append(Words.list(trip.destinations().stream().map(TripRequest.Destination::name).distinct().toList()));
    if (trip.origin() != null) {
      text.append(" from ").append(trip.origin().name());
    }
    text.append(": ").append(Words.days(trip.days())).append(" from ").append(Words.day(trip.start())).append(" to ")
        .append(Words.day(trip.end()));
    text.append(", for ").append(Words.people(trip.party().size()));
    if (trip.budget() != null) {
      text.append(", with ").append(Words.money(trip.budget().amount(), trip.budget().currency()));
      text.append(trip.budget().scope() == TripRequest.BudgetScope.PER_PERSON ? " for each person" : "");
    }
    text.append(". It takes a few seconds; ask me “how is my trip?” to see it.");
    return new Reply(text.toString(), job.key().id(), turn.focus().on(job.key().id()));
  }

  /** Gives the words to the trip itself when it waits for an answer. */
  Optional<Reply> toTheTrip(Heard heard) {
    ChatTurn turn = heard.turn();
    Optional<Job> job = desk.current(turn).filter(j -> j.state() == JobState.WAITING_INPUT);
    if (job.isEmpty() || !turn.rights().decide()) {
      return Optional.empty();
    }
    return desk.answer(turn, heard.words())
        .filter(decision -> !(decision instanceof Decision.Refused))
        .map(decision -> new Reply("Thank you; planning goes on.", job.get().key().id(), turn.focus()));
  }
}
