package io.lotara.trip.parse;

import io.lotara.travel.HouseRule;
import io.lotara.travel.TransportMode;
import io.lotara.trip.TripRequest.RoomWish;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads wishes for the room, the house and the ways to travel. */
final class WishWords {
  private static final String NO =
      "(?:\\bno\\b|\\bnot\\b|n't\\b|\\bnever\\b|\\bwithout\\b|\\bavoid\\w*|\\bexclud\\w+|\\brather not|\\binstead of|\\bskip\\b"
          + "|\\bafraid of|\\bfear of|\\bhates?\\b|\\bcannot\\b"
          + "|\\bfree (?:of|from)|\\bother than|\\brul(?:e|ing) out|\\bagainst\\b|\\brefrain\\w*|\\bdislike\\w*|\\bopt\\w* out"
          + "|\\bnon[- ]?|\\bminus\\b|\\bforgo\\w*|\\bsteer\\w* clear|\\brefus\\w+|\\bneither\\b|\\bnor\\b|\\bexcept\\b"
          + "|\\bban\\b|\\brestrict\\w*|\\bkeep\\w* (?:us |me |everyone )?off\\b|\\brather (?:[a-z']+ ){0,5}?than\\b"
          + "|\\banything but\\b|\\beverything but\\b|\\bomit\\w*|\\bleave out\\b)";
  private static final Pattern FINE = Pattern.compile(
      "\\b(?:mind|objections?|problems?|opposed|only|matter|issue|preference|limited|worr\\w+|restrict(?:ions?|ed)|necessarily"
          + "|care|picky|specific)\\b");
  private static final Map<TransportMode, String> MODES = new EnumMap<>(Map.of(
      TransportMode.FLIGHT, "(?:flights?|fly(?:ing)?|flown|air(?:planes?|craft|lines?)?(?: travel| transport\\w*| routes?)?"
          + "|planes?|aviation)",
      TransportMode.SELF_DRIVING,
      "(?:self[- ]?(?:driv\\w+|drove)|driv(?:e|ing)(?: (?:ourselves|myself|by ourselves|on our own|a car|yourself|there|around|any"
          + "|at all))?|(?:rent\\w*|hir\\w+) (?:a |any )?(?:cars?|vehicles?)|(?:car|vehicle) (?:rentals?|hire)|rental (?:cars?"
          + "|vehicles?)|get behind the wheel)",
      TransportMode.TRAIN, "(?:trains?|rail(?:ways?)?)",
      TransportMode.BUS, "(?:bus(?:es)?|coach(?:es)?)",
      TransportMode.FERRY, "(?:ferr(?:y|ies)|boats?)",
      TransportMode.TAXI, "(?:taxis?|cabs?)"));
  private static final Map<TransportMode, Pattern> NEGATED = new EnumMap<>(TransportMode.class);
  private static final Map<TransportMode, Pattern> REFUSED = new EnumMap<>(TransportMode.class);

  static {
    MODES.forEach((mode, words) -> {
      NEGATED.put(mode, Pattern.compile(NO + "([^.;!?:]{0,60}?)(?<![a-z])(?:" + words + ")(?![a-z])"));
      REFUSED.put(mode, Pattern.compile("(?<![a-z])(?:" + words
          + ")(?![a-z])[^.;!?,]{0,25}?(?:(?:is|are|should be|must be|be) (?:not(?! a (?:problem|concern|issue))|out|off|avoided"
          + "|excluded|ruled|unacceptable|forbidden|prohibited|no(?! problem| issue| concern| objection))|isn't|aren't"
          + "|not an option|out of the question|won't work|-free\\b|not (?:acceptable|allowed|desired|preferred|feasible"
          + "|possible|considered))|(?<![a-z])(?:"
          + words + ")[- ]free\\b"));
    });
  }

