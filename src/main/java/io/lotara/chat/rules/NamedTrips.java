package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.TripDesk;
import io.lotara.job.Job;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the trip that is called by where it goes ("my Hue trip", "the trip to Bangkok") among those of the conversation. */
@Singleton
final class NamedTrips {
  private static final String KIND = "(?:trip|plan|itinerary|holidays?|vacation|journey|honeymoon|getaway|one)";
  private static final String OWN = "(?:my|our|the|that|this)";
  private static final String NAME = "(\\p{L}[\\p{L}'.-]*(?: \\p{L}[\\p{L}'.-]*){0,3}?)";
  private static final Pattern BEFORE = Pattern.compile("\\b(?:" + OWN + " )?(?:[\\p{L}'.-]+ ){0,3}?([\\p{L}'.-]+) " + KIND + "\\b");
  private static final Pattern OWN_BEFORE = Pattern.compile("\\b" + OWN + " " + NAME + "(?:'s)? " + KIND + "\\b");
  private static final Pattern AFTER = Pattern.compile("\\b(?:(an?|another|new) )?" + KIND + " (?:to|in|for) " + NAME + "(?=[\\s?!.,]*$|[?!.,]| )");
  private static final Pattern LONGEST_AFTER =
      Pattern.compile("(?<!\\ba )(?<!\\ban )(?<!\\bnew )(?<!\\banother )\\b" + KIND + " (?:to|in) (\\p{L}[\\p{L}'.-]*(?: \\p{L}[\\p{L}'.-]*){0,3})");

  /** Words before "trip" that are no names. */
  private static final Set<String> PLAIN =
      Set.of(
          "my", "our", "the", "that", "this", "a", "an", "another", "new", "whole", "entire", "first", "second", "last", "latest", "old", "other",
          "next", "same", "planned", "full", "your", "any", "of", "no", "to", "i", "is", "which", "what");

  private final TripDesk desk;

  NamedTrips(TripDesk desk) {
    this.desk = desk;
  }

  /** Which trip words are about. */
  sealed interface Meant {
    /** No other than the one that is spoken of. */
    record Current() implements Meant {}

    /** That one: the words without its name, with the trip spoken of. */
    record Named(Heard heard) implements Meant {}

    /** One of these, the latest first. */
    record Several(String place, List<Job> jobs, String words) implements Meant {}

    /** One that is not there. */
    record Missing(String place, List<String> known, String words) implements Meant {}
  }

  Meant of(Heard heard) {
    ChatTurn turn = heard.turn();
    String words = Normalizer.normalize(turn.message(), Normalizer.Form.NFC);
    String flat = Heard.flat(words);
    if (!names(flat)) {
      return new Meant.Current();
    }
    List<Job> found = new ArrayList<>();
    List<String> known = new ArrayList<>();
    String place = "";
    String stripped = words;
    for (Job job : desk.trips(turn)) {
      List<String> places = desk.places(turn, job);
      known.add(Words.list(places));
      for (String name : places) {
        String without = without(words, flat, name);
        if (without != null && !found.contains(job)) {
          found.add(job);
          place = name;
          stripped = without;
        }
      }
    }
    List<Job> open = found.stream().filter(j -> !j.state().terminal()).toList();
    List<Job> meant = open.isEmpty() ? found.stream().limit(1).toList() : open;
    if (meant.size() == 1) {
      return new Meant.Named(about(heard, meant.getFirst(), stripped));
    }
    return meant.isEmpty() ? missing(heard, words, flat, known.stream().distinct().toList()) : new Meant.Several(place, meant, stripped);
  }

  /** The words, said of that trip. */
  static Heard about(Heard heard, Job job, String words) {
    String id = job.key().id();
    boolean same = id.equals(heard.turn().focus().jobId());
    return (same ? heard : heard.about(heard.turn().focus().on(id))).saying(words);
  }

  private static boolean names(String flat) {
    Matcher before = BEFORE.matcher(flat);
    while (before.find()) {
      if (!PLAIN.contains(before.group(1))) {
        return true;
      }
    }
    return AFTER.matcher(flat).find();
  }

  /** The words without the name of the trip; null when it is not named. */
  private static @Nullable String without(String words, String flat, String name) {
    String quoted = Pattern.quote(Heard.fold(name));
    Matcher m =
        Pattern.compile(
                "\\b(?:" + OWN + " )?(?<!\\ba )(?<!\\bnew )" + quoted + "(?:'s)? " + KIND + "\\b"
                    + "|(?<!\\ba )(?<!\\ban )(?<!\\bnew )(?<!\\banother )\\b(?:" + OWN + " )?" + KIND + " (?:to|in|for) " + quoted + "\\b")
            .matcher(flat);
    return m.find() ? words.substring(0, m.start()) + "my trip" + words.substring(m.end()) : null;
  }

  /** The place is one, and no trip of the conversation goes there. */
  private Meant missing(Heard heard, String words, String flat, List<String> known) {
    Matcher before = OWN_BEFORE.matcher(flat);
    if (before.find() && Character.isUpperCase(words.codePointAt(before.start(1)))) {
      String name = words.substring(before.start(1), before.end(1));
      if (place(heard, name)) {
        return new Meant.Missing(name, known, words.substring(0, before.start()) + "my trip" + words.substring(before.end()));
      }
    }
    Matcher after = LONGEST_AFTER.matcher(flat);
    if (after.find()) {
      for (int end = after.end(1); end > after.start(1); end = words.lastIndexOf(' ', end - 1)) {
        String name = words.substring(after.start(1), end);
        if (place(heard, name)) {
          return new Meant.Missing(name, known, words.substring(0, after.start()) + "trip" + words.substring(end));
        }
      }
    }
    return new Meant.Current();
  }

  private boolean place(Heard heard, String name) {
    Understanding read = desk.understand(heard.turn(), "A trip to " + name, List.of());
    return Optional.ofNullable(read.request()).map(TripRequest::destinations).stream()
        .flatMap(List::stream)
        .anyMatch(d -> Heard.fold(d.name()).equals(Heard.fold(name)));
  }
}
