package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long to stay in each of several towns. */
final class Stays {
  private static final Pattern NIGHTS_AFTER = Pattern.compile(
      "^(?: ?\\(| ?[:-]| for| stay(?:ing)?| x)? ?(?:for )?(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?=\\s*(?:\\)"
          + "|,|;|\\.(?!\\d)|\\+|$| (?:and|then|from|in|starting|leaving|departing|with)\\b))");
  private static final Pattern NIGHTS_BEFORE = Pattern.compile(
      "(?<![\\w$.])(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?: more)? (?:in|at) (?:the )?$");

  private final Integer[] days;
  private final boolean[] nights;
  private final String[] words;
  private final boolean several;

  Stays(Text text, List<Mention> wanted, List<DurationWords.Found> lengths) {
    days = new Integer[wanted.size()];
    nights = new boolean[wanted.size()];
    words = new String[wanted.size()];
    List<DurationWords.Found> used = new ArrayList<>();
    lengths.stream().filter(f -> f.each() && wanted.size() > 1).findFirst().ifPresent(f -> {
      for (int i = 0; i < days.length; i++) {
        set(i, f.count(), f.nights(), text.words(f.from(), f.to()));
      }
      used.add(f);
    });
    if (used.isEmpty()) {
      one(text, wanted, lengths, used);
    }
    several = wanted.size() > 1 && !used.isEmpty() && (count() > 1 || lengths.size() > used.size());
    if (several) {
      lengths.removeAll(used);
    }
  }

  /** Each town with its own length; after the first the unit may be left out. */
  private void one(Text text, List<Mention> wanted, List<DurationWords.Found> lengths, List<DurationWords.Found> used) {
    boolean unit = true;
    boolean behind = false;
    for (int i = 0; i < wanted.size(); i++) {
      Mention m = wanted.get(i);
      DurationWords.Found f = beside(text, wanted, i, lengths);
      if (f != null) {
        set(i, f.count(), f.nights(), text.words(Math.min(f.from(), m.from()), Math.max(f.to(), m.to())));
        used.add(f);
        unit = f.nights();
        behind = f.from() >= m.to();
      } else if (!used.isEmpty()) {
        Matcher after = NIGHTS_AFTER.matcher(text.after(m.to(), 20));
        Matcher before = NIGHTS_BEFORE.matcher(text.before(m.from(), 20));
        // "London for 3 nights, Paris for 4"; but "4 days in Rome and Florence for two" is a party of two.
        if (behind && after.find()) {
          set(i, Numbers.of(after.group(1)), unit, text.words(m.from(), m.to() + after.end()));
        } else if (before.find()) {
          set(i, Numbers.of(before.group(1)), unit, text.words(m.from() - before.group().length(), m.to()));
        }
      }
    }
  }

  private void set(int i, int count, boolean inNights, String from) {
    days[i] = count;
    nights[i] = inNights;
    words[i] = from;
  }

  private int count() {
    return (int) java.util.Arrays.stream(days).filter(java.util.Objects::nonNull).count();
  }

  private static DurationWords.@Nullable Found beside(Text text, List<Mention> wanted, int i, List<DurationWords.Found> lengths) {
    Mention m = wanted.get(i);
    int previous = i == 0 ? 0 : wanted.get(i - 1).to();
    int next = i + 1 < wanted.size() ? wanted.get(i + 1).from() : text.length();
    for (DurationWords.Found f : lengths) {
      if (f.from() >= m.to() && f.to() <= next && text.folded().substring(m.to(), f.from())
          .matches("(?: ?\\(| ?[:,-]| for| stay(?:ing)?| \\+)? ?(?:for )?")
          && !text.after(f.to(), 8).matches("^ (?:in|at) .*")) {
        return f;
      }
      if (f.from() >= previous && f.to() <= m.from() && text.folded().substring(f.to(), m.from())
          .matches(" (?:in|at|for|to|exploring|visiting)(?: the)? | ")) {
        return f;
      }
    }
    return null;
  }

  /** Nights in the town of that place in the list; null when the length is the whole trip's or unknown. */
  @Nullable Integer nights(int i) {
    if (!several || days[i] == null) {
      return null;
    }
    boolean last = i == days.length - 1;
    return nights[i] || !last ? days[i] : Math.max(0, days[i] - 1);
  }

  /** The sum of the stays is the length of the trip when every town has one. */
  void total(Reading.Draft draft) {
    if (!several || count() < days.length || draft.has(Topic.DURATION_DAYS)) {
      return;
    }
    int sum = 0;
    for (int i = 0; i < days.length; i++) {
      sum += nights(i);
    }
    draft.say(Topic.DURATION_DAYS, Math.min(sum + 1, ConstraintsReader.MOST_DAYS), String.join(", ", words), 0.95);
  }
}