  private static final Pattern GROUND_ONLY = Pattern.compile(
      "\\b(?:only (?:by )?(?:land|ground|overland)|(?:land|ground|overland)(?:[- ]based)?(?: travel| transport\\w*)? only"
          + "|stay(?:ing)? on the ground|strictly (?:by )?(?:land|ground))\\b");
  private static final Pattern CABIN = Pattern.compile("\\b(premium economy|business[- ]class|first[- ]class|economy(?:[- ]class)?"
      + "|coach class|business cabin)\\b(?! (?:hotel|service|restaurant|museum|experience|resort))");
  private static final Pattern NOT_SHARED = Pattern.compile(
      "\\b(?:non[- ]?shared|unshared)\\b"
          + "|(?:\\b(?:no|without|avoid\\w*|not|never|exclud\\w+|except|other than|nothing|opposed to|against|refrain\\w*|anything but"
          + "|skip(?:ping)?|steer\\w* clear of|rule out|omit\\w*)\\b"
          + "|n't\\b|\\bnot-)"
          + "[^.;!?]{0,45}?\\b(?:shared|sharing|share|dorm(?:s|itor\\w+)?|communal)\\b"
          + "|\\bshared (?:rooms?|accommodations?|spaces?|lodging)(?: (?:is|are|would|will))? (?:not|unacceptable|out|off|be avoided)");
  private static final Pattern ENTIRE = Pattern.compile(
      "\\b(?:entire|whole|full|complete)[- ](?:rooms?|homes?|houses?|apartments?|flats?|places?|units?|propert(?:y|ies)|villas?"
          + "|cottages?|cabins?|accommodations?|residences?|lodgings?|condos?|spaces?|suites?|homes?/apts?)\\b|\\b(?:rooms?"
          + "|places?|apartments?|homes?|space|accommodations?|unit|lodgings?) (?:all )?to (?:ourselves|myself)\\b"
          + "|\\bentire[- ]room\\b|\\bentirely (?:to|for) (?:ourselves|us|myself)\\b|\\b(?:rooms?|accommodations?"
          + "|lodgings?)(?: type)?(?: that| which)?(?: to be| should be| must be| is| are| as| being|:)? (?:an |the )?entire\\b");
  private static final Pattern PRIVATE = Pattern.compile(
      "\\bprivate (?:and [a-z]+ )?(?:single |double |twin |hotel |guest |bed)?(?:rooms?|bedrooms?|accommodations?|lodgings?"
          + "|quarters|stays?|spaces?|suites?|lodging options)\\b|\\broom of (?:our|my) own\\b|\\b(?:rooms?|accommodations?"
          + "|lodgings?)(?: type)?(?: that| which)?(?: to be| should be| must be| is| are| as| being| be|:)? private\\b"
          + "|\\bown (?:private )?rooms?\\b|\\b(?:rooms?|accommodations?|lodgings?) (?:to be|should be|must be|has to be|have to be|is|are|be)"
          + " (?:a )?private(?: ones?)?\\b");
  private static final Pattern SHARED = Pattern.compile(
      "\\b(?:shared[- ](?:rooms?|accommodations?|lodgings?|dorms?|spaces?|stays?|living|housing|hostels?|bedrooms?)|(?:room"
          + "|accommodations?|bed) (?:shar(?:e|ing)|in a dorm)|dorm(?:s|itor(?:y|ies)| rooms?| beds?)?\\b|shar(?:e|ing) (?:a "
          + "|our )?(?:rooms?|accommodations?|space)|(?:rooms?|accommodations?|lodgings?)(?: type)?(?: that| which)?(?: to be"
          + "| should be| must be| can be| could be| is| are| as| being| be|:)? shared)\\b");
  private static final Map<HouseRule, Pattern> HOUSE = new EnumMap<>(Map.of(
      HouseRule.PETS, Pattern.compile("\\b(?:pets?|dogs?|cats?|pupp(?:y|ies)|animals?|furry|pet-friendly|dog-friendly|four-legged"
          + "|canine|feline)\\b"),
      HouseRule.SMOKING, Pattern.compile("\\b(?:smok(?:e|ing|ers?)|smoker-friendly|cigarettes?|smoking-friendly)\\b"),
      HouseRule.PARTIES, Pattern.compile("\\b(?:part(?:y|ies)|partying|celebrations?|gatherings?|party-friendly|events?)\\b"),
      HouseRule.VISITORS, Pattern.compile("\\b(?:visitors?|(?:outside|extra|additional|overnight|our own|external) guests?"
          + "|guests? over|having guests|host(?:ing)? guests|visitor-friendly|guests? (?:to )?visit|receive guests"
          + "|entertain guests|entertaining guests)\\b"),
      HouseRule.CHILDREN_UNDER_10, Pattern.compile(
          "\\b(?:(?:children|kids?|child|those|little ones)(?: (?:who are|that are|aged?|of))?,? ?(?:under|below|younger than"
              + "|less than)(?: the)?(?: age of| age)? ?(?:10|ten)|under[- ](?:10|ten)s?|(?:child|kid|family)[- ]friendly"
              + "|young (?:children|kids)|(?:children|kids))\\b")));
  private static final Pattern ALLOW = Pattern.compile(
      "\\b(?:allow\\w*|permit\\w*|accept\\w*|welcom\\w*|accommodat\\w*|friendly|ok(?:ay)?|fine with|toler\\w+|let us|lets? (?:us"
          + "|me)|suitable|host\\w*|cater\\w*|bring\\w*|travell?ing with|with (?:our|my|a)|possible|have no (?:problem|issue)"
          + "|no restrictions?|not (?:prohibit|forbid|ban|restrict)\\w*|n't (?:prohibit|forbid|ban|restrict|mind)\\w*"
          + "|without restrictions?|must be able|be able to|(?:some|any)?where (?:we|i) can|rooms?|hous(?:e|ing)|lodgings?|stay\\w*"
          + "|propert\\w+|rental|hotels?|places?|house rules?|take)\\b");
  private static final Pattern FORBID = Pattern.compile(
      "\\b(?:no[- ]|non[- ]?|without|n't (?:want|need|like|have|require|allow|bring|smoke|plan)|not (?:want|need|like|have|require"
          + "|allow|bring|allowed|permitted|smoke|planning|plan)|free of|do not (?:allow|smoke|have|need)|away from|quiet|hate"
          + "|avoid\\w*|allergic\\w* to|never)\\b[^.;!?,]{0,22}$");
  private static final Pattern FREE = Pattern.compile("^(?:[- ]free\\b| (?:not|aren't|isn't|is not|are not) (?:allowed|permitted"
      + "|needed|required|a (?:must|priority|concern)))");
  private static final Pattern LIFTED = Pattern.compile("\\b(?:no|any|without|not?|n't)\\b[^.;!?]{0,12}\\b(?:restrict\\w*"
      + "|prohibit\\w*|forbid\\w*|ban\\w*|limit\\w*|rules? against|objections?|issues?|problems?)\\b[^.;!?]{0,30}$");

