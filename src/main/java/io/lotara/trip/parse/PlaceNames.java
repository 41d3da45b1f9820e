package io.lotara.trip.parse;

import io.lotara.travel.Town;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.parse.Mention.Certainty;
import io.lotara.trip.parse.Mention.Role;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds names of places in a text: the longest that somebody knows, or what is written like a name where a place must stand. */
final class PlaceNames {
  private static final int LONGEST = 5;
  private static final Pattern WORD = Pattern.compile("\\p{L}(?:\\.\\p{L}){1,3}\\.?(?!\\p{L})"
      + "|\\p{L}[\\p{L}\\p{M}]{0,40}(?:['’]\\p{L}{1,20}){0,3}");
  private static final Pattern GAP = Pattern.compile("(?: {1,2}|-|/|(?<=\\b(?:st|ste|mt|ft|pt|sta|sto))\\. ?| ?- ?(?=\\p{L}))");
  private static final Pattern QUALIFIER_GAP = Pattern.compile("^(?:, ?| ?\\(|,? in (?:the (?:state|province|region) of |the )?| ?, the )");
  private static final Set<String> NEVER_FIRST = Set.of(
      "a", "an", "and", "or", "to", "from", "in", "at", "for", "with", "of", "on", "by", "we", "i", "our", "my", "is", "are", "it",
          "this", "that", "as", "be", "you", "us",
      "me", "he", "she", "they", "if", "so", "then", "but", "i'm", "i'd", "i'll", "i've", "we're", "we'd", "we'll", "we've", "please",
          "could", "can", "would", "should", "will",
      "what", "where", "when", "how", "who", "which", "during", "between", "under", "over", "until", "each", "its", "it's", "let's",
          "also", "there", "not", "no");
  private static final Set<String> JOINERS =
      Set.of("de", "del", "la", "le", "les", "los", "las", "el", "of", "the", "and", "do", "da", "di", "du", "am", "an", "der", "den",
          "upon", "on", "en", "sur", "y", "al", "bei");

  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  private record Word(int from, int to) {}

  private final Text text;
  private final Atlas atlas;
  private final PlaceCues cues;
  private final boolean capitals;
  private final List<Word> words = new ArrayList<>();

  PlaceNames(Text text, Atlas atlas) {
    this.text = text;
    this.atlas = atlas;
    this.cues = new PlaceCues(text);
    Matcher m = WORD.matcher(text.written());
    int upper = 0;
    while (m.find()) {
      words.add(new Word(m.start(), m.end()));
      upper += Character.isUpperCase(text.written().codePointAt(m.start())) ? 1 : 0;
    }
    this.capitals = upper > 0 && upper * 10 < words.size() * 7 || words.size() <= 4 && upper > 0;
  }

