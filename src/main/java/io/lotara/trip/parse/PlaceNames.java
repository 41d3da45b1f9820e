package io.lotara.trip.parse;

import io.lotara.travel.Gazetteer;
import io.lotara.travel.Town;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.parse.Mention.Certainty;
import io.lotara.trip.parse.Mention.Role;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds names of places in a text: the longest that somebody knows, or what is written like a name where a place must stand. */
final class PlaceNames {
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
  private static final Pattern LEAD_AFTER = Pattern.compile("^(?:\\s*$|[,:;]| (?:for|with|in|on|trip)\\b)");
  private static final Pattern END_AFTER =
      Pattern.compile("^(?:\\s*$|[,.;!?)]| (?:for|from|in|on|and|with|next|this|by|under)\\b)");
  private static final Pattern SEPARATORS = Pattern.compile(
      "(?:[\\s,;:()&+/>→-]|\\d|\\b(?:and|then|or|plus|finally|lastly|also|next|followed by|as well as|nights?|days?|for|with|in|at"
          + "|the|to|on|onwards?|before|after that|afterwards|another|more|maybe|possibly|perhaps)\\b){1,60}");
  private static final int FARTHEST_SEPARATOR = 60;
  private static final int LONGEST_LOOSE = 3;

  /** Where a candidate stands: what the words before it say, and whether it goes on a list. */
  private record Spot(PlaceCues.Cue cue, @Nullable Mention previous, boolean listed) {}

  private final Text text;
  private final Atlas atlas;
  private final NameWords words;
  private final PlaceCues cues;
  private final Qualifiers qualifiers;

  PlaceNames(Text text, Atlas atlas) {
    this.text = text;
    this.atlas = atlas;
    this.words = new NameWords(text);
    this.cues = new PlaceCues(text);
    this.qualifiers = new Qualifiers(text, words, atlas);
  }