  private WishWords() {}

  /** Reads all of them. */
  static void read(Text text, Reading.Draft draft) {
    room(text, draft);
    house(text, draft);
    transport(text, draft);
    MatchResult cabin = text.first(CABIN);
    if (cabin != null) {
      String name = cabin.group(1);
      String value = name.startsWith("premium") ? "premium_economy" : name.startsWith("business") ? "business"
          : name.startsWith("first") ? "first" : "economy";
      draft.say(Topic.CABIN, value, text.words(cabin.start(), cabin.end()), 0.95);
    }
  }

  private static void room(Text text, Reading.Draft draft) {
    Map<RoomWish, Pattern> wishes = new java.util.LinkedHashMap<>();
    wishes.put(RoomWish.NOT_SHARED, NOT_SHARED);
    wishes.put(RoomWish.ENTIRE, ENTIRE);
    wishes.put(RoomWish.PRIVATE, PRIVATE);
    wishes.put(RoomWish.SHARED, SHARED);
    for (var wish : wishes.entrySet()) {
      for (MatchResult m : text.find(wish.getValue())) {
        boolean negated = wish.getKey() != RoomWish.NOT_SHARED
            && Pattern.compile("(?:\\bno\\b|\\bnot\\b|n't\\b|without|don't need)[^.;!?,]{0,20}$").matcher(text.before(m.start(), 35))
            .find();
        boolean fine = wish.getKey() == RoomWish.NOT_SHARED && FINE.matcher(m.group()).find();
        if (!negated && !fine) {
          draft.say(Topic.ROOM_TYPE, wish.getKey(), text.words(m.start(), m.end()), 0.93);
          return;
        }
      }
    }
  }

  private static void house(Text text, Reading.Draft draft) {
    EnumSet<HouseRule> wanted = EnumSet.noneOf(HouseRule.class);
    StringBuilder words = new StringBuilder();
    for (HouseRule rule : HouseRule.values()) {
      for (MatchResult m : text.find(HOUSE.get(rule))) {
        if (wished(text, rule, m)) {
          wanted.add(rule);
          words.append(words.isEmpty() ? "" : "; ").append(text.words(m.start(), m.end()));
          break;
        }
      }
    }
    if (!wanted.isEmpty()) {
      draft.say(Topic.MUST_ALLOW, Sets.inOrder(wanted), words.toString(), 0.93);
    }
  }

