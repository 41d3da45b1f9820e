package io.lotara.trip.parse;

import io.lotara.travel.Party;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads who travels. */
final class PartyWords {
  private static final String N = "(" + Numbers.N + ")";
  private static final String ADJ = "(?:(?:young|small|little|teenage|school-age|grown|adult|close|good|best|old|other|more"
      + "|additional|fellow|senior|elderly) )?";
  private static final String PEOPLE =
      "(?:people|persons?|travell?ers?|individuals?|guests?|pax|tourists?|members|participants?|passengers?|of us|companions?"
          + "|visitors|men|women|ladies|guys"
          + "|girls|boys|buddies|students|colleagues|coworkers|seniors|souls|folks|nguoi|adventurers|explorers|backpackers"
          + "|vacationers|attendees|friends|party)";
  private static final Pattern ADULTS = Pattern.compile("(?<![\\w.,$-])" + N + " (?:adults?|grown-?ups?|adult travell?ers)\\b");
  private static final Pattern CHILDREN = Pattern.compile(
      "(?<![\\w.,$-])(" + Numbers.A_N + "|our|my) (?:[a-z]+ )?(?:kids?|children|child|toddlers?|bab(?:y|ies)|infants?"
          + "|teen(?:ager)?s?|sons?|daughters?|minors?)\\b(?! under| younger|[- ]friendly)");
  private static final Pattern AGES = Pattern.compile(
      "(?:\\b(?:aged?|ages|who are|years? of age:?)|\\() ?(?:of )?(\\d{1,2}(?:(?:, ?(?:and )?| and | & "
          + "|/)\\d{1,2}){0,9})(?! ?[-%$€£]|\\d)");
  /** Children whose ages say how many they are. */
  private static final Pattern OF_AGE =
      Pattern.compile("\\b(?:kids|children|toddlers|teenagers|sons|daughters),? (?:who are |of )?(?:aged|ages)\\b");
  private static final Pattern YEAR_OLD = Pattern.compile("(?<![\\w.])(" + Numbers.A_N + ")(?: and (" + Numbers.N +
      "))?[- ](?:years?|yrs?|month|months|yo)(?:[- ]olds?)?(?![a-z])");
  private static final Pattern KID_IS = Pattern.compile(
      "\\b(?:daughter|son|child|kid|girl|boy|toddler|other|younger|older|youngest"
          + "|oldest)(?: one)? is (?:only )?(\\d{1,2})(?![\\d%$,.]\\d|[- ](?:day|night|week))");
  private static final Pattern GROUP = Pattern.compile(
      "\\b(?:groups?|part(?:y|ies)|family|team|crew|squad|gang|bunch|set|size|number|total|trio|quartet)(?: (?:trip|vacation"
          + "|holiday|getaway|tour))?(?: size)?(?: is| will be| consisting| comprising| made up| composed"
          + "| comprised)?(?: of(?: (?:people|persons|travell?ers|guests|adults|passengers|individuals|participants))?(?: is"
          + "| are|:| will be)?|:| includes| comprises| numbering)(?: (?:about|around|just|only|a total of|up to|the))* "
          + N + "\\b(?! ?(?:days?|nights?|weeks?|cities|towns|-))");
  private static final Pattern LABEL = Pattern.compile(
      "\\b(?:travell?ers|people|persons|pax|guests|adults|(?:party|group) size|passengers|tourists|travell?ing party) ?[:=] ?" + N + "\\b");
  private static final Pattern HYPHEN = Pattern.compile("(?<![\\w.,$])" + N +
      "[- ](?:person|people|man|member|strong|traveler|traveller|pax)\\b(?! (?:room|tent))");
  private static final Pattern COUNTED = Pattern.compile("(?<![\\w.,$-])" + N + " " + ADJ + PEOPLE + "\\b");
  private static final Pattern FRIENDS_AND_ME = Pattern.compile(
      "(?<![\\w.,$-])" + N + " (?:of my )?" + ADJ + "(?:friends?|colleagues?|buddies|siblings|brothers|sisters|cousins|relatives"
          + "|companions|family members) and (?:i|me|myself)\\b"
          + "|\\b(?:me|myself|i) (?:and|plus|\\+|with|along with|together with) (?:my |our )?" + N + " (?:other )?" + ADJ + "(?:friends?"
          + "|colleagues?|buddies|siblings|brothers|sisters|cousins|companions|others|people|kids|children|sons|daughters)"
          + "|\\b(?:with|plus) (?:my )?" + N + " (?:of my |other )?" + ADJ + "(?:friends|colleagues|buddies|siblings|brothers"
          + "|sisters|cousins|others)\\b");
  private static final Pattern FOR_N = Pattern.compile(
      "\\bfor (?:the |us |just |only |about |around |all |exactly |a total of )?" + N + "(?: of us)?(?![\\w%$€£/-]|[.,:]\\d)"
          + "(?! (?:[a-z-]+ )?(?:days?|nights?|weeks?|months?|hours?|years?|weekends?|cit(?:y|ies)|towns?|stops|destinations?"
          + "|places|countries|states|dollars"
          + "|bucks|euros?|pounds?|yen|usd|eur|gbp|vnd|hundred|thousand|million|meals?|rooms?|stars?|nd|rd|th|adults?|legs|grand|k"
          + "|consecutive)\\b)");
  private static final String PARTNER =
      "(?:wife|husband|spouse|partner|girlfriend|boyfriend|fiancee?|friend|best friend|mother|father|mom|mum|dad|sister|brother"
          + "|son|daughter|better half|significant other|buddy|cousin|boss|colleague|grandmother|grandma|grandfather|aunt"
          + "|uncle)";
  private static final Pattern TWO = Pattern.compile(
      "\\b(?:couples?\\b(?! of)|honeymoon(?:ers)?|(?:the )?(?:two|both|pair) of us|us two|my " + PARTNER
          + " and (?:i|me|myself)\\b|(?:me|myself|i) (?:and|&|plus|with) (?:my |a |one )" + PARTNER + "\\b|with (?:my|a|one) " + PARTNER
          + "\\b|my " + PARTNER + "\\b|wedding anniversary|our anniversary|romantic|duo\\b|pair of)");
  private static final Pattern PARTNER_AND = Pattern.compile(
      "\\b(?:my|the) (?:wife|husband|spouse|partner|girlfriend|boyfriend|fiancee?)\\b|\\bwe\\b|\\bour\\b|\\bus\\b|\\bparents\\b");
  private static final Pattern ONE = Pattern.compile(
      "\\b(?:solo|alone|by myself|on my own|just (?:me|myself|for me)|only (?:me|myself)|single[- ](?:person|travell?er|individual"
          + "|adult|occupant)|one[- ](?:person|individual|travell?er|man|woman)|(?:for|of|by) (?:one|1|myself)\\b(?! (?:week"
          + "|day|night|month|year|city|of|[a-z]+ (?:week|day)))|single[- ](?:person|travell?er|individual|adult|occupant)"
          + "|one[- ](?:person|individual|travell?er|man|woman)"
          + "|an individual\\b|individual travell?er|lone travell?er|unaccompanied|as a single|a single (?:person|travell?er"
          + "|individual)|one single person|myself)");
  private static final Pattern FAMILY = Pattern.compile("\\b(?:family (?:trip|vacation|holiday|getaway|of us|break|adventure)"
      + "|my family|our family|the family|with (?:the|my|our) (?:kids|children)|as a family|for a family)\\b");
  private static final Pattern BIG_WORDS = Pattern.compile("\\b(trio|threesome|quartet|foursome)\\b");
  private static final Pattern PARENTS = Pattern.compile("\\b(?:with )?(?:my|our) parents\\b");
  private static final Pattern BOUND = Pattern.compile("(?:under|below|younger than|less than|over|older than"
      + "|age of)(?: the)?(?: age of)? ?$");
  private static final int USUAL_AGE = 8;

