package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Focus;
import io.lotara.chat.Reply;
import io.lotara.chat.TripDesk;
import io.lotara.job.Decision;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Approves, refuses and cancels: only when the whole message says so and nothing else, for the trip that is spoken of, and an approval only
 * for the plan that was shown.
 */
@Singleton
final class Decisions implements Rule {
  private static final String WHAT =
      "(?: (?:it|this|that|(?:the|this|that|my) (?:plan|trip|itinerary|offer|proposal|one)|everything))?(?: (?:please|now))?[\\s!.,]*";
  private static final String FIRST = "(?:(?:yes|yeah|yep|ok|okay|sure|great|perfect|alright)[,!.]? )?(?:please )?";
  private static final Pattern APPROVE =
      Pattern.compile(FIRST + "(?:i(?:'d like to| want to| hereby| would like to)? )?(?:approve|confirm|accept)d?" + WHAT
          + "|" + FIRST + "(?:go ahead|book it|approved|you have my approval)(?: please| with it| with (?:the|this) plan)?[\\s!.,]*");
  private static final Pattern REJECT =
      Pattern.compile(
          "(?:no[,!.]? )?(?:please )?(?:i(?:'d like to| want to)? )?(?:reject|refuse|decline|disapprove|(?:do not|don't) approve)" + WHAT);
  private static final String OWN_TRIP =
      " (?:the|this|that|my|our) (?:whole |entire )?(?:plan|trip|itinerary|holidays?|vacation|journey|travel|booking|one)";
  private static final String CHANGED_MIND =
      "(?:(?:sorry|actually|hi|hello|ok(?:ay)?|no|well|oh)[,.! ]+)*(?:(?:i|we)(?:'ve| have)? changed (?:my|our) minds?[,.!]* (?:and |so )?)?"
          + "(?:(?:please|kindly|just) |(?:can|could|would) you (?:please )?)?(?:(?:i|we)(?:'d like to| want to| would like to| need to| have to| must)? )?"
          + "(?:please )?";
  private static final Pattern CANCEL =
      Pattern.compile(
          CHANGED_MIND + "(?:(?:cancel|abort|call off)" + WHAT
              + "|(?:cancel|abort|call off|delete|remove|scrap|drop|discard|forget(?: about)?|get rid of)" + OWN_TRIP
              + "(?: (?:please|now|again))?[\\s!.,?]*"
              + "|stop(?: (?:planning|it|this|the trip|my trip|planning (?:it|my trip|the trip)))[\\s!.,]*)");
  private static final Pattern STOP = Pattern.compile("(?:please )?stop(?: please| now)?[\\s!.,]*");
  private static final Pattern REFUND =
      Pattern.compile(CHANGED_MIND + "(?:get |have |like |want )?(?:an? |my |the )?(?:refund|money back)(?: me)?(?: (?:for|of))?(?:" + OWN_TRIP
          + "| it| that)?(?: please)?[\\s!.,?]*");
  private static final Pattern NEVER_MIND =
      Pattern.compile("(?:never ?mind|forget (?:it|that|about it)|cancel|stop|no thanks?|leave it)[\\s!.,]*");
  private static final Pattern YES = Pattern.compile("(?:yes|yeah|yep|y|sure|ok|okay|please do|perfect|great)(?:,? please)?[\\s!.,]*");

  private static final String HOW_TO_CANCEL = "If you would like to cancel the trip, say “cancel my trip”.";

  private final TripDesk desk;
  private final TripStatus status;

  Decisions(TripDesk desk, TripStatus status) {
    this.desk = desk;
    this.status = status;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    ChatTurn turn = heard.turn();
    if (turn.focus().asked() != null && heard.is(NEVER_MIND)) {
      return Optional.of(new Reply("All right, I leave it. What else can I do for you?", null, turn.focus().settled()));
    }
    if (heard.is(APPROVE)) {
      return Optional.of(about(turn, this::approve));
    }
    if (heard.is(REJECT)) {
      return Optional.of(about(turn, this::reject));
    }
    if (heard.is(CANCEL)) {
      return Optional.of(about(turn, this::cancel));
    }
    if (heard.is(STOP)) {
      return Optional.of(about(turn, this::stop));
    }
    if (heard.is(REFUND)) {
      return Optional.of(about(turn, (t, job) -> said("I cannot give money back here. " + HOW_TO_CANCEL, job, t.focus())));
    }
    if (heard.is(YES) && turn.follows() && turn.focus().shownHash() != null) {
      return desk.current(turn).filter(job -> job.state() == JobState.WAITING_APPROVAL).map(job -> sure(turn, job));
    }
    return heard.is(NEVER_MIND) ? Optional.of(Reply.of("All right. What else can I do for you?", turn)) : Optional.empty();
  }

  /** Whether the whole message is a decision. */
  boolean decides(Heard heard) {
    return heard.is(APPROVE) || heard.is(REJECT) || heard.is(CANCEL) || heard.is(STOP) || heard.is(REFUND)
        || heard.is(NEVER_MIND) && heard.turn().focus().asked() != null;
  }

