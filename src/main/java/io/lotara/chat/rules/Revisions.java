package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.TripDesk;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.trip.Understanding;
import io.lotara.trip.parse.ChangeReader;
import io.lotara.trip.revise.ReviseTrip;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Changes the trip that is spoken of: cheaper, longer, without flights. The changed trip is a job of its own, spoken of from then on. What
 * is asked or denied is no wish.
 */
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
  private static final Pattern ELSEWHERE = Pattern.compile("\\b(?:plan|book|organi[sz]e|another trip|new trip)\\b");
  private static final Pattern DENIED =
      Pattern.compile(
          "\\b(?:do not|don't|dont|never|no need to|not to|must not|mustn't|should not|shouldn't) (?:please )?(?:make|change|add|extend|lengthen"
              + "|prolong|shorten|cut|reduce|lower|move|remove|switch|swap|touch|cancel|delete|get)\\b"
              + "|\\bnot (?:be |get |become |any )?(?:cheaper|longer|shorter|later|earlier|slower|faster)\\b"
              + "|^(?:please )?(?:leave|keep) (?:it|the (?:trip|plan)|my (?:trip|plan)|everything)(?: (?:as it is|like that|the same|so))?[\\s!.]*$");
  private static final Pattern ASKED =
      Pattern.compile(
          "^(?:(?:and|so|but|ok|well|hm+)[, ]+)?(?:is|are|was|were|would (?:it|that|the|this|a|one)|will (?:it|that|the)|does|did|do|why|how(?! about)"
              + "|what(?! about| i (?:want|need))|when|where|which|who|should|if)\\b");
  private static final Pattern ABOUT_THE_PLACE = Pattern.compile("\\b(?:make it|instead|rather|actually|change|move|switch|swap|replace|add)\\b");
  private static final Pattern BID =
      Pattern.compile(
          "^(?:(?:please|ok|okay|then|actually|and|can you|could you|no|now|but)[, ]+)*(?:make (?:it|the|my)|change|move (?:it|the)|switch|swap|replace"
              + "|another hotel|(?:go |travel )?by (?:train|bus|car|boat|ferry|rail)|with(?:out)? (?:the )?(?:train|bus|car|hotel)s?)\\b");
  /** What is a change even where a place is asked for. */
  static final Pattern OUTRIGHT = Pattern.compile("^(?:(?:please|ok|okay|then|actually|and|can you|could you|no)[, ]+)*(?:make (?:it|the|my)|change|undo|move it|go back)\\b");

  /** How one says in a few words what shall be other. */
  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:(?:please|ok|okay|then|actually|and|no|but|better|now|rather)[, ]+)*(?:for|with|without|in|on|from|under|at most|max|only|just|no|we are|we're"
              + "|\\d|an?|one|two|three|four|five|six|seven|eight|business|economy|first class)\\b");
  private static final Pattern BY_TRAIN =
      Pattern.compile("^(?:(?:please|ok|okay|then|actually|and|no|but)[, ]+)*(?:(?:go|travel|make it|i (?:prefer|want)(?: to go)?) )?by (?:train|rail|bus)\\b", Pattern.CASE_INSENSITIVE);
  private static final String MOVE = "\\b(?:move|shift|change|switch|postpone|push|bring|reschedule) (?:it|the (?:trip|dates?)|my (?:trip|dates?)|everything)(?: (?:back|forward))? to ";
  private static final Pattern TO_A_TIME =
      Pattern.compile(
          MOVE + "(?=(?:early |mid |late |the )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|next |spring|summer|autumn|fall|winter|easter|christmas))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TO_A_DAY = Pattern.compile(MOVE + "(?=(?:the )?\\d)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TO_A_PLACE =
      Pattern.compile(
          "(?:" + MOVE + "|\\bmake (?:it|that|the trip) )(?!(?:a|an|the|nice|fun|special|perfect|good|better|best|happen|work|simple|easy|so|for|to|in|on|with)\\b)(?=\\p{L})",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern UNDO =
      Pattern.compile(
          "(?:(?:please|ok|okay|no|oh|then|actually|can you|could you)[, ]+)*(?:undo(?: (?:it|that|this|the (?:last )?change))?|take (?:it|that) back"
              + "|revert(?: (?:it|that|this))?|(?:change|put) it back"
              + "|(?:go|switch|get|change) back(?: to (?:the )?(?:plan before|(?:last|previous|former|old|earlier|original|first)(?: (?:plan|trip|one|version))?|before"
              + "|how it was))?|(?:i (?:want|prefer|liked)|give me|restore) (?:back )?the (?:last|previous|former|old|earlier|original|first)"
              + " (?:plan|trip|one|version)(?: (?:back|again|better|more))?)(?: please)?[\\s!.?]*");
  private static final Pattern FIRST = Pattern.compile("\\b(?:first|original)\\b");
  private static final Pattern AGAIN =
      Pattern.compile(
          "\\bwith (?:the )?(?:flights?|flying|planes?|trains?|driving|cars?)(?: (?:then|again|please))+"
              + "|^(?:(?:ok|okay|then|fine|no|well|please|so)[, ]+)*with (?:the )?(?:flights?|planes?|flying)[\\s!.]*$"
              + "|\\b(?:allow|permit) (?:the )?(?:flights?|flying|driving)\\b|\\b(?:flights?|flying) (?:are|is) (?:ok(?:ay)?|fine)\\b");

  /** What may be changed by a few words that compare nothing. */
  private static final Set<String> PLAIN =
      Set.of(
          "dates", "duration_days", "travellers", "budget", "transport.forbidden", "transport.cabin", "lodging.room_type", "lodging.must_allow",
          "lodging.max_per_night", "meals.dietary", "pace");

  private static final String CHANGED =
      "I am planning the trip anew with that change. It takes a few seconds; ask me “how is my trip?” to see it and what it changes.";
  private static final int FEW = 8;
  private static final int OLDEST = 20;

  private final TripDesk desk;
  private final TripStatus status;

  Revisions(TripDesk desk, TripStatus status) {
    this.desk = desk;
    this.status = status;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    ChatTurn turn = heard.turn();
    if (turn.focus().jobId() == null || turn.focus().asked() != null && !Offers.open(heard)) {
      return Optional.empty();
    }
    if (heard.has(DENIED)) {
      return desk.current(turn).map(job -> said("All right, I leave the trip as it is.", job, turn));
    }
    if (heard.is(UNDO)) {
      return desk.current(turn).map(job -> undone(turn, job, heard.has(FIRST)));
    }
    if (heard.has(AGAIN)) {
      return desk.current(turn).map(job -> withEveryTransport(turn, job));
    }
    Optional<Heard> change = readable(heard);
    if (change.isEmpty()) {
      return heard.has(BID) && few(heard) ? desk.current(turn).map(job -> notUnderstood(turn, job.key().id())) : Optional.empty();
    }
    return desk.current(turn).map(job -> heard.has(ASKED) ? asked(turn, job) : revised(change.get().turn(), job));
  }

  /** Whether the words, as a whole, want the trip changed that is spoken of. */
  boolean wants(Heard heard) {
    return heard.turn().focus().jobId() != null
        && !heard.has(DENIED)
        && (heard.is(UNDO) || heard.has(AGAIN) || !heard.has(ASKED) && readable(heard).isPresent());
  }

  /** Whether the words say that nothing is to be changed. */
  static boolean denies(Heard heard) {
    return heard.has(DENIED);
  }

  /** Takes words for a change, whatever they look like. */
  Optional<Reply> take(Heard heard) {
    return desk.current(heard.turn()).map(job -> revised(heard.turn(), job));
  }

  /** The words, or what they mean where only their order is unusual, if they speak of a change. */
  private Optional<Heard> readable(Heard heard) {
    return Stream.of(heard.words(), moved(heard.words()), destined(heard.words()), overland(heard.words()))
        .distinct()
        .map(heard::saying)
        .filter(this::speaksOfChange)
        .findFirst();
  }

  /** "Move it to March" is a trip in March. */
  private static String moved(String words) {
    return TO_A_DAY.matcher(TO_A_TIME.matcher(words).replaceFirst("in ")).replaceFirst("starting on ");
  }

  /** "Make it Madrid" is a trip to Madrid instead. */
  private static String destined(String words) {
    return TO_A_PLACE.matcher(words).replaceFirst("instead a trip to ");
  }

  /** "By train, please" is a trip without flights. */
  private static String overland(String words) {
    return BY_TRAIN.matcher(words).replaceFirst("without flights");
  }

  private boolean speaksOfChange(Heard heard) {
    boolean where = heard.says("destination") || heard.says("cities");
    if (where && heard.has(ELSEWHERE) || NoWish.of(heard.words()).why().isPresent()) {
      return false;
    }
    ChangeReader.Change change = desk.change(heard.turn());
    if (change.compares()) {
      return true;
    }
    Understanding rest = desk.rest(heard.turn(), change);
    boolean says = rest.fields().stream().anyMatch(f -> f.source() == Understanding.Source.QUERY);
    boolean plain = few(heard) && heard.has(LEAD) && !where && rest.fields().stream()
        .anyMatch(f -> f.source() == Understanding.Source.QUERY && PLAIN.contains(f.field()));
    return says && (heard.has(CHANGE) || plain && !heard.has(TripRequests.WISH) || few(heard) && heard.has(ABOUT_THE_PLACE));
  }

  private static boolean few(Heard heard) {
    return heard.folded().split(" ").length <= FEW;
  }

  private static Reply asked(ChatTurn turn, Job job) {
    return said("I only know when I have planned it anew. Say it as a wish, for example “one day longer” or “without flights”, and I plan"
        + " it; “undo that” brings this plan back.", job, turn);
  }

  private Reply undone(ChatTurn turn, Job job, boolean first) {
    Job before = desk.before(turn, job).orElse(null);
    if (before == null) {
      return status.reply(turn, job, "There is nothing to undo: this is the first plan. ");
    }
    for (int i = 0; first && i < OLDEST && before.lineage().revises() != null; i++) {
      Job older = desk.before(turn, before).orElse(null);
      if (older == null) {
        break;
      }
      before = older;
    }
    return before.state() == JobState.CANCELLED || before.state() == JobState.FAILED
        ? outcome(turn, before, desk.again(turn, before), "I am planning the trip again as it was before.")
        : back(turn, job, before);
  }

  /** The plan before stands still: it is spoken of again, and the one that nobody wants ends. */
  private Reply back(ChatTurn turn, Job job, Job before) {
    if (!job.state().terminal() && turn.rights().decide()) {
      desk.cancel(turn);
    }
    return status.reply(turn.about(turn.focus().on(before.key().id())), before, "That is undone; this is the plan before. ");
  }

  private Reply withEveryTransport(ChatTurn turn, Job job) {
    return job.state() == JobState.FAILED && job.lineage().revises() != null
        ? undone(turn, job, false)
        : outcome(turn, job, desk.allowEveryTransport(turn, job), CHANGED);
  }

  private Reply revised(ChatTurn turn, Job before) {
    return outcome(turn, before, desk.revise(turn, before, turn.message()), CHANGED);
  }

  private static Reply outcome(ChatTurn turn, Job before, ReviseTrip.Outcome outcome, String done) {
    String id = before.key().id();
    return switch (outcome) {
      case ReviseTrip.Outcome.Revised revised -> new Reply(done, revised.job().key().id(), turn.focus().on(revised.job().key().id()));
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

  private static Reply said(String text, Job job, ChatTurn turn) {
    return new Reply(text, job.key().id(), turn.focus());
  }
}
