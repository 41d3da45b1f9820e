package io.lotara.trip.parse;

import io.lotara.trip.TripRequest.Pace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads cuisines, diets, interests and pace. */
final class TasteWords {
  private static final String KITCHENS =
      "american|chinese|french|indian|italian|mexican|mediterranean|japanese|korean|thai|vietnamese|greek|spanish|turkish|lebanese"
          + "|middle eastern|moroccan"
          + "|ethiopian|brazilian|peruvian|argentin(?:e|ian)|german|british|irish|portuguese|russian|polish|caribbean|cuban"
          + "|hawaiian|indonesian|malaysian|filipino"
          + "|persian|iranian|pakistani|nepal(?:ese|i)|mongolian|taiwanese|cajun|creole|tex-mex|latin(?: american)?|african"
          + "|european|asian|cantonese|sichuan"
          + "|szechuan|tuscan|georgian|swiss|austrian|belgian|dutch|scandinavian|nordic|egyptian|israeli|arab(?:ic|ian)?"
          + "|singaporean|burmese|jamaican|colombian|tunisian|southern|fusion|continental|local|seafood|sushi|ramen|pizza"
          + "|bbq|barbecue|fast food|steak|desserts?|bakery|cafe|tea|tapas|dim sum|pho|street food";
  private static final Pattern CUISINE = Pattern.compile("(?<![a-z])(" + KITCHENS + ")(?![a-z])(?: ?-?inspired)?");
  private static final Set<String> DISHES =
      Set.of("seafood", "sushi", "ramen", "pizza", "bbq", "barbecue", "steak", "tapas", "dim sum", "pho", "fast food");
  private static final Set<String> WEAK =
      Set.of("local", "southern", "continental", "dessert", "desserts", "bakery", "cafe", "tea", "street food", "european", "asian",
          "african", "fusion", "arab", "latin");
  private static final Pattern FOOD = Pattern.compile(
      "\\b(?:cuisines?|foods?|dish(?:es)?|restaurants?|meals?|eat(?:ing|ery|eries)?|din(?:e|ing|ner)|lunch|breakfast|flavou?rs?"
          + "|culinary|tast(?:e|es|ing)|cooking|gastronom\\w+|fare|delicac(?:y|ies)|kitchens?|palates?|menus?|cook|foodies?"
          + "|specialt(?:y|ies)|savou?r|indulg\\w+|sampl\\w+|crav\\w+|food-wise)\\b");
  private static final Pattern NOT_FOOD = Pattern.compile(
      "^[ -](?:tourists?|couple|family|city|cities|citizens?|passports?|friends?|history|culture|art|museums?|dollars?|riviera"
          + "|coast|alps|quarters?|revolution|architecture|temples?|islands?|people|language|nationals?|towns?|gardens?|baths?"
          + "|express|countryside|theatre|group|man|woman|students?|visitors?|airlines?|states?|lifestyle|market(?:s)?|guide"
          + "|transport\\w*|sights?|attractions?|experiences?|ways?|tradition\\w*|beach\\w*|villages?|sea\\b|republic|canal"
          + "|polynesia|open|speaking|speaker|currency|heritage|life|events?|festivals?|train|bus)");
  private static final Pattern REFUSED = Pattern.compile("(?:\\bno\\b|\\bnot\\b|n't\\b|\\bavoid\\w*|\\bwithout\\b|\\bexcept\\b"
      + "|\\bhate\\w*|\\bdislike\\w*|\\bother than|tired of)[^.;!?,]{0,25}$");
  private static final Pattern LOVED = Pattern.compile("\\b(?:lov\\w+|enjoy\\w*|fond of|prefer\\w*|fans? of|like|partial to"
      + "|craving|into)\\b[^.;!?]{0,20}$");
  private static final Map<String, Pattern> DIETS = new LinkedHashMap<>();
  private static final Map<String, Pattern> INTERESTS = new LinkedHashMap<>();
  private static final Pattern SLOW = Pattern.compile("\\b(?:relaxed|slow(?:ly)?|leisurely|easy-?going|laid[- ]?back|tak(?:e"
      + "|ing) it easy|not too (?:busy|packed|rushed|hectic)|unhurried|unrushed|chill(?:ed)?|no rush|not rushed|easy pace"
      + "|gentle)\\b");
  private static final Pattern FAST = Pattern.compile("\\b(?:(?:jam-|action-|fully )?packed(?: schedule| itinerary| days)?"
      + "|fast[- ]paced|fast pace|busy (?:schedule|itinerary|days|pace)|as much as (?:possible|we can|i can)|see everything"
      + "|whirlwind|intens(?:e|ive)|full (?:schedule|itinerary)|maximi[sz]e)\\b");
  private static final Pattern BALANCED = Pattern.compile("\\b(?:balanced|moderate(?:ly)?(?: paced?)?|medium pace)\\b");
  private static final Pattern NO_TASTE = Pattern.compile("(?:\\bno\\b|\\bnot\\b|n't\\b|\\bavoid\\w*|\\bwithout\\b|\\bhate\\w*"
      + "|\\bskip\\w*|\\bdislike\\w*)[^.;!?,]{0,20}$");