  private Reply sure(ChatTurn turn, Job job) {
    String total = Words.money(job.approval().total(), job.approval().currency());
    if (!turn.settings().approvals() || !turn.rights().decide()) {
      return approve(turn, job);
    }
    return job.approval().planHash().equals(turn.focus().shownHash())
        ? said(
            "Just to be sure, as this commits " + total + ": say “approve” if you agree to this plan, or tell me what to change.", job,
            turn.focus().shown(turn.focus().shownHash()))
        : status.reply(turn, job, "The plan has changed since I showed it to you. ");
  }

  private interface Deed {
    Reply on(ChatTurn turn, Job job);
  }

  private Reply about(ChatTurn turn, Deed deed) {
    Optional<Job> job = desk.current(turn);
    return job.isEmpty()
        ? Reply.of("There is no trip in this conversation yet. Where would you like to go?", turn)
        : deed.on(turn, job.get());
  }

  private Reply approve(ChatTurn turn, Job job) {
    if (job.state() != JobState.WAITING_APPROVAL) {
      String why = job.approval() != null && job.approval().decision() != null ? "That was decided already. "
          : "There is nothing to approve at the moment. ";
      return status.reply(turn, job, why);
    }
    if (!turn.settings().approvals() || !turn.rights().decide()) {
      return said(
          "I am not allowed to take approvals in this chat. Please approve the plan where your trips are shown.", job, turn.focus());
    }
    String hash = turn.focus().shownHash();
    if (hash != null && !job.approval().planHash().equals(hash)) {
      return status.reply(turn, job, "The plan has changed since I showed it to you. ");
    }
    if (hash == null || !turn.follows() || !told(turn, job)) {
      // What was not just shown cannot be agreed to: the words may answer something else.
      return status.reply(turn, job, "Let me show you the plan first. ");
    }
    return outcome(
        turn, desk.decide(turn, true, hash), "Thank you, the plan is approved. I check the offers once more and see"
        + " to the rest; ask me “how is my trip?” in a moment.");
  }

  /** Whether the last thing that was said here told the price and asked for approval; a model may have said something else instead. */
  private static boolean told(ChatTurn turn, Job job) {
    String last = turn.last();
    String total = Words.money(job.approval().total(), job.approval().currency());
    return last.contains("approve") && last.contains(total.substring(total.indexOf(' ') + 1));
  }

  private Reply reject(ChatTurn turn, Job job) {
    if (job.state() != JobState.WAITING_APPROVAL) {
      return status.reply(turn, job, "There is nothing to refuse at the moment. ");
    }
    return turn.rights().decide()
        ? another(outcome(turn, desk.decide(turn, false, null),
        "The plan is refused and the trip cancelled; nothing was booked. Shall I plan something else?"))
        : said("I am not allowed to take decisions in this chat. Please decide where your trips are shown.", job, turn.focus());
  }

  private Reply cancel(ChatTurn turn, Job job) {
    List<Job> others = turn.rights().decide() ? desk.otherPlans(job) : List.of();
    // The one that is spoken of goes last: who dies before it does all of it again.
    others.forEach(desk::cancel);
    if (job.state().terminal() && !others.isEmpty()) {
      return said("The earlier plan of your trip is cancelled. Shall I plan another one?", others.getFirst(), decided(turn));
    }
    if (job.state().terminal()) {
      return status.reply(turn, job, job.state() == JobState.CANCELLED ? "" : "It is over already and cannot be cancelled. ");
    }
    return turn.rights().decide()
        ? another(outcome(turn, desk.cancel(turn), "Your trip" + where(turn, job) + (others.isEmpty()
            ? " is cancelled. Shall I plan another one?"
            : " is cancelled, and so is its earlier plan, which still waited for your approval. Shall I plan another one?")))
        : said("I am not allowed to cancel trips in this chat. Please cancel it where your trips are shown.", job, turn.focus());
  }

  /** A bare "stop" ends what runs; what waits has stopped already, so the word may mean anything. */
  private Reply stop(ChatTurn turn, Job job) {
    return job.state().active() ? cancel(turn, job) : job.state().terminal() ? status.reply(turn, job, "") : said("I have stopped. " + HOW_TO_CANCEL, job, turn.focus());
  }

  private String where(ChatTurn turn, Job job) {
    return desk.places(turn, job).stream().findFirst().map(name -> " to " + name).orElse("");
  }

  private static Reply another(Reply reply) {
    return reply.text().endsWith("?") ? new Reply(reply.text(), reply.jobId(), Offers.offer(reply.focus(), "A trip")) : reply;
  }

  private Reply outcome(ChatTurn turn, Optional<Decision> decision, String done) {
    return switch (decision.orElseThrow()) {
      case Decision.Refused refused when refused.reason() == Decision.Reason.SUPERSEDED ->
          said("Another plan of this trip is approved already, and only one can be.", refused.job(), decided(turn));
      case Decision.Next next -> said(done, next.job(), decided(turn));
      case Decision.Unchanged same -> said(done, same.job(), decided(turn));
      case Decision.Refused refused -> status.reply(turn, refused.job(), "That came too late, or the plan has changed meanwhile. ");
    };
  }

  private static Focus decided(ChatTurn turn) {
    return turn.focus().on(turn.focus().jobId());
  }

  private static Reply said(String text, Job job, Focus focus) {
    return new Reply(text, job.key().id(), focus);
  }
}
