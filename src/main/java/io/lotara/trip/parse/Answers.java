package io.lotara.trip.parse;

import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.Understanding.Question;
import io.micronaut.core.annotation.Nullable;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an answer in the light of the question: a bare name, a number from the list or a yes mean something there. */
final class Answers {
  private static final Pattern YES = Pattern.compile("^\\W*(?:yes|yep|yeah|sure|correct|right|exactly|ok(?:ay)?|that one"
      + "|the first(?: one)?)\\b.{0,20}$");
  private static final Pattern ORDINAL = Pattern.compile("^\\W*(?:the |option |number )?(?:([1-5])|(first|second|third|fourth"
      + "|fifth))(?:st|nd|rd|th)?(?: one| option)?\\W*$");
  private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");
  private static final Pattern BARE = Pattern.compile("^\\W*(?:(?:to|in|it's|its|i mean|i meant|maybe|perhaps|let's go to"
      + "|how about|how about|no,?) )*([\\p{L}][\\p{L}\\p{M} .,'’/-]{0,60}?)(?: please)?[\\s.!?]*$");

  private Answers() {}

  static Reading read(String answer, @Nullable Question question, LocalDate today, Atlas atlas) {
    Reading reading = QueryReader.read(answer, today, atlas);
    boolean open = question != null && question.field().equals("destination");
    if (!open || reading.has(Topic.DESTINATION) || reading.has(Topic.CITIES)) {
      return reading;
    }
    String name = chosen(answer, question);
    if (name == null) {
      return reading;
    }
    DestinationKind kind = atlas.kind(name, false);
    DestinationKind sourced = kind == null ? atlas.kindAtSource(name, false) : null;
    Stop stop = new Stop(name, sourced != null ? sourced : kind, null, null, null);
    return new Reading.Draft().say(Topic.DESTINATION, stop, answer.strip(), kind != null || sourced != null ? 0.95 : 0.3).done().over(reading);
  }

  private static @Nullable String chosen(String answer, Question question) {
    String folded = Text.fold(answer).strip();
    List<String> options = question.options();
    Matcher ordinal = ORDINAL.matcher(folded);
    if (ordinal.matches()) {
      int n = ordinal.group(1) != null ? Integer.parseInt(ordinal.group(1)) : ORDINALS.indexOf(ordinal.group(2)) + 1;
      return n <= options.size() ? options.get(n - 1) : null;
    }
    if (!options.isEmpty() && YES.matcher(folded).matches()) {
      return options.getFirst();
    }
    Matcher bare = BARE.matcher(answer.strip());
    boolean name = bare.matches() && bare.group(1).split("\\s+").length <= 4;
    return name && !YES.matcher(folded).matches() && !CommonWords.has(Text.fold(bare.group(1)).strip()) ? bare.group(1).strip() : null;
  }
}
