package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Focus;
import io.lotara.chat.Reply;
import io.lotara.chat.SourceNames;
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
          "\\b(?:how(?:'?s| is| are| far is)|what(?:'?s| is) (?:happening with|up with|the (?:status|state|progress) of|about|in)|where is"
              + "|status of|any (?:news|updates?) (?:on|about)|tell me about|check(?: on)?|is) " + TRIP + "\\b"
              + "|^(?:status|progress|any (?:news|updates?)|update|news|how is it(?: going| coming along)?|is it (?:ready|done"
              + "|finished)(?: yet)?"
              + "|(?:(?:my|the) )?(?:trip|plan) (?:status|progress|update)"
              + "|are you (?:done|ready|finished)(?: yet)?|what(?:'?s| is) the (?:status|plan|progress)"
              + "|(?:please )?(?:show|see)(?: me)? (?:it|" + TRIP + "|trip|plan)(?: again)?(?: please)?"
              + "|how much (?:is|does|will|would) (?:it|" + TRIP + ")(?: be| cost)?(?: in total)?|what does (?:it|" + TRIP
              + ") cost|what(?:'?s| is) the (?:total|price|cost)(?: of " + TRIP + ")?)[\\s?!.]*$");
  private static final Pattern WHAT_CHANGED =
      Pattern.compile(
          "(?:so |and )?(?:what(?:'s| is| has| have you)?(?: been)? (?:changed?|different|new|the (?:difference|change)s?)"
              + "|what are the (?:difference|change)s|what did you change|show(?: me)? (?:what changed|the (?:difference|change)s))(?: (?:now|in "
              + TRIP + "))?[\\s?!.]*");
  private static final int NAMED = 3;

  private final TripDesk desk;

  TripStatus(TripDesk desk) {
    this.desk = desk;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    if (!asks(heard)) {
      return Optional.empty();
    }
    boolean changes = heard.is(WHAT_CHANGED);
    return Optional.of(
        desk.current(heard.turn())
            .map(job -> changes ? changes(heard.turn(), job) : reply(heard.turn(), job, ""))
            .orElseGet(() -> Reply.of("There is no trip in this conversation yet. Where would you like to go?", heard.turn())));
  }

  /** Whether the words ask how the trip stands. */
  boolean asks(Heard heard) {
    return heard.has(ASKED) || heard.is(WHAT_CHANGED);
  }

  private Reply changes(ChatTurn turn, Job job) {
    Diff diff = desk.diff(job).orElse(null);
    if (diff == null) {
      return reply(turn, job, job.lineage().revises() == null ? "Nothing: this is the first plan. " : "");
    }
    StringBuilder text = new StringBuilder(changed(job).strip());
    named(text, " New: ", diff.added().stream().map(item -> item.name()).toList());
    named(text, " Dropped: ", diff.dropped().stream().map(item -> item.name()).toList());
    named(text, " On another day: ", diff.moved().stream().map(Diff.Moved::name).toList());
    return new Reply(text + " Say “undo that” to go back to the plan before.", job.key().id(), turn.focus());
  }

  private static void named(StringBuilder text, String lead, List<String> names) {
    List<String> told = names.stream().filter(SourceNames::tellable).distinct().toList();
    if (!told.isEmpty()) {
      List<String> some = new ArrayList<>(told.stream().limit(NAMED).toList());
      if (told.size() > NAMED) {
        some.add(told.size() - NAMED + " more");
      }
      text.append(lead).append(Words.list(some)).append('.');
    }
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
    if (job.state() == JobState.CANCELLED) {
      focus = Offers.offer(focus, "A trip");
    }
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
    add(parts, diff.added().size(), "new");
    add(parts, diff.dropped().size(), "dropped");
    add(parts, diff.moved().size(), "on another day");
    if (parts.isEmpty()) {
      return " Compared with the plan before nothing has changed.";
    }
    return " Compared with the plan before: " + Words.list(parts) + ".";
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add((count == 1 ? "1 thing " : count + " things ") + what);
    }
  }

  /** What has to happen before anything is committed; empty when nothing has. */
  static String waitsFor(ChatTurn turn, Job job) {
    return job.state() == JobState.WAITING_APPROVAL ? waiting(turn, job) : "";
  }

  private static String waiting(ChatTurn turn, Job job) {
    String total = Words.money(job.approval().total(), job.approval().currency());
    return turn.settings().approvals() && turn.rights().decide()
        ? " The total is " + total
        + ", so I need your word before anything is committed: say “approve” to go ahead, or tell me what to change."
        : " The total is " + total + "; somebody has to approve it before anything is committed.";
  }
}