  static {
    diet("vegetarian", "vegetarians?|veggie|meat[- ]free|no meat|don't eat meat|do not eat meat");
    diet("vegan", "vegans?|plant[- ]based");
    diet("halal", "halal|muslim[- ]friendly");
    diet("kosher", "kosher");
    diet("gluten_free", "gluten[- ]?free|no gluten|coeliac|celiac(?: disease)?|gluten (?:intoleran\\w+|allerg\\w+)");
    diet("pescatarian", "pescatarians?|pescetarians?");
    interest("food", "food(?:ies?)?|cuisines?|culinary|gastronom\\w+|street food|eating|restaurants?|local dishes|cooking|gourmet"
        + "|wine|wineries|tasting");
    interest("temples", "temples?|shrines?|pagodas?|monaster(?:y|ies)");
    interest("history", "histor(?:y|ic|ical)(?: sites?)?|ancient|ruins|castles?|archaeolog\\w+|heritage|forts?|medieval|battlefields?");
    interest("art", "art|arts|galler(?:y|ies)|paintings?|street art|sculptures?");
    interest("museums", "museums?");
    interest("nature", "nature|natural|hik(?:e|es|ing)|parks?|mountains?|wildlife|outdoors?|scenery|forests?|lakes?|waterfalls?"
        + "|gardens?|national parks?|trek(?:s|king)?|animals|landscapes?|camping|volcano(?:es)?|fjords?");
    interest("beach", "beach(?:es)?|seaside|sunbath\\w+|snorkel\\w*|surf(?:ing)?|swim(?:ming)?|coast(?:al|line)?|div(?:e|ing)");
    interest("shopping", "shop(?:s|ping)?|malls?|boutiques?|outlets?");
    interest("nightlife", "nightlife|night life|bars?|clubs?|clubbing|pubs?|night ?clubs?|cocktails?|bar hopping");
    interest("architecture", "architectur(?:e|al)|buildings|cathedrals?|skyscrapers?|skyline");
    interest("family", "family[- ]friendly|kid[- ]friendly|child[- ]friendly|theme parks?|amusement parks?|disney(?:land| ?world)?"
        + "|zoos?|aquariums?|family fun");
    interest("adventure", "adventur\\w+|thrills?|adrenaline|rafting|climbing|skydiv\\w+|zip-?lin\\w+|bungee|kayak\\w*|ski(?:ing)?"
        + "|snowboard\\w*|paraglid\\w+|safari");
    interest("photography", "photograph\\w*|photos?|instagram\\w*");
    interest("relaxation", "relax(?:ing|ation)?|spas?|wellness|massages?|onsens?|hot springs?|unwind|yoga|retreat");
    interest("culture", "cultur(?:e|al|es)|traditions?|traditional|local life|festivals?|customs");
    interest("music", "music|concerts?|jazz|opera|live music|gigs");
    interest("sports", "sports?|football|soccer|baseball|stadiums?|golf(?:ing)?|tennis|cycling|running|marathon");
    interest("markets", "(?:night |street |flea |food |local |floating |farmers'? )?markets?|bazaars?|souks?");
    interest("views", "views?|viewpoints?|sunsets?|sunrises?|panoram\\w+|lookouts?|observation decks?|rooftops?");
    interest("religion", "religio\\w+|church(?:es)?|mosques?|synagogues?|pilgrimage|spiritual\\w*|basilicas?");
    interest("royal", "royal(?:ty)?|palaces?|kings|queens|imperial");
    interest("romance", "romantic|romance|honeymoon|anniversary|proposal");
  }

  private TasteWords() {}

  private static void diet(String name, String words) {
    DIETS.put(name, Pattern.compile("\\b(?:" + words + ")\\b"));
  }

  private static void interest(String name, String words) {
    INTERESTS.put(name, Pattern.compile("\\b(?:" + words + ")\\b"));
  }

  /** Reads diets and cuisines; the words of cuisines are taken. */
  static void food(Text text, Reading.Draft draft) {
    diets(text, draft);
    cuisines(text, draft);
  }

  /** Reads interests and pace; to be called when the names of places are taken: there are no forts in Fort Lauderdale. */
  static void tastes(Text text, Reading.Draft draft) {
    interests(text, draft);
    for (Map.Entry<Pace, Pattern> pace : Map.of(Pace.FAST, FAST, Pace.SLOW, SLOW, Pace.BALANCED, BALANCED).entrySet().stream()
        .sorted(Map.Entry.comparingByKey()).toList()) {
      MatchResult m = text.first(pace.getValue());
      if (m != null && !NO_TASTE.matcher(text.before(m.start(), 25)).find()) {
        draft.say(Topic.PACE, pace.getKey(), text.words(m.start(), m.end()), 0.8);
        return;
      }
    }
  }