  /** Every name in order. */
  List<Mention> find() {
    List<Mention> mentions = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      Mention m = at(i, mentions.isEmpty() ? null : mentions.getLast());
      if (m == null) {
        i++;
        continue;
      }
      mentions.add(m);
      while (i < words.size() && words.get(i).from() < m.to()) {
        i++;
      }
    }
    return mentions;
  }

  private @Nullable Mention at(int i, @Nullable Mention previous) {
    Word first = words.get(i);
    String folded = folded(first);
    if (!text.free(first.from(), first.to())) {
      return null;
    }
    boolean never = NEVER_FIRST.contains(folded);
    int run = run(i);
    for (int n = Math.min(LONGEST, words.size() - i); n > (never ? 1 : 0); n--) {
      Word last = words.get(i + n - 1);
      if (!joined(i, n) || !text.free(first.from(), last.to())) {
        continue;
      }
      String name = bare(text.written().substring(first.from(), last.to()));
      if (!atlas.knows(name) && !CODE.matcher(name).matches()) {
        continue;
      }
      PlaceCues.Cue cue = cues.of(first.from(), last.to());
      boolean listed = previous != null && follows(previous, first.from());
      if (!plausible(i, n, cue, listed) || never && !cue.strong() && !listed) {
        continue;
      }
      Mention m = known(i, n, run, cue, previous, listed);
      if (m != null) {
        return m;
      }
    }
    return never ? null : unknown(i, run, previous);
  }

  private @Nullable Mention known(int i, int n, int run, PlaceCues.Cue cue, @Nullable Mention previous, boolean listed) {
    int from = words.get(i).from();
    int to = words.get(i + n - 1).to();
    String name = bare(text.written().substring(from, to));
    DestinationKind kind = atlas.kind(name, cue.role() == Role.AMONG);
    Town coded = null;
    if (kind == null && CODE.matcher(name).matches() && cue.strong()) {
      coded = atlas.byAirport(name).orElse(null);
      kind = coded == null ? null : DestinationKind.CITY;
    }
    if (kind == null || kind == DestinationKind.REGION && name.length() <= 2 && !(cue.strong() || listed)) {
      return null;
    }
    if (run > n && capitals && !qualifies(i + n, name)) {
      String whole = text.words(from, words.get(i + run - 1).to());
      boolean foreign = atlas.fromSource(whole).isPresent();
      boolean stranger = !CommonWords.has(folded(words.get(i + n))) && !(kind == DestinationKind.CITY ? atlas.big(name) : true);
      if (foreign || stranger) {
        return null;
      }
    }
    String spelt = coded != null ? coded.name() : kind == DestinationKind.REGION && name.length() <= 4 ? regionName(name)
        : spelling(name, kind);
    Stop stop = new Stop(spelt, kind, null, null, null);
    return mention(from, from + (to - from - (text.written().substring(from, to).length() - name.length())), stop, cue, Certainty.KNOWN,
        previous, listed);
  }

  private String regionName(String name) {
    return atlas.region(name).map(r -> r.name()).orElse(name);
  }

  /** As written, unless only the case differs from the usual spelling. */
  private String spelling(String name, DestinationKind kind) {
    String usual = switch (kind) {
      case CITY -> atlas.towns(name).stream().findFirst().map(Town::name).orElse(name);
      case REGION -> atlas.region(name).map(r -> r.name()).orElse(name);
      case COUNTRY -> atlas.country(name).map(c -> c.name()).orElse(name);
    };
    if (usual.equalsIgnoreCase(name)) {
      return usual;
    }
    boolean plain = name.chars().allMatch(c -> c < 128);
    boolean lower = name.equals(name.toLowerCase(java.util.Locale.ROOT)) || name.length() > 4
        && name.equals(name.toUpperCase(java.util.Locale.ROOT));
    return lower && plain && Text.fold(usual).equals(Text.fold(name)) ? usual : lower ? title(name) : name;
  }

  private static String title(String name) {
    StringBuilder b = new StringBuilder(name.length());
    boolean start = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      b.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
      start = c == ' ' || c == '-' || c == '/';
    }
    return b.toString();
  }

  private @Nullable Mention unknown(int i, int run, @Nullable Mention previous) {
    Word first = words.get(i);
    int n = capitals ? run : 0;
    boolean listed = previous != null && follows(previous, first.from());
    if (n == 0 && (CommonWords.has(folded(first)) || folded(first).length() < 4)) {
      return null;
    }
    PlaceCues.Cue cue = cues.of(first.from(), words.get(i + Math.max(n, 1) - 1).to());
    Certainty certainty = Certainty.WRITTEN;
    if (n == 0) {
      if (!cue.strong() || cue.role() == Role.EXCLUDED) {
        return null;
      }
      certainty = Certainty.LOOSE;
      n = 1;
      while (n < 3 && i + n < words.size() && joined(i, n + 1) && !CommonWords.has(folded(words.get(i + n)))
          && !NEVER_FIRST.contains(folded(words.get(i + n))) && text.free(words.get(i + n).from(), words.get(i + n).to())) {
        n++;
      }
    } else if (!cue.strong() && cue.role() != Role.IN && cue.role() != Role.DESTINATION && !listed) {
      return null;
    }
    int to = words.get(i + n - 1).to();
    String name = bare(text.words(first.from(), to));
    if (!text.free(first.from(), to) || CommonWords.has(Text.fold(name)) && (!cue.strong() || atStart(first.from()))) {
      return null;
    }
    if (certainty == Certainty.LOOSE) {
      for (int k = n; k > 0; k--) {
        String part = text.words(first.from(), words.get(i + k - 1).to());
        Optional<Town> town = atlas.fromSource(title(part));
        if (town.isPresent()) {
          Stop stop = new Stop(town.get().name().equalsIgnoreCase(part) ? town.get().name() : title(part), DestinationKind.CITY, null,
              null, null);
          return mention(first.from(), first.from() + part.length(), stop, cue, Certainty.KNOWN, previous, listed);
        }
      }
    }
    boolean sourced = certainty == Certainty.WRITTEN && atlas.fromSource(name).isPresent();
    Stop stop = new Stop(name, sourced ? DestinationKind.CITY : null, null, null, null);
    return mention(first.from(), first.from() + name.length(), stop, cue, sourced ? Certainty.KNOWN : certainty, previous, listed);
  }

  private Mention mention(int from, int to, Stop stop, PlaceCues.Cue cue, Certainty certainty, @Nullable Mention previous, boolean listed) {
    Role role = cue.role();
    boolean weak = role == Role.NONE || role == Role.IN && previous != null && previous.role() == Role.IN;
    if (listed && weak && previous.role() != Role.ORIGIN) {
      role = previous.role() == Role.AMONG ? Role.DESTINATION : previous.role();
    }
    Mention m = new Mention(from, to, stop, role, certainty);
    return qualified(qualified(m));
  }

  /** Takes a region or country behind a comma, in brackets or after "in" for a qualifier. */
  private Mention qualified(Mention m) {
    Stop stop = m.stop();
    if (stop.country() != null || stop.kind() == DestinationKind.COUNTRY) {
      return m;
    }
    Matcher gap = QUALIFIER_GAP.matcher(text.after(m.to(), 30));
    int start = gap.find() ? m.to() + gap.end() : text.after(m.to(), 1).equals(" ") ? m.to() + 1 : -1;
    boolean separate = start == m.to() + 1 && !text.after(m.to(), 1).equals(",");
    boolean within = start > 0 && gap.hitEnd() == false && text.after(m.to(), 30).matches("^,? in .*");
    int i = start < 0 ? -1 : wordAt(start);
    for (int n = i < 0 ? 0 : Math.min(3, words.size() - i); n > 0; n--) {
      int to = words.get(i + n - 1).to();
      if (!joined(i, n) || !text.free(start, to)) {
        continue;
      }
      String name = bare(text.written().substring(start, to));
      boolean code = name.length() <= 2;
      if (code && !name.equals(name.toUpperCase(java.util.Locale.ROOT)) || name.length() > 3 && CommonWords.has(Text.fold(name))) {
        continue;
      }
      Optional<String> region = stop.region() == null ? atlas.region(name).map(r -> r.name()) : Optional.empty();
      boolean country = atlas.country(name).isPresent();
      if (region.isEmpty() && !country) {
        continue;
      }
      Stop asRegion = region.map(r -> new Stop(stop.name(), stop.kind(), r, null, null)).orElse(null);
      Stop asCountry = country ? new Stop(stop.name(), stop.kind(), stop.region(), name, null) : null;
      for (Stop candidate : java.util.Arrays.asList(asRegion, asCountry)) {
        if (candidate != null && fits(m, candidate, separate, within)) {
          return new Mention(m.from(), start + name.length(), candidate, m.role(), m.certainty());
        }
      }
    }
    return m;
  }

  private boolean fits(Mention m, Stop candidate, boolean separate, boolean within) {
    if (!m.known()) {
      return !separate || capitals;
    }
    if (m.stop().kind() == DestinationKind.CITY) {
      boolean there = !atlas.towns(candidate.lookup()).isEmpty();
      boolean elsewhere = atlas.towns(m.stop().name()).isEmpty();
      return there || elsewhere || !within && !separate && candidate.region() != null && UsStates.name(candidate.region()) != null
          && !text.after(m.to() + candidate.lookup().length() - m.stop().name().length(), 5).startsWith(" and ");
    }
    return candidate.country() != null && atlas.region(m.stop().name()).isPresent();
  }

  private boolean qualifies(int i, String name) {
    Word word = words.get(i);
    String next = text.written().substring(word.from(), word.to());
    return atlas.region(next).isPresent() || atlas.country(next).isPresent() || !name.isEmpty() && MONTHS_AHEAD.matcher(folded(word))
        .matches();
  }

  private static final Pattern MONTHS_AHEAD = Pattern.compile(DateWords.MONTH);

  /** Whether only separators, lengths and numbers stand between a name and the next. */
  private boolean follows(Mention previous, int from) {
    if (from - previous.to() > 60) {
      return false;
    }
    StringBuilder between = new StringBuilder();
    for (int p = previous.to(); p < from; p++) {
      between.append(text.free(p, p + 1) ? text.folded().charAt(p) : ' ');
    }
    return SEPARATORS.matcher(between).matches();
  }

  private static final Pattern SEPARATORS = Pattern.compile(
      "(?:[\\s,;:()&+/>→-]|\\d|\\b(?:and|then|or|plus|finally|lastly|also|next|followed by|as well as|nights?|days?|for|with|in|at"
          + "|the|to|on|onwards?|before|after that|afterwards|another|more|maybe|possibly|perhaps)\\b){1,60}");

  private boolean plausible(int i, int n, PlaceCues.Cue cue, boolean listed) {
    boolean common = true;
    for (int k = i; k < i + n; k++) {
      common &= CommonWords.has(folded(words.get(k))) || NEVER_FIRST.contains(folded(words.get(k)));
    }
    String name = text.written().substring(words.get(i).from(), words.get(i + n - 1).to());
    boolean capital = capitals && Character.isUpperCase(name.codePointAt(0))
        && Character.isUpperCase(name.codePointAt(words.get(i + n - 1).from() - words.get(i).from()));
    if (n == 1 && name.length() <= 3) {
      return capital && (cue.role() != Role.NONE || listed || words.size() <= 3 || name.length() == 3 && !common) && !common
          || !capitals && name.length() == 3 && (cue.strong() || listed) && !common;
    }
    if (common) {
      boolean end = text.after(words.get(i + n - 1).to(), 12).matches(
          "(?:\\s*$|[,.;!?)]| (?:for|from|in|on|and|with|next|this|by|under)\\b).*");
      return capital && !atStart(words.get(i).from()) || capital && n > 1 || !capitals && cue.strong() && end || words.size() == n;
    }
    return true;
  }

  private boolean atStart(int from) {
    return text.folded().substring(text.sentenceStart(from), from).isBlank();
  }

  /** How many words from here are written like one name. */
  private int run(int i) {
    int n = 0;
    int capital = 0;
    while (i + n < words.size() && n < LONGEST && joined(i, n + 1)) {
      Word w = words.get(i + n);
      String folded = folded(w);
      boolean upper = Character.isUpperCase(text.written().codePointAt(w.from()));
      if (!text.free(w.from(), w.to()) || NEVER_FIRST.contains(folded) && !JOINERS.contains(folded) || folded.equals("and") || !upper
          && (n == 0 || !JOINERS.contains(folded))) {
        break;
      }
      n++;
      capital = upper ? n : capital;
    }
    return capital;
  }

  private boolean joined(int i, int n) {
    if (n == 1) {
      return true;
    }
    if (i + n > words.size()) {
      return false;
    }
    for (int k = i; k < i + n - 1; k++) {
      int from = words.get(k).to();
      int to = words.get(k + 1).from();
      if (to - from > 3 || !GAP.matcher(text.folded()).region(from, to).useTransparentBounds(true).matches()) {
        return false;
      }
    }
    return true;
  }

  private int wordAt(int start) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).from() == start) {
        return i;
      }
    }
    return -1;
  }

  private String folded(Word word) {
    return text.folded().substring(word.from(), word.to());
  }

  /** Without a genitive. */
  private static String bare(String name) {
    return name.endsWith("'s") || name.endsWith("’s") ? name.substring(0, name.length() - 2) : name;
  }
}
