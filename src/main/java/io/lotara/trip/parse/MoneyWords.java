package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads amounts of money: symbols, codes, names of currencies, thousands and millions; for whom, and for how long. */
final class MoneyWords {
  private static final Map<String, String> NAMES = Map.ofEntries(
      Map.entry("$", "USD"), Map.entry("us$", "USD"), Map.entry("usd$", "USD"), Map.entry("dollar", "USD"), Map.entry("buck", "USD"),
      Map.entry("us dollar", "USD"), Map.entry("american dollar", "USD"), Map.entry("€", "EUR"), Map.entry("euro", "EUR"),
      Map.entry("£", "GBP"), Map.entry("pound", "GBP"), Map.entry("quid", "GBP"), Map.entry("british pound", "GBP"),
      Map.entry("¥", "JPY"), Map.entry("yen", "JPY"), Map.entry("₫", "VND"), Map.entry("dong", "VND"), Map.entry("d", "VND"),
      Map.entry("vnđ", "VND"), Map.entry("₩", "KRW"), Map.entry("won", "KRW"), Map.entry("฿", "THB"), Map.entry("baht", "THB"),
      Map.entry("₹", "INR"), Map.entry("rupee", "INR"), Map.entry("₱", "PHP"), Map.entry("rupiah", "IDR"), Map.entry("ringgit", "MYR"),
      Map.entry("rm", "MYR"), Map.entry("yuan", "CNY"), Map.entry("rmb", "CNY"), Map.entry("renminbi", "CNY"),
      Map.entry("a$", "AUD"), Map.entry("au$", "AUD"), Map.entry("australian dollar", "AUD"), Map.entry("aussie dollar", "AUD"),
      Map.entry("c$", "CAD"), Map.entry("ca$", "CAD"), Map.entry("canadian dollar", "CAD"), Map.entry("s$", "SGD"),
      Map.entry("singapore dollar", "SGD"), Map.entry("hk$", "HKD"), Map.entry("hong kong dollar", "HKD"), Map.entry("nz$", "NZD"),
      Map.entry("new zealand dollar", "NZD"), Map.entry("nt$", "TWD"), Map.entry("r$", "BRL"), Map.entry("real", "BRL"),
      Map.entry("swiss franc", "CHF"), Map.entry("franc", "CHF"), Map.entry("peso", "MXN"), Map.entry("mexican peso", "MXN"),
      Map.entry("₺", "TRY"), Map.entry("lira", "TRY"), Map.entry("zloty", "PLN"), Map.entry("krona", "SEK"), Map.entry("rand", "ZAR"),
      Map.entry("dirham", "AED"));
  private static final String SYMBOL = "(?:us\\$|usd\\$|au\\$|ca\\$|hk\\$|nz\\$|nt\\$|(?<![a-z])[acsr]\\$|[$€£¥₫₩฿₹₱₺])";
  private static final String WORD =
      "(?:(?:us|american|australian|aussie|canadian|singapore|hong kong|new zealand) dollars?|dollars?|bucks?|euros?|british pounds?"
          + "|pounds?(?: sterling)?|quid|yen|dong|vnđ|won|baht|rupees?|rupiah|ringgit|yuan|rmb|renminbi|swiss francs?|francs?"
          + "|mexican pesos?|pesos?|lira|zloty|krona|rand|dirhams?|reais|rm|d(?![a-z']))";
  private static final String CODE = "(?<![a-z])[a-z]{3}(?![a-z])";
  private static final String NUMBER = "(?:\\d{1,3}(?:[.,' ]\\d{3})++(?:[.,]\\d{1,2}(?!\\d))?|\\d{1,12}(?:[.,]\\d{1,3}(?!\\d))?)";
  private static final String TIMES = "(?: ?(?:k|m|mn|mil|mio|million|millions|thousand|grand|tr|trieu|billion|bn|lakh|hundred)(?![a-z]))?";
  private static final Pattern BEFORE =
      Pattern.compile("(" + SYMBOL + "|" + CODE + ") ?(" + NUMBER + ")(" + TIMES + ")(?: ?(" + CODE + "|" + WORD + "))?");
  private static final Pattern AFTER =
      Pattern.compile("(?<![\\d.,])(" + NUMBER + ")(" + TIMES + ") ?(" + SYMBOL + "|" + WORD + "|" + CODE + ")");
  private static final Pattern SPELT = Pattern.compile(
      "\\b(" + Numbers.A_N + "|couple of) (hundred|thousand|grand|million) ?(" + WORD + "|" + CODE + ")?");
  private static final Pattern BARE = Pattern.compile(
      "\\b(?:budget(?:s|ed|ing)?(?: (?:is|of|for|around|about|total|at|set|now|limit|cap|to|under|max|the|trip|this|our|my|approximately"
          + "|roughly|up)){0,6}:? ?|(?:under|below|less than|at most|up to|no more than|not more than|not exceed(?:ing)?"
          + "|max(?:imum)?(?: of)?"
          + "|within|spend(?:ing)?(?: up to| about| around)?|around|about|approximately|roughly|total(?:ing| of)?|cost(?:ing|s)?(?: of)?)"
          + " )(" + NUMBER + ")(" + TIMES + ")(?! ?(?:%|[a-z]|-[a-z]|st\\b|nd\\b|rd\\b|th\\b|[/:]\\d))(?!\\d)");
  private static final Pattern BARE_END = Pattern.compile(
      "\\b(?:budget[a-z ]{0,30}?|under|below|less than|at most|up to|no more than|max(?:imum)?(?: of)?"
          + "|spend(?:ing)?(?: up to)?) ?:? ?(\\d{3,7}|\\d{1,3}(?:,\\d{3})++)(" + TIMES
          + ")(?= (?:for|in|total|all|per|each|a person|pp|and|with|from|including|budget|max|maximum|on)\\b)");
  private static final Pattern EACH = Pattern.compile(
      "^[\\s,(]*(?:(?:max|maximum|total|in total|budget) )?(?:per (?:person|head|capita|adult|travell?er|individual|pax)"
          + "|/ ?(?:person|pax|head|pp)|p\\.?p\\.?\\b|each\\b(?! (?:night|day))|apiece|a (?:person|head)\\b"
          + "|for each (?:person|of us|travell?er|one))");
  private static final Pattern EACH_BEFORE = Pattern.compile(
      "(?:per[- ](?:person|head)|each (?:of us|person|travell?er)|\\bindividual budgets?)[^.;!?]{0,30}$");
  private static final Pattern NIGHTLY = Pattern.compile(
      "^[\\s,(]*(?:max(?:imum)? )?(?:per[- ](?:night|room)|/ ?(?:night|nt)|(?:a|each|every) night\\b|nightly)");
  private static final Pattern NIGHTLY_BEFORE = Pattern.compile("(?:nightly|per[- ]night)[^.;!?]{0,30}$");
  private static final Pattern DAILY = Pattern.compile("^[\\s,(]*(?:per[- ]day|/ ?day|(?:a|each|every) day\\b|daily)");
  private static final Pattern DAILY_BEFORE = Pattern.compile("(?:daily|per[- ]day)[^.;!?]{0,20}$");
  private static final Pattern MEAL = Pattern.compile("^[\\s,(]*(?:per (?:meal|dish|ticket)|/ ?meal|a meal\\b|(?:meals?|tickets?)\\b)");
  private static final Pattern REVISED = Pattern.compile(
      "(?:now|revised|updated|increased|raised|reduced|lowered|changed|adjusted|instead|new budget|extended|bumped)[^.;!?]{0,25}$");
  private static final Pattern LIMIT = Pattern.compile("budget|under|below|spend|most|up to|max|limit|within|afford|exceed|cap"
      + "|total|less than|more than");
  private static final Pattern UPPER = Pattern.compile("^\\s*(?:-|to|and|or)\\s*$");