  /** Diets under the names that sources use; others as they are. */
  static List<String> diets(List<String> said) {
    return renamed(said, DIETS);
  }

  /** Interests under the names of the vocabulary; others as they are. */
  static List<String> interests(List<String> said) {
    return renamed(said, INTERESTS);
  }

  private static List<String> renamed(List<String> said, Map<String, Pattern> names) {
    Set<String> renamed = new LinkedHashSet<>();
    for (String one : said) {
      String folded = Text.fold(one).strip();
      List<String> known = names.containsKey(folded.replace(' ', '_'))
          ? List.of(folded.replace(' ', '_'))
          : names.entrySet().stream().filter(n -> n.getValue().matcher(folded).find()).map(Map.Entry::getKey).toList();
      renamed.addAll(known.isEmpty() ? List.of(folded) : known);
    }
    return List.copyOf(renamed);
  }

  private static void diets(Text text, Reading.Draft draft) {
    List<String> names = new ArrayList<>();
    List<String> words = new ArrayList<>();
    DIETS.forEach((name, pattern) -> {
      MatchResult m = text.first(pattern);
      if (m != null && !text.before(m.start(), 12).matches(".*\\b(?:not|non-?|n't) ?(?:a )?$")) {
        names.add(name);
        words.add(text.words(m.start(), m.end()));
      }
    });
    if (!names.isEmpty()) {
      draft.say(Topic.DIETARY, List.copyOf(names), String.join(", ", words), 0.95);
    }
  }

  private static void cuisines(Text text, Reading.Draft draft) {
    Set<String> names = new LinkedHashSet<>();
    List<MatchResult> taken = new ArrayList<>();
    for (MatchResult m : text.find(CUISINE)) {
      String name = m.group(1);
      String sentence = text.sentence(m.start());
      boolean food = FOOD.matcher(sentence).find() || LOVED.matcher(text.before(m.start(), 40)).find();
      boolean dish = DISHES.contains(name);
      boolean own = text.after(m.end(), 20).matches("^ (?:cuisine|food|dishes|fare|restaurants?|meals?|cooking|kitchen|eateries).*");
      boolean weak = WEAK.contains(name) && (name.equals("local") || name.equals("street food") || !own && !listed(text, m));
      if (!food && !dish || weak || REFUSED.matcher(text.before(m.start(), 35)).find() || NOT_FOOD.matcher(text.after(m.end(), 20))
          .find()) {
        continue;
      }
      names.add(title(name));
      taken.add(m);
    }
    if (!names.isEmpty()) {
      int from = taken.getFirst().start();
      int to = taken.getLast().end();
      String words = to - from <= 120 ? text.words(from, to) : String.join(", ", names);
      taken.forEach(m -> text.take(m.start(), m.end()));
      draft.say(Topic.CUISINES, List.copyOf(names), words, 0.95);
    }
  }

  /** Whether it stands in an enumeration with other cuisines. */
  private static boolean listed(Text text, MatchResult m) {
    return text.before(m.start(), 30).matches(".*(?:" + KITCHENS + ")(?:,| and|, and| or) ?$")
        || text.after(m.end(), 40).matches("^(?:,| and|, and| or) ?(?:" + KITCHENS + ").*");
  }

  private static String title(String name) {
    return switch (name) {
      case "bbq", "barbecue" -> "BBQ";
      case "tex-mex" -> "Tex-Mex";
      case "nepali" -> "Nepalese";
      case "szechuan" -> "Sichuan";
      case "dessert" -> "Desserts";
      default -> {
        StringBuilder b = new StringBuilder();
        for (String word : name.split(" ")) {
          b.append(b.isEmpty() ? "" : " ").append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        yield b.toString();
      }
    };
  }

  private static void interests(Text text, Reading.Draft draft) {
    List<String> names = new ArrayList<>();
    List<String> words = new ArrayList<>();
    INTERESTS.forEach((name, pattern) -> {
      for (MatchResult m : text.find(pattern)) {
        if (!NO_TASTE.matcher(text.before(m.start(), 25)).find() && !houseTalk(text, name, m)) {
          names.add(name);
          words.add(text.words(m.start(), m.end()));
          break;
        }
      }
    });
    if (!names.isEmpty()) {
      draft.say(Topic.INTERESTS, List.copyOf(names), String.join(", ", words), 0.9);
    }
  }

  /** "Family-friendly accommodation" and "meals with Thai cuisine" are wishes of another kind. */
  private static boolean houseTalk(Text text, String name, MatchResult m) {
    String near = text.before(m.start(), 30) + "|" + text.after(m.end(), 25);
    return switch (name) {
      case "family" -> near.matches(".*(?:accommodat|lodging|room|hotel|house|stay|propert).*");
      case "food" -> m.group().matches("cuisines?|restaurants?") && near.matches(".*(?:specific|preference|restriction|requirement).*");
      case "nature" -> m.group().equals("animals");
      case "views" -> m.group().equals("view") && near.matches(".*in view.*");
      default -> false;
    };
  }
}
