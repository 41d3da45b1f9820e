package io.lotara.chat.rules;

import io.lotara.chat.Reply;
import io.lotara.chat.TripDesk;
import io.lotara.job.Job;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks which of several trips to a place is meant, and understands the answer: what was wished is then done to that one. */
@Singleton
final class WhichTrip {
  private static final String ABOUT = "which trip";
  private static final Pattern ORDINAL =
      Pattern.compile(
          "(?:(?:the|number|no\\.?|my) )*(?:(first|1|1st|older|earlier|oldest)|(second|2|2nd|newer)|(third|3|3rd)|(last|latest|newest|later))"
              + "(?: (?:one|trip|of them))?(?: please)?[\\s!.]*");
  private static final Pattern LENGTH = Pattern.compile("\\b(\\d{1,2})[ -]days?\\b");

  private final TripDesk desk;

  WhichTrip(TripDesk desk) {
    this.desk = desk;
  }

  boolean open(Heard heard) {
    return heard.answers(ABOUT) && heard.turn().follows();
  }

  Reply ask(Heard heard, NamedTrips.Meant.Several several) {
    List<Job> oldestFirst = several.jobs().reversed();
    List<String> told = new ArrayList<>();
    for (Job job : oldestFirst) {
      told.add((told.size() + 1) + ") " + desk.plan(job)
          .map(p -> Words.days(p.trip().days()) + " from " + Words.day(p.trip().dates().start()) + ", " + Words.money(p.cost().total(), p.cost().currency()))
          .orElse("one that is not planned yet"));
    }
    String ids = String.join(" ", oldestFirst.stream().map(j -> j.key().id()).toList());
    return new Reply(
        "There are " + told.size() + " trips to " + several.place() + ": " + Words.list(told) + ". Which one do you mean: the first, the second or the last?",
        null,
        heard.turn().focus().asks(ABOUT, ids + "\n" + several.words()));
  }

  /** What was wished, said of the trip that was chosen. */
  Optional<Heard> chosen(Heard heard) {
    if (!open(heard)) {
      return Optional.empty();
    }
    String[] asked = heard.turn().focus().asked().words().split("\n", 2);
    List<String> ids = List.of(asked[0].split(" "));
    Optional<String> id = byOrder(heard, ids).or(() -> byLength(heard, ids));
    return id.map(job -> heard.about(heard.turn().focus().on(job)).saying(asked[1]));
  }

  private static Optional<String> byOrder(Heard heard, List<String> ids) {
    Matcher m = ORDINAL.matcher(heard.folded());
    if (!m.matches()) {
      return Optional.empty();
    }
    int at = m.group(1) != null ? 0 : m.group(2) != null ? 1 : m.group(3) != null ? 2 : ids.size() - 1;
    return at < ids.size() ? Optional.of(ids.get(at)) : Optional.empty();
  }

  private Optional<String> byLength(Heard heard, List<String> ids) {
    Matcher m = LENGTH.matcher(heard.folded());
    if (!m.find()) {
      return Optional.empty();
    }
    int days = Integer.parseInt(m.group(1));
    List<String> found =
        desk.trips(heard.turn()).stream()
            .filter(j -> ids.contains(j.key().id()) && desk.plan(j).filter(p -> p.trip().days() == days).isPresent())
            .map(j -> j.key().id())
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