  /** What an amount is for. */
  enum For {
    TRIP,
    NIGHT,
    MEAL
  }

  /** An amount with its place in the text. */
  record Found(Spending spending, For purpose, int from, int to, boolean cued, boolean revised) {}

  private MoneyWords() {}

  /** Reads budget and price of a night, and takes their words. */
  static void read(Text text, Reading.Draft draft) {
    List<Found> found = new ArrayList<>();
    collect(text, found);
    found.sort(java.util.Comparator.comparingInt(Found::from));
    Found budget = null;
    for (Found f : upperEnds(text, found)) {
      if (f.purpose() == For.NIGHT) {
        draft.say(Topic.MAX_PER_NIGHT, f.spending(), text.words(f.from(), f.to()), 0.9);
      } else if (f.purpose() == For.TRIP && (budget == null || f.revised() || f.cued() && !budget.cued() && !budget.revised())) {
        budget = f;
      }
    }
    if (budget != null) {
      double confidence = budget.spending().currency() == null ? 0.7 : budget.cued() ? 0.98 : 0.9;
      draft.say(Topic.BUDGET, budget.spending(), text.words(budget.from(), budget.to()), confidence);
    }
  }

  private static void collect(Text text, List<Found> found) {
    for (MatchResult m : text.find(BEFORE)) {
      String currency = currency(text, m, 1);
      String behind = m.group(4) == null ? null : currency(text, m, 4);
      if (currency != null) {
        boolean dollars = m.group(1).equals("$") && behind != null;
        int end = behind == null ? m.end(3) : m.end();
        add(text, found, amount(m.group(2), m.group(3)), dollars ? behind : currency, m.start(), end);
      }
    }
    for (MatchResult m : text.find(AFTER)) {
      String currency = currency(text, m, 3);
      if (currency != null) {
        add(text, found, amount(m.group(1), m.group(2)), currency, m.start(), m.end());
      }
    }
    for (MatchResult m : text.find(SPELT)) {
      String currency = m.group(3) == null ? null : currency(text, m, 3);
      int count = m.group(1).equals("couple of") ? 2 : Numbers.of(m.group(1));
      boolean cued = LIMIT.matcher(text.before(m.start(), 40)).find();
      if (count > 0 && (currency != null || cued)) {
        add(text, found, amount(String.valueOf(count), m.group(2)), currency, m.start(), currency == null ? m.end(2) : m.end());
      }
    }
    for (Pattern bare : List.of(BARE, BARE_END)) {
      for (MatchResult m : text.find(bare)) {
        BigDecimal amount = amount(m.group(1), m.group(2));
        boolean budgeted = m.group().contains("budget") || m.group().contains("spend");
        if (amount.compareTo(BigDecimal.valueOf(budgeted ? 50 : 100)) >= 0 && !year(text, m, amount, budgeted)) {
          add(text, found, amount, null, m.start(1), m.end(2));
        }
      }
    }
  }

