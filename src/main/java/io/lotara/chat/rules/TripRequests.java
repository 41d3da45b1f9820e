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
              + "|visit|fly|take me|send me|book me|go(?:ing)? (?:to|on)|(?:want|like|love|need|wish) to (?:go|see|visit|travel|fly))\\b");
  private static final Pattern QUESTION = Pattern.compile("^(?:who|why|when|where|which|what|how|is|are|was|does|did)\\b");
  private static final Pattern ASKS_FOR_ONE = Pattern.compile(
          "\\b(?:plan|organi[sz]e|arrange|book|itinerary|trip to"
              + "|(?:want|like|love|need|wish)(?: to (?:go on|take|have))? (?:a|an|some) (?:\\w+ )?(?:trip|holidays?|vacation|getaway"
              + "|city ?break|journey)"
              + "|(?:want|like|love|need|wish) to travel)\\b");

  private final TripDesk desk;

  TripRequests(TripDesk desk) {
    this.desk = desk;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    if (heard.answers(ABOUT)) {
      return Optional.of(answered(heard));
    }
    if (wanted(heard)) {
      Understanding understood = heard.understanding();
      return Optional.of(
          understood.question() == null ? begun(heard.turn(), heard.words(), understood, false)
              : asks(heard.turn(), heard.words(), understood));
    }
    return Optional.empty();
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

  private static boolean wanted(Heard heard) {
    boolean wish = heard.has(WISH);
    if (heard.has(QUESTION) && !heard.has(ASKS_FOR_ONE)) {
      return false;
    }
    boolean where = heard.says("destination") || heard.says("cities");
    boolean more = heard.says("dates") || heard.says("duration_days") || heard.says("budget") || heard.says("travellers");
    return wish && (where || heard.has(ASKS_FOR_ONE) || more) || where && more;
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
    if (alone.question() == null && wanted(heard)) {
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
