package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.SourceNames;
import io.lotara.chat.TripDesk;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.trip.Itinerary;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what stands in the plan: its hotels, its flights, a day, or all days in brief. */
@Singleton
final class PlanDetails implements Rule {
  private static final String NAMELESS = "a place of a name that I had rather not repeat";
  private static final int SIGHTS = 3;
  private static final Pattern HOTEL =
      Pattern.compile(
          "(?:(?:what|which)(?:'s| is| are)?(?: the| my| our)? (?:hotels?|accommodation)(?: (?:is it|are they|do (?:i|we) (?:have|get|stay in)|will (?:i|we) (?:be|stay) in"
              + "|did you (?:choose|pick|find)))?|where (?:do|will|would|are) (?:i|we) (?:stay|sleep|staying|sleeping)"
              + "|(?:show|tell)(?: me)?(?: about)? (?:the|my|our) (?:hotels?|accommodation))[\\s?!.]*");
  private static final Pattern FLIGHTS =
      Pattern.compile(
          "(?:(?:what|which)(?:'s| is| are)?(?: the| my| our)? flights?(?: (?:is it|are they|do (?:i|we) (?:have|get|take)|did you (?:choose|pick|find)))?"
              + "|(?:show|tell)(?: me)?(?: about)? (?:the|my|our) flights?)[\\s?!.]*");
  private static final Pattern DAY =
      Pattern.compile("(?:(?:please )?(?:show|tell)(?: me)?(?: about)? |what(?:'s| is| do we do| do i do| happens)?(?: planned)? (?:on |for )?)?(?:the )?day (\\d{1,2})[\\s?!.]*");
  private static final Pattern ALL =
      Pattern.compile(
          "(?:please )?(?:(?:show|give|tell|see|send)(?: me)?(?: all)? )?(?:(?:the|my|our|some|more|all)(?: the)? )*(?:itinerary|details?|days|day by day|whole plan|full plan"
              + "|details of (?:the|my) (?:trip|plan)|trip details|plan details|program(?:me)?|schedule)(?: please)?[\\s?!.]*");

  private final TripDesk desk;
  private final TripStatus status;

  PlanDetails(TripDesk desk, TripStatus status) {
    this.desk = desk;
    this.status = status;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    if (!asks(heard) || heard.turn().focus().jobId() == null) {
      return Optional.empty();
    }
    return desk.current(heard.turn()).map(job -> told(heard, job));
  }

  /** Whether the words ask what stands in the plan. */
  boolean asks(Heard heard) {
    return heard.is(HOTEL) || heard.is(FLIGHTS) || heard.is(DAY) || heard.is(ALL);
  }

  private Reply told(Heard heard, Job job) {
    ChatTurn turn = heard.turn();
    Itinerary plan = desk.plan(job).orElse(null);
    if (plan == null || job.state() == JobState.CANCELLED || job.state() == JobState.FAILED) {
      return status.reply(turn, job, "");
    }
    Matcher day = DAY.matcher(heard.folded());
    if (heard.is(HOTEL)) {
      return said(turn, job, hotels(plan));
    }
    if (heard.is(FLIGHTS)) {
      return said(turn, job, flights(plan));
    }
    if (day.matches()) {
      int number = Integer.parseInt(day.group(1));
      return said(turn, job, plan.days().stream().filter(d -> d.day() == number).findFirst().map(PlanDetails::whole)
          .orElse("The trip has no day " + number + ": it takes " + Words.days(plan.trip().days()) + "."));
    }
    String days = String.join(" ", plan.days().stream().map(PlanDetails::brief).toList());
    Reply asked = status.reply(turn, job, "");
    return new Reply(days + TripStatus.waitsFor(turn, job), job.key().id(), asked.focus());
  }

  private static Reply said(ChatTurn turn, Job job, String text) {
    return new Reply(text, job.key().id(), turn.focus());
  }

  private static String hotels(Itinerary plan) {
    List<String> nights = lines(plan, d -> d.lodging() == null ? null : name(d.lodging().name()) + " in " + d.lodging().city());
    return nights.isEmpty() ? "The plan has no place to stay." : "You stay at " + Words.list(nights) + ".";
  }

  private static String flights(Itinerary plan) {
    List<String> ways = new ArrayList<>();
    for (Itinerary.Day day : plan.days()) {
      if (day.transport() != null) {
        ways.add(ride(day) + " on " + Words.day(day.date()));
      }
    }
    return ways.isEmpty() ? "The plan has no flights." : "You go " + Words.list(ways) + ".";
  }

  private static String ride(Itinerary.Day day) {
    Itinerary.Ride ride = day.transport();
    return "from " + ride.from() + " to " + ride.to() + " by " + ride.mode().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
        + (ride.depart() == null ? "" : " at " + ride.depart());
  }

  private static List<String> lines(Itinerary plan, Function<Itinerary.Day, String> line) {
    return plan.days().stream().map(line).filter(java.util.Objects::nonNull).distinct().toList();
  }

  private static String brief(Itinerary.Day day) {
    List<String> sights = day.attractions().stream().map(v -> name(v.name())).toList();
    String what = sights.isEmpty() ? "" : ": " + Words.list(sights.stream().limit(SIGHTS).toList());
    String where = day.transport() != null ? " " + ride(day) : day.city() == null ? "" : " in " + day.city();
    return "Day " + day.day() + where + what + ".";
  }

  private static String whole(Itinerary.Day day) {
    StringBuilder text = new StringBuilder("Day " + day.day() + " (" + Words.day(day.date()) + ")");
    text.append(day.city() == null ? ":" : " in " + day.city() + ":");
    List<String> items = new ArrayList<>();
    for (Itinerary.Item item : day.items()) {
      if (!item.kind().equals("transfer")) {
        items.add((item.start() == null ? "" : item.start() + " ") + name(item.place()) + " (" + item.kind() + ")");
      }
    }
    return text.append(' ').append(items.isEmpty() ? "nothing is planned" : Words.list(items)).append('.').toString();
  }

  private static String name(String name) {
    return SourceNames.told(name, NAMELESS);
  }
}
