package io.lotara.trip.parse;

import io.lotara.trip.TripRequest.DestinationKind;
import io.micronaut.core.annotation.Nullable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the region or country behind a name: {@code Paris, Texas}, {@code Portland Oregon}, {@code San Jose in Costa Rica}. */
final class Qualifiers {
  private static final int LONGEST = 3;
  private static final Pattern GAP = Pattern.compile("^(?:, ?| ?\\(|,? in (?:the (?:state|province|region) of |the )?| ?, the )");
  private static final Pattern WITHIN = Pattern.compile("^,? in ");

  private final Text text;
  private final NameWords words;
  private final Atlas atlas;

  Qualifiers(Text text, NameWords words, Atlas atlas) {
    this.text = text;
    this.words = words;
    this.atlas = atlas;
  }

  /** The mention with up to two qualifiers that stand behind it. */
  Mention of(Mention m) {
    Mention once = next(m);
    return once == m ? m : next(once);
  }

  private Mention next(Mention m) {
    Stop stop = m.stop();
    if (stop.country() != null || stop.kind() == DestinationKind.COUNTRY) {
      return m;
    }
    String after = text.after(m.to(), 30);
    Matcher gap = GAP.matcher(after);
    boolean marked = gap.find();
    int i = marked ? words.at(m.to() + gap.end()) : after.startsWith(" ") ? words.at(m.to() + 1) : -1;
    boolean within = WITHIN.matcher(after).find();
    for (int n = i < 0 ? 0 : Math.min(LONGEST, words.size() - i); n > 0; n--) {
      if (!words.joined(i, n) || !words.free(i, n)) {
        continue;
      }
      String name = words.name(i, n);
      for (Stop candidate : candidates(stop, name)) {
        if (fits(m, candidate, marked, within)) {
          return new Mention(m.from(), words.from(i) + name.length(), candidate, m.role(), m.certainty());
        }
      }
    }
    return m;
  }

  private List<Stop> candidates(Stop stop, String area) {
    boolean small = area.length() <= 2 && !area.equals(area.toUpperCase(Locale.ROOT));
    if (small || area.length() > 3 && CommonWords.has(Text.fold(area))) {
      return List.of();
    }
    @Nullable Stop inRegion = stop.region() != null ? null
        : atlas.region(area).map(r -> new Stop(stop.name(), stop.kind(), r.name(), null, null)).orElse(null);
    @Nullable Stop inCountry = atlas.country(area).isEmpty() ? null : new Stop(stop.name(), stop.kind(), stop.region(), area, null);
    return Arrays.asList(inRegion, inCountry).stream().filter(Objects::nonNull).toList();
  }

  private boolean fits(Mention m, Stop candidate, boolean marked, boolean within) {
    if (!m.known()) {
      return marked || words.capitals();
    }
    if (m.stop().kind() != DestinationKind.CITY) {
      return candidate.country() != null && atlas.region(m.stop().name()).isPresent();
    }
    boolean there = !atlas.towns(candidate.lookup()).isEmpty();
    boolean elsewhere = atlas.towns(m.stop().name()).isEmpty();
    boolean state = marked && !within && candidate.region() != null && UsStates.name(candidate.region()) != null;
    int end = m.to() + candidate.lookup().length() - m.stop().name().length();
    return there || elsewhere || state && end < text.length() && !text.after(end, 5).startsWith(" and ");
  }

  /** Whether the last of so many words is no part of the name but says where the town is. */
  boolean split(int i, int n) {
    String area = words.name(i + n - 1, 1);
    if (n < 2 || area.length() <= 3 || atlas.region(area).isEmpty() && atlas.country(area).isEmpty()) {
      return false;
    }
    String last = words.folded(i + n - 1);
    boolean whole = atlas.towns(words.name(i, n)).stream().anyMatch(t -> Text.fold(t.name()).contains(last));
    return !whole && !atlas.towns(words.name(i, n - 1)).isEmpty();
  }

  /** Whether the word is a region, a country or a month: none of them goes on a name. */
  boolean ends(int i) {
    String next = words.name(i, 1);
    return atlas.region(next).isPresent() || atlas.country(next).isPresent() || DateWords.isMonth(words.folded(i));
  }
}
