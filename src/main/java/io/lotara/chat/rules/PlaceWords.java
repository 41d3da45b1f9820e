package io.lotara.chat.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question about a place, word by word, and which names stand in it. A kind of place (a museum, the national gallery) is no name without
 * its town; and a name does not stand there when the words beside it make another one of it, as in Louvre Abu Dhabi.
 */
final class PlaceWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  /** What separates two names. */
  private static final Pattern BREAK = Pattern.compile(".*[,;:.!?()\"“”\\n].*", Pattern.DOTALL);

  private static final Set<String> ARTICLES = Set.of("the", "a", "an", "le", "la", "les", "el", "il", "lo", "das", "der", "die");
  private static final Set<String> JOINING = Set.of("of", "de", "du", "des", "del", "della", "di", "da", "d", "s", "l");
  private static final Set<String> KINDS =
      words(
          "museum museums musee museo museu palace palazzo palais temple temples pagoda cathedral basilica market markets garden gardens "
              + "park parks castle chateau fortress fort gallery galleries tower towers shrine church churches mosque abbey monastery chapel "
              + "bridge square street road avenue hall house building centre center library zoo aquarium beach island hill mountain lake "
              + "bay river village town city quarter district memorial monument statue cemetery stadium theatre theater opera gate wall walls "
              + "ruins site place plaza piazza mall pier");
  private static final Set<String> GENERAL =
      words(
          "national royal old new grand great central imperial state public modern natural history fine arts art science archaeological "
              + "botanic botanical contemporary historic cultural culture flea night water main big city world war famous local east west "
              + "north south upper lower saint st san santa");
  private static final Set<String> FRAME =
      words(
          "when what which where how who is are was be does do did can could may might will would should i we you it they he she me us my our "
              + "your there here this that these those and or but so if then at on in to for from till until by before after between about "
              + "during with open opens opened opening close closes closed closing hours hour times time long late early o clock am pm "
              + "day days week weeks weekday weekdays weekend weekends today tomorrow tonight morning afternoon evening night noon monday mondays "
              + "tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays january february "
              + "march april june july august september october november december spring summer autumn fall winter christmas easter "
              + "year holiday holidays public every each all any also please thanks thank hello hi hey ok okay yes no not tell know say give "
              + "want need like go going get visit visiting see inside ticket tickets admission entrance entry fee price cost much free usually "
              + "normally still already now ever just only currently s m re ll d t");

  /** A word as it is written, and how it is compared. */
  private record Word(String folded, int from, int to) {}

  private final String said;
  private final List<Word> words = new ArrayList<>();

  PlaceWords(String said) {
    this.said = said;
    Matcher m = WORD.matcher(said);
    while (m.find()) {
      words.add(new Word(Heard.fold(m.group()), m.start(), m.end()));
    }
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(" ")).collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> split(String text) {
    return WORD.matcher(text).results().map(m -> Heard.fold(m.group())).filter(w -> !ARTICLES.contains(w)).toList();
  }

  /** Whether all words of the name stand there side by side. */
  boolean name(String name) {
    List<String> wanted = split(name);
    return !wanted.isEmpty() && positions(wanted).length > 0;
  }

  /** With how many words a place is named; 0 when it is not. */
  int length(String name, String city) {
    List<String> town = split(city);
    int best = 0;
    for (List<String> form : forms(name, town)) {
      if (form.size() > best && stands(form, town)) {
        best = form.size();
      }
    }
    return best;
  }

  /** The name, its other name in brackets, and what is left of it without its town and its kind as long as that is a name still. */
  private static Set<List<String>> forms(String name, List<String> town) {
    Set<List<String>> forms = new LinkedHashSet<>();
    Matcher brackets = Pattern.compile("\\(([^)]*)\\)").matcher(name);
    while (brackets.find()) {
      addName(forms, split(brackets.group(1)));
    }
    List<String> whole = split(name.replaceAll("\\([^)]*\\)", " "));
    if (whole.size() > 1 || named(whole)) {
      forms.add(whole);
    }
    List<String> bare = without(whole, town);
    addName(forms, bare);
    if (!bare.isEmpty() && !bare.equals(whole)) {
      for (String between : new String[] {"in", "of", ""}) {
        List<String> there = new ArrayList<>(bare);
        if (!between.isEmpty()) {
          there.add(between);
        }
        there.addAll(town);
        forms.add(there);
      }
    }
    if (bare.size() > 1 && KINDS.contains(bare.getLast())) {
      addName(forms, bare.subList(0, bare.size() - 1));
    }
    return forms;
  }

  private static void addName(Set<List<String>> forms, List<String> words) {
    if (named(words)) {
      forms.add(List.copyOf(words));
    }
  }

  /** Whether a word is among them that tells this place from others of its kind. */
  private static boolean named(List<String> words) {
    return words.stream().anyMatch(w -> w.length() > 2 && !general(w) && !FRAME.contains(w));
  }

  private static boolean general(String word) {
    return KINDS.contains(word) || GENERAL.contains(word) || JOINING.contains(word);
  }

  private static List<String> without(List<String> whole, List<String> town) {
    int size = whole.size();
    int cut = town.size();
    if (size > cut && whole.subList(0, cut).equals(town)) {
      return whole.subList(cut, size);
    }
    if (size > cut && whole.subList(size - cut, size).equals(town)) {
      int end = size - cut;
      return whole.subList(0, end > 1 && Set.of("of", "in").contains(whole.get(end - 1)) ? end - 1 : end);
    }
    return whole;
  }

  /** Where these words stand side by side, articles aside: pairs of first and last. */
  private int[][] positions(List<String> wanted) {
    List<int[]> found = new ArrayList<>();
    for (int start = 0; start < words.size(); start++) {
      int at = start;
      int matched = 0;
      while (at < words.size() && matched < wanted.size()) {
        String word = words.get(at).folded();
        if (word.equals(wanted.get(matched))) {
          matched++;
        } else if (matched == 0 || !ARTICLES.contains(word)) {
          break;
        }
        at++;
      }
      if (matched == wanted.size()) {
        found.add(new int[] {start, at - 1});
      }
    }
    return found.toArray(new int[0][]);
  }

  private boolean stands(List<String> form, List<String> town) {
    for (int[] at : positions(form)) {
      if (endsBefore(at[0], form, town) && endsAfter(at[1], form, town)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the name begins there: what stands before it is no part of a name. */
  private boolean endsBefore(int first, List<String> form, List<String> town) {
    int at = first - 1;
    while (at >= 0 && !broken(at) && (ARTICLES.contains(words.get(at).folded()) || JOINING.contains(words.get(at).folded()))) {
      at--;
    }
    return at < 0 || broken(at) || beside(words.get(at).folded(), form, town);
  }

  /** Whether the name ends there. After “of”, “in” and the like only its own town may come, or a time. */
  private boolean endsAfter(int last, List<String> form, List<String> town) {
    int at = last + 1;
    while (at < words.size() && !broken(at - 1) && (passed(words.get(at).folded()))) {
      at++;
    }
    return at >= words.size() || broken(at - 1) || beside(words.get(at).folded(), form, town);
  }

  private static boolean passed(String word) {
    return ARTICLES.contains(word) || JOINING.contains(word) || Set.of("in", "at", "near").contains(word);
  }

  private static boolean beside(String word, List<String> form, List<String> town) {
    boolean general = KINDS.contains(word) && named(form);
    return FRAME.contains(word) || town.contains(word) || general || word.chars().allMatch(Character::isDigit);
  }

  /** Whether a sign that separates names stands behind the word. */
  private boolean broken(int at) {
    return at + 1 < words.size() && BREAK.matcher(said.substring(words.get(at).to(), words.get(at + 1).from())).matches();
  }

  /** What is asked about, as it was written, with its article; empty when there is nothing, or more than a name. */
  Optional<String> subject() {
    int first = 0;
    while (first < words.size() && frame(first)) {
      first++;
    }
    int last = words.size() - 1;
    while (last > first && frame(last)) {
      last--;
    }
    if (first > last || last - first > 6) {
      return Optional.empty();
    }
    for (int at = first; at < last; at++) {
      if (broken(at)) {
        return Optional.empty();
      }
    }
    boolean article = first > 0 && words.get(first - 1).folded().equals("the");
    return Optional.of((article ? "the " : "") + said.substring(words.get(first).from(), words.get(last).to()));
  }

  private boolean frame(int at) {
    String word = words.get(at).folded();
    return FRAME.contains(word) || ARTICLES.contains(word) || JOINING.contains(word);
  }

  /** Whether what is asked about is only of a kind, and could be anywhere. */
  boolean namesKindOnly() {
    return words.stream().map(Word::folded).filter(w -> !FRAME.contains(w) && !ARTICLES.contains(w)).allMatch(PlaceWords::general);
  }
}