  /** Every name in order. */
  List<Mention> find() {
    List<Mention> mentions = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      Mention m = words.free(i, 1) ? at(i, mentions.isEmpty() ? null : mentions.getLast()) : null;
      if (m == null) {
        i++;
        continue;
      }
      mentions.add(m);
      while (i < words.size() && words.from(i) < m.to()) {
        i++;
      }
    }
    return mentions;
  }

  private @Nullable Mention at(int i, @Nullable Mention previous) {
    boolean never = words.neverFirst(i);
    for (int n = Math.min(NameWords.LONGEST, words.size() - i); n > (never ? 1 : 0); n--) {
      if (!words.joined(i, n) || !words.free(i, n)) {
        continue;
      }
      String name = words.name(i, n);
      if (!atlas.knows(name) && !CODE.matcher(name).matches() || qualifiers.split(i, n)) {
        continue;
      }
      Spot spot = spot(i, n, previous);
      boolean placed = spot.cue().strong() || spot.listed();
      Mention m = plausible(i, n, spot) && (placed || !never) ? known(i, n, name, spot) : null;
      if (m != null) {
        return m;
      }
    }
    return never ? null : unknown(i, previous);
  }

  private Spot spot(int i, int n, @Nullable Mention previous) {
    boolean listed = previous != null && follows(previous, words.from(i));
    return new Spot(cues.of(words.from(i), words.to(i + n - 1)), previous, listed);
  }

  private @Nullable Mention known(int i, int n, String name, Spot spot) {
    DestinationKind kind = atlas.kind(name, spot.cue().role() == Role.AMONG);
    String spelt = kind == null ? null : spelling(name, kind);
    if (kind == null && spot.cue().strong()) {
      spelt = atlas.byAirport(name).map(Town::name).orElse(null);
      kind = spelt == null ? null : DestinationKind.CITY;
    }
    boolean code = kind == DestinationKind.REGION && name.length() <= 2;
    if (kind == null || code && !spot.cue().strong() && !spot.listed() || partOfAnother(i, n, name, kind)) {
      return null;
    }
    return mention(words.from(i), name.length(), new Stop(spelt, kind, null, null, null), Certainty.KNOWN, spot);
  }

  /** "Jackson" is no town of its own in "Jackson Hole". */
  private boolean partOfAnother(int i, int n, String name, DestinationKind kind) {
    int run = words.run(i);
    if (run <= n || !words.capitals() || qualifiers.ends(i + n)) {
      return false;
    }
    boolean small = kind == DestinationKind.CITY && !atlas.big(name);
    return small && !CommonWords.has(words.folded(i + n)) || atlas.fromSource(words.name(i, run)).isPresent();
  }

  /** As written, unless only the case differs from the usual spelling. */
  private String spelling(String name, DestinationKind kind) {
    String usual = switch (kind) {
      case CITY -> atlas.towns(name).stream().findFirst().map(Town::name).orElse(name);
      case REGION -> atlas.region(name).map(Gazetteer.Region::name).orElse(name);
      case COUNTRY -> atlas.country(name).map(Gazetteer.Country::name).orElse(name);
    };
    boolean plain = name.chars().allMatch(c -> c < 128);
    boolean caseless = NameWords.caseless(name);
    boolean same = usual.equalsIgnoreCase(name) || caseless && plain && Text.fold(usual).equals(Text.fold(name));
    // "Washington state" and "the state of Washington" are both Washington to a source.
    boolean code = kind == DestinationKind.REGION && (name.length() <= 4 || Text.fold(name).equals(Text.fold(usual) + " state"));
    return same || code ? usual : caseless ? NameWords.title(name) : name;
  }

  private @Nullable Mention unknown(int i, @Nullable Mention previous) {
    int run = words.capitals() ? words.run(i) : 0;
    if (run == 0) {
      return words.common(i) || words.folded(i).length() < 4 ? null : loose(i, previous);
    }
    Spot spot = spot(i, run, previous);
    String name = words.name(i, run);
    if (!words.free(i, run) || CommonWords.has(Text.fold(name)) && (!spot.cue().strong() || words.startsSentence(i))) {
      return null;
    }
    if (!spot.cue().strong() && leads(i, run)) {
      return lead(i, name);
    }
    boolean placed = spot.cue().strong() || spot.listed() || spot.cue().role() == Role.IN || spot.cue().role() == Role.DESTINATION;
    if (!placed) {
      return null;
    }
    DestinationKind kind = atlas.kindAtSource(name, spot.cue().role() == Role.AMONG);
    return mention(words.from(i), name.length(), new Stop(name, kind, null, null, null), kind != null ? Certainty.KNOWN
        : Certainty.WRITTEN, spot);
  }

  /** Words in small letters where a place must stand: a source may know them, or a misspelling may explain them. */
  private @Nullable Mention loose(int i, @Nullable Mention previous) {
    Spot spot = spot(i, 1, previous);
    if (!spot.cue().strong() || spot.cue().role() == Role.EXCLUDED) {
      return null;
    }
    int n = 1;
    while (n < LONGEST_LOOSE && words.joined(i, n + 1) && !words.common(i + n) && words.free(i + n, 1) && !begins(i + n)) {
      n++;
    }
    for (int k = n; k > 0; k--) {
      String part = words.name(i, k);
      String usual = NameWords.title(part);
      String name = atlas.fromSource(usual).map(t -> t.name().equalsIgnoreCase(part) ? t.name() : usual).orElse(null);
      if (name != null) {
        return mention(words.from(i), part.length(), stop(name, true), Certainty.KNOWN, spot);
      }
    }
    String name = words.name(i, n);
    return mention(words.from(i), name.length(), stop(name, false), Certainty.LOOSE, spot);
  }

  /** Whether a name of more than one word begins there, or one that is written like a name: it is not the end of another ("đi Đà Nẵng"). */
  private boolean begins(int i) {
    if (words.capitals() && words.upper(i)) {
      return true;
    }
    for (int n = 2; n <= LONGEST_LOOSE && words.joined(i, n); n++) {
      if (atlas.knows(words.name(i, n))) {
        return true;
      }
    }
    return false;
  }

  private static Stop stop(String name, boolean sourced) {
    return new Stop(name, sourced ? DestinationKind.CITY : null, null, null, null);
  }

  private boolean leads(int i, int n) {
    return text.folded().substring(0, words.from(i)).isBlank() && LEAD_AFTER.matcher(text.after(words.to(i + n - 1), 8)).find();
  }

  /** A name at the very beginning: a source knows it, or a region or country behind a comma shows that it is a place. */
  private @Nullable Mention lead(int i, String name) {
    boolean sourced = atlas.fromSource(name).isPresent();
    int from = words.from(i);
    Mention m = qualifiers.of(new Mention(
        from, from + name.length(), stop(name, sourced), Role.DESTINATION, sourced ? Certainty.KNOWN : Certainty.WRITTEN));
    boolean placed = text.after(from + name.length(), 1).equals(",") && (m.stop().region() != null || m.stop().country() != null);
    return sourced || placed ? m : null;
  }

  private Mention mention(int from, int length, Stop stop, Certainty certainty, Spot spot) {
    return qualifiers.of(new Mention(from, from + length, stop, role(spot), certainty));
  }

  /** What goes on a list is what the list is of. */
  private Role role(Spot spot) {
    Role role = spot.cue().role();
    Mention previous = spot.previous();
    if (!spot.listed() || role != Role.NONE && (role != Role.IN || previous.role() != Role.IN)) {
      return role;
    }
    return switch (previous.role()) {
      case ORIGIN -> role == Role.NONE && text.before(previous.from(), 10).endsWith("between ") ? Role.DESTINATION : role;
      case AMONG -> Role.DESTINATION;
      default -> previous.role();
    };
  }

  /** Whether only separators, lengths and numbers stand between a name and the next. */
  private boolean follows(Mention previous, int from) {
    if (from - previous.to() > FARTHEST_SEPARATOR) {
      return false;
    }
    StringBuilder between = new StringBuilder();
    for (int p = previous.to(); p < from; p++) {
      between.append(text.free(p, p + 1) ? text.folded().charAt(p) : ' ');
    }
    return SEPARATORS.matcher(between).matches();
  }

  /** Whether words that somebody knows as a place are meant as one here, and not as the English words they are too. */
  private boolean plausible(int i, int n, Spot spot) {
    boolean common = true;
    for (int k = i; k < i + n; k++) {
      common &= words.common(k);
    }
    boolean capital = words.capitals() && words.upper(i) && words.upper(i + n - 1);
    boolean strong = spot.cue().strong();
    int length = words.to(i + n - 1) - words.from(i);
    if (n == 1 && length <= 3) {
      boolean cued = spot.cue().role() != Role.NONE || spot.listed() || words.size() <= 3 || length == 3;
      return !common && (capital && cued || !words.capitals() && length == 3 && (strong || spot.listed()));
    }
    boolean end = END_AFTER.matcher(text.after(words.to(i + n - 1), 12)).find();
    boolean named = capital && (n > 1 || !words.startsSentence(i));
    return !common || named || !words.capitals() && strong && end || words.size() == n;
  }
}
