package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.TripDesk;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.trip.revise.ReviseTrip;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/** Changes the trip that is spoken of: cheaper, longer, without flights. The changed trip is a job of its own, spoken of from then on. */
@Singleton
final class Revisions implements Rule {
  static final Pattern CHANGE =
      Pattern.compile(
          "\\b(?:make it|make (?:the|my) (?:trip|plan)|change|instead|without|cheaper|less expensive|too (?:expensive|dear|long|short"
              + "|busy)|longer|shorter"
              + "|(?:more|fewer|extra|additional|less) (?:days?|nights?|weeks?)|later|earlier|sooner|extend|shorten|add|remove|no "
              + "(?:flights?|flying|driving)"
              + "|slower|faster|relaxed|busier|rather|prefer|lower|reduce|cut|save|switch|move it|swap|budget (?:is|of)|under|we are "
              + "(?:now )?\\w+ people"
              + "|can (?:we|you|i) (?:have|do|stay|go|leave)|vegan|vegetarian|halal|kosher)\\b");

  private final TripDesk desk;

  Revisions(TripDesk desk) {
    this.desk = desk;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    ChatTurn turn = heard.turn();
    boolean elsewhere = heard.has(Pattern.compile("\\b(?:plan|book|organi[sz]e|another trip|new trip)\\b"))
        && (heard.says("destination") || heard.says("cities"));
    if (turn.focus().jobId() == null || turn.focus().asked() != null || !heard.has(CHANGE) || elsewhere) {
      return Optional.empty();
    }
    Optional<Job> job = desk.current(turn);
    if (job.isEmpty() || !desk.understandsChange(turn)) {
      return Optional.empty();
    }
    return Optional.of(revised(turn, job.get()));
  }

  /** Takes words for a change, whatever they look like. */
  Optional<Reply> take(Heard heard) {
    return desk.current(heard.turn()).map(job -> revised(heard.turn(), job));
  }

  private Reply revised(ChatTurn turn, Job before) {
    String id = before.key().id();
    return switch (desk.revise(turn, turn.message())) {
      case ReviseTrip.Outcome.Revised revised ->
          new Reply(
              "I am planning the trip anew with that change. It takes a few seconds; ask me “how is my trip?” to see it and what it "
                  + "changes.",
              revised.job().key().id(),
              turn.focus().on(revised.job().key().id()));
      case ReviseTrip.Outcome.NotPlanned no ->
          new Reply(
              no.job().state() == JobState.CANCELLED || no.job().state() == JobState.FAILED
                  ? "There is no plan that I could change. Where would you like to go?"
                  : "I am still planning the trip; please tell me again when the plan is there.",
              id,
              turn.focus());
      case ReviseTrip.Outcome.Invalid invalid ->
          new Reply("That cannot be: " + invalid.violations().getFirst().msg() + ". What should I change?", id, turn.focus());
      case ReviseTrip.Outcome.Unknown u -> notUnderstood(turn, id);
      case ReviseTrip.Outcome.UnknownRefs u -> notUnderstood(turn, id);
      case ReviseTrip.Outcome.NoChange u -> notUnderstood(turn, id);
      case ReviseTrip.Outcome.KeyReused u -> notUnderstood(turn, id);
    };
  }

  private static Reply notUnderstood(ChatTurn turn, String id) {
    return new Reply(
        "I did not understand what to change. For example: “make it cheaper”, “two days longer”, “without flights”. What should it be?", id,
            turn.focus());
  }
}