  private static boolean wished(Text text, HouseRule rule, MatchResult m) {
    String clause = text.folded().substring(text.sentenceStart(m.start()), text.sentenceEnd(m.end()));
    String before = text.folded().substring(text.sentenceStart(m.start()), m.start());
    String after = text.after(m.end(), 30);
    boolean lifted = LIFTED.matcher(before).find();
    if (!lifted && (FORBID.matcher(before).find() || FREE.matcher(after).find())) {
      return false;
    }
    boolean allow = ALLOW.matcher(clause).find();
    return switch (rule) {
      case PARTIES -> after.matches("^[- ]friendly.*") || (lifted || allow) && !after.matches("^ (?:of|size|consist).*") && !m.group()
          .startsWith("event")
          && !before.matches(".*(?:\\bour|\\bthe|\\bmy|\\ba|\\bwhole|\\bentire|bachelor(?:ette)?|search|dinner|third|\\bn"
              + "|travel(?:l?ing)?) $") || m.group().equals("party-friendly")
          || m.group().equals("parties") && !after.startsWith(" of") || m.group().matches("partying|part(?:y|ies)") && before.matches(
              ".*(?:host|throw|hold|have|allow|permit)\\w*(?: a| small| our| some| any)* $");
      case CHILDREN_UNDER_10 -> m.group().matches(".*(?:10|ten|tens|10s)$") && !before.matches(".*(?:(?:two|three|four|\\d) )$")
          || m.group().endsWith("friendly") && !m.group().startsWith("family")
              && Pattern.compile("accommodat|lodging|room|stay|hotel|house|place|propert|rental").matcher(clause).find()
          || lifted
          || Pattern.compile("(?:allow\\w*|permit\\w*|accept\\w*|welcom\\w*|accommodat\\w*|suitable for|let)(?: for)?(?: our| my"
              + "| small| little)? ?$").matcher(before).find()
          || after.matches("^ (?:are|is|being|should be|must be)?(?: also)? ?(?:allowed|welcome|permitted|accepted).*");
      case VISITORS -> lifted || allow && !before.matches(".*(?:first-time|for|as|\\d|two|three|four|five|six|seven|eight|many"
          + "|most|few) $") && !after.matches("^ (?:cent(?:er|re)|attraction|from|pass|information|guide).*");
      case PETS, SMOKING -> allow || lifted || m.group().endsWith("friendly");
    };
  }

  private static void transport(Text text, Reading.Draft draft) {
    EnumSet<TransportMode> forbidden = EnumSet.noneOf(TransportMode.class);
    StringBuilder words = new StringBuilder();
    for (TransportMode mode : TransportMode.values()) {
      for (Pattern pattern : List.of(NEGATED.get(mode), REFUSED.get(mode))) {
        for (MatchResult m : text.find(pattern)) {
          String between = m.groupCount() > 0 ? m.group(1) : "";
          boolean turned = FINE.matcher(between).find()
              || between.matches(".*\\b(?:but|however|though|although|instead|prefer\\w*|rather|would like|want to|happy to|by)\\b.*")
              && !between.matches(
              ".*(?:want to|would like|prefer to|rather) (?:use|take|be|go|travel|have|include|involve)?.*"
                  + "|.*\\bprefer\\w*(?: to)?(?: use| take)? ?|.*want to ?|.*\\bby (?:air|plane)?");
          if (!turned) {
            forbidden.add(mode);
            words.append(words.isEmpty() ? "" : "; ").append(text.words(m.start(), m.end()));
            break;
          }
        }
        if (forbidden.contains(mode)) {
          break;
        }
      }
    }
    MatchResult ground = text.first(GROUND_ONLY);
    if (ground != null && forbidden.add(TransportMode.FLIGHT)) {
      words.append(words.isEmpty() ? "" : "; ").append(text.words(ground.start(), ground.end()));
    }
    if (!forbidden.isEmpty()) {
      draft.say(Topic.FORBIDDEN, Sets.inOrder(forbidden), words.toString(), 0.93);
    }
  }
}