  private PartyWords() {}

  /** Reads the party and takes the words of its number. */
  static void read(Text text, Reading.Draft draft) {
    List<Integer> ages = ages(text);
    MatchResult adults = text.first(ADULTS);
    MatchResult kids = kids(text);
    int children = kids == null ? ages.size() : Math.max(count(kids.group(1), kids.group()), ages.size());
    MatchResult whole = whole(text);
    int total = whole == null ? 0 : number(whole);
    String words = null;
    if (adults != null) {
      int grown = Numbers.of(adults.group(1));
      take(text, adults);
      words = text.words(adults.start(), kids != null && kids.start() > adults.start() ? kids.end() : adults.end());
      say(text, draft, grown, total > grown && children == 0 ? 0 : children, ages, words, 0.97);
    } else if (total > 0) {
      take(text, whole);
      int young = kids != null && (numbered(kids) || !ages.isEmpty()) && children < total ? children : 0;
      say(text, draft, total - young, young, ages, text.words(whole.start(), whole.end()), 0.96);
    } else if (kids != null && numbered(kids) || !ages.isEmpty()) {
      boolean two = PARTNER_AND.matcher(text.folded()).find();
      words = kids == null ? null : text.words(kids.start(), kids.end());
      draft.assume(two ? "Two adults travel with the children." : "One adult travels with the children.");
      say(text, draft, two ? 2 : 1, children, ages, words, 0.75);
    } else {
      company(text, draft);
    }
    if (kids != null) {
      take(text, kids);
    }
  }

