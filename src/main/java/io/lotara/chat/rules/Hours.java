package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.SourceNames;
import io.lotara.chat.TravelDesk;
import io.lotara.chat.TripDesk;
import io.lotara.travel.Attraction;
import io.lotara.travel.OpeningHours;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says when a place is open, and what it costs to go in. */
@Singleton
final class Hours implements Rule {
  static final String ABOUT = "opening hours";
  private static final Pattern ASKED =
      Pattern.compile("\\b(?:opening (?:hours|times?)|open(?:s|ed)?|clos(?:es?|ed|ing)|hours (?:of|for))\\b");
  private static final Pattern QUESTION =
      Pattern.compile("^(?:when|what|is|are|at what|until|till|how long|which|does|do|opening|hours|can)\\b|\\?");

  private final TripDesk trips;
  private final TravelDesk travel;

  Hours(TripDesk trips, TravelDesk travel) {
    this.trips = trips;
    this.travel = travel;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    boolean answers = heard.answers(ABOUT);
    if (!answers && !(heard.has(ASKED) && heard.has(QUESTION))) {
      return Optional.empty();
    }
    ChatTurn turn = heard.turn();
    Optional<Attraction> place = place(turn, heard.words());
    if (place.isEmpty() && answers) {
      // “The castle.” “Which one?” “Edinburgh.”
      place = place(turn, turn.focus().asked().words() + " in " + heard.words());
    }
    if (place.isPresent()) {
      return Optional.of(new Reply(told(place.get()), null, turn.focus().settled()));
    }
    if (answers) {
      return Optional.of(
          new Reply(
              "I am sorry, I do not know the opening hours of that place. What else can I do for you?", null, turn.focus().settled()));
    }
    return Optional.of(unknown(turn, new PlaceWords(heard.words())));
  }

  private static Reply unknown(ChatTurn turn, PlaceWords words) {
    Optional<String> name = words.subject().filter(SourceNames::tellable);
    if (name.isEmpty()) {
      return new Reply("Of which place would you like to know the opening hours?", null, turn.focus().asks(ABOUT, turn.message()));
    }
    String text = "I do not know the opening hours of " + name.get() + ".";
    return words.namesKindOnly()
        ? new Reply(text + " Which one is it, and in which town?", null, turn.focus().asks(ABOUT, name.get()))
        : Reply.of(text, turn);
  }

  /** The place that the words name; rather in the town that they name, too, or that the trip goes to. */
  private Optional<Attraction> place(ChatTurn turn, String said) {
    PlaceWords words = new PlaceWords(said);
    Map<Attraction, Integer> found = new HashMap<>();
    for (Attraction a : travel.sightsAnywhere(turn.tenant())) {
      int length = words.length(a.name(), a.city());
      if (length > 0) {
        found.put(a, length);
      }
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String trip = turn.focus().jobId() == null ? "" : trips.current(turn).flatMap(trips::plan)
        .map(p -> String.join("|", p.trip().destinations())).orElse("");
    return found.keySet().stream()
        .max(
            Comparator.comparing((Attraction a) -> words.name(a.city()))
                .thenComparing(a -> trip.contains(a.city()))
                .thenComparing(found::get)
                .thenComparing(a -> -a.rank()));
  }

  static String told(Attraction place) {
    String where = place.name() + " in " + place.city();
    String price =
        place.price().amount().signum() == 0 ? "Admission is free" : "Admission is " + Words.money(place.price()) + " for an adult";
    String site = place.url() == null ? "" : " Please check " + place.url() + " before you go.";
    if (place.hours() == null) {
      return "I do not know when " + where + " is open. " + price + "." + site;
    }
    if (place.hours().equals("24/7")) {
      return where + " is open at any time. " + price + "." + site;
    }
    return where + " is usually " + week(OpeningHours.parse(place.hours())) + ". " + price + "." + site;
  }

  /** Days with the same times together, and then those on which it is closed. */
  private static String week(OpeningHours hours) {
    List<String> open = new ArrayList<>();
    List<String> closed = new ArrayList<>();
    DayOfWeek[] days = DayOfWeek.values();
    for (int from = 0; from < 7; ) {
      int to = from;
      while (to < 6 && hours.on(days[to + 1]).equals(hours.on(days[from]))) {
        to++;
      }
      String times = Words.list(hours.on(days[from]).stream().map(s -> clock(s.opens()) + "–" + clock(s.closes())).toList());
      String name = from == 0 && to == 6 ? "every day" : from == to ? name(days[from]) : name(days[from]) + " to " + name(days[to]);
      if (times.isEmpty()) {
        closed.add(name);
      } else {
        open.add(name + " " + times);
      }
      from = to + 1;
    }
    String shut = closed.isEmpty() ? "" : "closed " + Words.list(closed);
    String times = open.isEmpty() ? "" : "open " + String.join(", ", open);
    return times + (times.isEmpty() || shut.isEmpty() ? "" : ", and ") + shut;
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String clock(int minutes) {
    return "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }
}
