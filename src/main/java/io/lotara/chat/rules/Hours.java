package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.TravelDesk;
import io.lotara.chat.TripDesk;
import io.lotara.travel.Attraction;
import io.lotara.travel.OpeningHours;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  private static final Pattern KIND =
      Pattern.compile(
          " (?:museum|palace|temple|pagoda|cathedral|basilica|market|gardens?|park|castle|fortress|gallery|tower|shrine|church)$");

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
    Optional<Attraction> place = place(heard);
    if (place.isPresent()) {
      return Optional.of(new Reply(told(place.get()), null, turn.focus().settled()));
    }
    return Optional.of(
        answers
            ? new Reply(
            "I am sorry, I do not know the opening hours of that place. What else can I do for you?", null, turn.focus().settled())
            : new Reply("Of which place would you like to know the opening hours?", null, turn.focus().asks(ABOUT, heard.words())));
  }

  /** The place whose whole name is in the words; the longest, and rather in the town that was named or that the trip goes to. */
  private Optional<Attraction> place(Heard heard) {
    String words = bare(heard.folded());
    List<Attraction> found = new ArrayList<>();
    for (Attraction a : travel.sightsAnywhere(heard.turn().tenant())) {
      if (names(a).stream().anyMatch(name -> (" " + words + " ").contains(" " + name + " "))) {
        found.add(a);
      }
    }
    String trip = heard.turn().focus().jobId() == null ? "" : trips.current(heard.turn()).flatMap(trips::plan)
        .map(p -> String.join("|", p.trip().destinations())).orElse("");
    return found.stream()
        .max(
            Comparator.comparing((Attraction a) -> words.contains(Heard.fold(a.city())))
                .thenComparing(a -> trip.contains(a.city()))
                .thenComparing(a -> a.name().length())
                .thenComparing(a -> -a.rank()));
  }

  /** Its name, also without its town and without what kind of place it is: the Louvre Museum is the Louvre. */
  private static List<String> names(Attraction a) {
    String whole = bare(Heard.fold(a.name().replaceAll("\\([^)]*\\)", "")));
    String city = bare(Heard.fold(a.city()));
    String bare = whole.replaceFirst("^" + Pattern.quote(city) + " ", "").replaceFirst(" (?:of |in )?" + Pattern.quote(city) + "$", "");
    String brief = KIND.matcher(bare).replaceFirst("");
    return List.of(whole, bare.length() < 5 ? whole : bare, brief.length() < 5 ? whole : brief);
  }

  private static String bare(String folded) {
    return folded.replaceAll("[^\\p{L}\\p{N} ]+", " ").replaceAll("\\b(?:the|le|la|el|il)\\b", " ").replaceAll("\\s+", " ").strip();
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
    return where + " is usually open " + week(OpeningHours.parse(place.hours())) + ". " + price + "." + site;
  }

  /** Days with the same times together. */
  private static String week(OpeningHours hours) {
    List<String> parts = new ArrayList<>();
    DayOfWeek[] days = DayOfWeek.values();
    for (int from = 0; from < 7; ) {
      int to = from;
      while (to < 6 && hours.on(days[to + 1]).equals(hours.on(days[from]))) {
        to++;
      }
      String times = Words.list(hours.on(days[from]).stream().map(s -> clock(s.opens()) + "–" + clock(s.closes())).toList());
      String name = from == 0 && to == 6 ? "every day" : from == to ? name(days[from]) : name(days[from]) + " to " + name(days[to]);
      parts.add(times.isEmpty() ? "closed " + name : name + " " + times);
      from = to + 1;
    }
    return String.join(", ", parts);
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String clock(int minutes) {
    return "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }
}