  private static void company(Text text, Reading.Draft draft) {
    MatchResult m;
    if ((m = text.first(FRIENDS_AND_ME)) != null) {
      int others = Numbers.of(m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3));
      take(text, m);
      draft.say(Topic.TRAVELLERS, new Party(others + 1, List.of()), text.words(m.start(), m.end()), 0.9);
    } else if ((m = text.first(FOR_N)) != null) {
      take(text, m);
      draft.say(Topic.TRAVELLERS, new Party(Numbers.of(m.group(1)), List.of()), text.words(m.start(), m.end()), 0.93);
    } else if ((m = text.first(PARENTS)) != null) {
      draft.say(Topic.TRAVELLERS, new Party(3, List.of()), text.words(m.start(), m.end()), 0.7);
    } else if ((m = text.first(BIG_WORDS)) != null) {
      draft.say(Topic.TRAVELLERS, new Party(m.group(1).startsWith("t") ? 3 : 4, List.of()), text.words(m.start(), m.end()), 0.9);
    } else if ((m = text.first(ONE)) != null) {
      take(text, m);
      draft.say(Topic.TRAVELLERS, new Party(1, List.of()), text.words(m.start(), m.end()), 0.95);
    } else if ((m = text.first(TWO)) != null) {
      draft.say(Topic.TRAVELLERS, new Party(2, List.of()), text.words(m.start(), m.end()), 0.85);
    } else if ((m = text.first(FAMILY)) != null) {
      draft.assume("A family is taken to be two adults and two children of " + USUAL_AGE + ".");
      draft.say(Topic.TRAVELLERS, new Party(2, List.of(USUAL_AGE, USUAL_AGE)), text.words(m.start(), m.end()), 0.4);
    }
  }

  private static @Nullable MatchResult whole(Text text) {
    for (Pattern pattern : List.of(LABEL, GROUP, HYPHEN, COUNTED)) {
      for (MatchResult m : text.find(pattern)) {
        int n = number(m);
        boolean friendsAndMe = pattern == COUNTED && FRIENDS_AND_ME.matcher(text.folded()).find();
        if (n > 0 && n <= ConstraintsReader.MOST_PEOPLE && !friendsAndMe) {
          return m;
        }
      }
    }
    return null;
  }

  private static int number(MatchResult m) {
    return Numbers.of(m.group(1));
  }

  private static @Nullable MatchResult kids(Text text) {
    return text.find(CHILDREN).stream()
        .filter(m -> !text.before(m.start(), 30).matches(".*(?:allow|accommodat|permit|welcom|accept)\\w*(?: for)? ?$"))
        .findFirst()
        .orElse(null);
  }

  private static boolean numbered(MatchResult kids) {
    return !kids.group(1).equals("our") && !kids.group(1).equals("my") || kids.group().matches(
        ".*(?:child|kid|toddler|baby|infant|son|daughter|teen|teenager)$");
  }

  private static int count(String word, String phrase) {
    return word.equals("our") || word.equals("my") ? (phrase.endsWith("s") || phrase.endsWith("children") || phrase.endsWith("ies") ? 2
        : 1) : Numbers.of(word);
  }

  private static List<Integer> ages(Text text) {
    List<Integer> ages = new ArrayList<>();
    for (MatchResult m : text.find(YEAR_OLD)) {
      boolean months = m.group().contains("month");
      if (BOUND.matcher(text.before(m.start(), 20)).find()) {
        continue;
      }
      if (m.group().matches(".*(?:month|year|yr)s?") && !text.after(m.end(), 10).startsWith(" old") && !text.after(m.end(), 10)
          .startsWith("-old")) {
        continue;
      }
      for (int g = 1; g <= 2; g++) {
        int age = m.group(g) == null ? -1 : months ? 0 : Numbers.of(m.group(g));
        if (age >= 0 && age < 18 && ages.size() < 10) {
          ages.add(age);
        }
      }
    }
    for (MatchResult m : text.find(KID_IS)) {
      if (Integer.parseInt(m.group(1)) < 18 && ages.size() < 10) {
        ages.add(Integer.parseInt(m.group(1)));
      }
    }
    boolean children = CHILDREN.matcher(text.folded()).find() || OF_AGE.matcher(text.folded()).find();
    if (ages.isEmpty() && children) {
      MatchResult m = text.first(AGES);
      if (m != null && !text.before(m.start(), 20).contains("under")) {
        Matcher number = Pattern.compile("\\d+").matcher(m.group(1));
        while (number.find()) {
          int age = Integer.parseInt(number.group());
          if (age < 18) {
            ages.add(age);
          }
        }
      }
    }
    return ages;
  }

  private static void say(Text text, Reading.Draft draft, int adults, int children, List<Integer> ages, @Nullable String words,
      double confidence) {
    List<Integer> young = new ArrayList<>(ages.subList(0, Math.min(ages.size(), children)));
    int unknown = children - young.size();
    if (unknown > 0) {
      draft.assume("Children without a stated age are taken to be " + USUAL_AGE + ".");
      for (int i = 0; i < Math.min(unknown, 20); i++) {
        young.add(USUAL_AGE);
      }
    }
    if (adults + young.size() > 0) {
      draft.say(Topic.TRAVELLERS, new Party(Math.min(adults, ConstraintsReader.MOST_PEOPLE), young), words, confidence);
    }
  }

  private static void take(Text text, MatchResult m) {
    text.take(m.start(), m.end());
  }
}
