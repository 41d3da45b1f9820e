package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Focus;
import io.lotara.chat.Reply;
import io.lotara.chat.TripDesk;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.trip.Itinerary;
import io.lotara.trip.revise.Diff;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells how the trip stands that is spoken of; shows a plan that waits for approval, so that it can be approved. */
@Singleton
public class TripStatus implements Rule {
  private static final String TRIP = "(?:my|the|our|that|this) (?:trip|plan|itinerary|vacation|holiday|journey|travel plan)";
  private static final Pattern ASKED =
      Pattern.compile(
          "\\b(?:how(?:'s| is| are| far is)|what(?:'s| is) (?:happening with|up with|the (?:status|state|progress) of|about|in)|where is"
              + "|status of"
              + "|any (?:news|updates?) (?:on|about)|tell me about|show(?: me)?|check(?: on)?|is) " + TRIP + "\\b"
              + "|^(?:status|progress|any (?:news|updates?)|update|news|how is it(?: going| coming along)?|is it (?:ready|done"
              + "|finished)(?: yet)?"
              + "|are you (?:done|ready|finished)(?: yet)?|what(?:'s| is) the (?:status|plan|progress)|show(?: me)? (?:it|the plan|the "
              + "itinerary)"
              + "|how much (?:is|does|will|would) (?:it|" + TRIP + ")(?: be| cost)?(?: in total)?|what does (?:it|" + TRIP
              + ") cost)[\\s?!.]*$");

  private final TripDesk desk;

  TripStatus(TripDesk desk) {
    this.desk = desk;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    if (!heard.has(ASKED)) {
      return Optional.empty();
    }
    return Optional.of(
        desk.current(heard.turn())
            .map(job -> reply(heard.turn(), job, ""))
            .orElseGet(() -> Reply.of("There is no trip in this conversation yet. Where would you like to go?", heard.turn())));
  }

  /** How a trip stands, after a few words that lead to it. */
  public Reply reply(ChatTurn turn, Job job, String lead) {
    Focus focus = turn.focus();
    String text =
        switch (job.state()) {
          case STARTED, PLANNING -> "I am still planning it: " + job.tasksCompleted() + " of " + job.tasks().size()
              + " steps are done. Please ask again in a moment.";
          case EXECUTING ->
              "The plan stands, and its offers are being checked once more: " + job.tasksCompleted() + " of " + job.tasks().size()
              + " steps are done.";
          case WAITING_INPUT -> job.question().text();
          case WAITING_APPROVAL -> plan(job) + changed(job) + waiting(turn, job);
          case COMPLETED -> plan(job) + changed(job) + " It is complete"
              + (job.effects().values().stream().anyMatch(e -> e.ref() != null) ? "; what could be booked is booked."
              : ". Nothing was booked: each item says"
                  + " where you can book it.");
          case FAILED -> "I could not plan this trip. " + (job.error() == null ? "" : job.error().message());
          case CANCELLED -> "This trip is cancelled. Shall I plan another one?";
        };
    if (job.state() == JobState.WAITING_APPROVAL) {
      focus = focus.shown(job.approval().planHash());
    }
    return new Reply((lead + text).strip(), job.key().id(), focus);
  }

  private String plan(Job job) {
    Itinerary plan = desk.plan(job).orElse(null);
    if (plan == null) {
      return "The plan is ready.";
    }
    return plan.summary() + (plan.summary().contains(plan.cost().currency()) ? ""
        : " It costs " + Words.money(plan.cost().total(), plan.cost().currency()) + " in all.");
  }

  /** What a changed trip changes. */
  private String changed(Job job) {
    Diff diff = desk.diff(job).orElse(null);
    if (diff == null) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (diff.cost().change() != null && diff.cost().change().signum() != 0) {
      String amount = Words.money(diff.cost().change().abs(), diff.cost().currency());
      parts.add(amount + (diff.cost().change().signum() < 0 ? " cheaper" : " dearer"));
    }
    if (diff.days().change() != 0) {
      parts.add(Words.days(Math.abs(diff.days().change())) + (diff.days().change() > 0 ? " longer" : " shorter"));
    }
    parts.add(diff.added().size() + " things new");
    parts.add(diff.dropped().size() + " dropped");
    return " Compared with the plan before: " + Words.list(parts) + ".";
  }

  private static String waiting(ChatTurn turn, Job job) {
    String total = Words.money(job.approval().total(), job.approval().currency());
    return turn.settings().approvals() && turn.rights().decide()
        ? " The total is " + total
        + ", so I need your word before anything is committed: say “approve” to go ahead, or tell me what to change."
        : " The total is " + total + "; somebody has to approve it before anything is committed.";
  }
}