  /** A bare 2027 after "around" is a year. */
  private static boolean year(Text text, MatchResult m, BigDecimal amount, boolean budgeted) {
    return !budgeted
        && m.group(2).isEmpty()
        && m.group(1).length() == 4
        && amount.intValue() >= 1990
        && amount.intValue() < 2100
        && !LIMIT.matcher(m.group()).find();
  }

  private static void add(Text text, List<Found> found, BigDecimal amount, @Nullable String currency, int from, int to) {
    if (amount.signum() <= 0) {
      return;
    }
    String after = text.after(to, 40);
    String before = text.before(from, 45);
    boolean nightly = NIGHTLY.matcher(after).find() || NIGHTLY_BEFORE.matcher(before).find();
    boolean daily = DAILY.matcher(after).find() || DAILY_BEFORE.matcher(before).find();
    boolean each = EACH.matcher(after).find() || EACH_BEFORE.matcher(before).find();
    if (daily && !each) {
      each = Pattern.compile("^[\\s,(]*(?:per[- ]day|a day|/ ?day|daily)[\\s,]*(?:per person|each|pp|/ ?person)").matcher(after).find();
    } else if (each && !daily) {
      daily = Pattern.compile("^[\\s,(]*(?:per person|each|pp|/ ?person|a person)[\\s,]*(?:per day|a day|/ ?day|daily)").matcher(after)
          .find();
    }
    For purpose = nightly ? For.NIGHT : MEAL.matcher(after).find() ? For.MEAL : For.TRIP;
    text.take(from, to);
    found.add(new Found(
        new Spending(amount, currency, each, daily), purpose, from, to, LIMIT.matcher(before).find(), REVISED.matcher(before).find()));
  }

  /** Of "between 2000 and 3000" the upper end counts. */
  private static List<Found> upperEnds(Text text, List<Found> found) {
    List<Found> kept = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      boolean lower = i + 1 < found.size()
          && found.get(i).to() <= found.get(i + 1).from()
          && UPPER.matcher(text.folded().substring(found.get(i).to(), found.get(i + 1).from())).find()
          && found.get(i).purpose() == For.TRIP;
      if (!lower) {
        Found upper = found.get(i);
        boolean range = !kept.isEmpty() || i > 0;
        kept.add(range && i > 0 && found.get(i - 1).cued() && !upper.cued() && near(found.get(i - 1), upper)
            ? new Found(upper.spending(), upper.purpose(), upper.from(), upper.to(), true, found.get(i - 1).revised())
            : upper);
      }
    }
    return kept;
  }

  private static boolean near(Found a, Found b) {
    return b.from() - a.to() <= 5;
  }

  private static @Nullable String currency(Text text, MatchResult m, int group) {
    String word = m.group(group);
    String known = NAMES.get(word);
    if (known == null && word.length() > 3) {
      String singular = word.replaceAll(" sterling$", "").replaceAll("(?<!l)s$", "");
      known = "reais".equals(word) ? "BRL" : NAMES.get(singular);
    }
    if (known != null) {
      return known;
    }
    String code = word.toUpperCase(java.util.Locale.ROOT);
    boolean capitals = text.written().substring(m.start(group), m.end(group)).equals(code);
    boolean unmistakable = java.util.Set.of("usd", "eur", "gbp", "jpy", "vnd", "aud", "cad", "sgd", "chf", "cny", "thb", "krw", "inr",
        "hkd", "nzd", "twd", "idr", "myr", "mxn", "brl")
        .contains(word);
    return word.length() == 3 && (capitals || unmistakable) && Amounts.inUse(code) ? code : null;
  }

  private static BigDecimal amount(String number, @Nullable String times) {
    String unit = times == null ? "" : times.strip();
    BigDecimal factor = BigDecimal.valueOf(switch (unit) {
      case "hundred" -> 100L;
      case "k", "thousand", "grand" -> 1_000L;
      case "lakh" -> 100_000L;
      case "m", "mn", "mil", "mio", "million", "millions", "tr", "trieu" -> 1_000_000L;
      case "billion", "bn" -> 1_000_000_000L;
      default -> 1L;
    });
    return Amounts.parse(number).multiply(factor);
  }
}
