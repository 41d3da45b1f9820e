package io.lotara.trip.parse;

import io.lotara.trip.parse.Mention.Role;
import java.util.regex.Pattern;

/** What the words before and after a name say of its part in the trip. */
final class PlaceCues {
  private static final int REACH = 90;
  private static final Pattern FILLER = Pattern.compile(
      "(?:(?:^|(?<= |\\())(?:the|beautiful|sunny|lovely|historic|gorgeous|vibrant|amazing|magical|wonderful|charming|stunning"
          + "|city of|town of|state of|province of|region of|country of|island of"
          + "|downtown|central|old|either|both|my|our|home|nearby|exotic|bustling|scenic|great state of|destination|city|capital"
          + "|romantic|cozy|charming|places like|towns like|cities like|places such as|cities such as|cities including"
          + "|such as|including|namely|like)[ :]+)$");
  /** "Destination: Paris" says what Paris is; "the lovely destination Paris" does not. */
  private static final Pattern LABEL = Pattern.compile("(?:^|[.;,|!]\\s*|\\n\\s*|[-*] )destinations?$");
  private static final Pattern AMONG = Pattern.compile(
      "(?:cities|towns|destinations|stops|locations|spots|places|city|communities|municipalities|areas)(?: and towns"
          + "| destinations)?(?: that are| which are| all)?(?: (?:located|situated|found|based|spread|scattered))? (?:in|of"
          + "|within|across|throughout|around|from|inside|over)$");
  private static final String TRIP = "(?: (?:our|my|the|their|this|a|your) (?:[a-z-]+ )?(?:trip|journey|travels?|tour|adventure"
      + "|vacation|holiday|excursion|getaway|expedition))?";
  private static final Pattern ORIGIN = Pattern.compile(
      "(?:\\bfrom|\\bbetween|\\bout of|\\btu|\\bkhoi hanh tu|\\b(?:departing|departs?|departure|leaving|leaves?|leave|start(?:ing"
          + "|s)?|begin(?:ning|s)?|commenc(?:ing|es?)|originat(?:ing|es?)|initiat(?:ing|es?)|set(?:ting|s)? (?:off|out|forth)"
          + "|kick(?:ing|s)? (?:it |things )?off|tak(?:ing|es?) off|embark(?:ing|s)?|fly(?:ing)? out|launch(?:ing|es)?|based|live"
          + "|lives|living|resid(?:e|es|ing)|i am|i'm|we are|we're|hail(?:ing)?|coming|head(?:ing)? (?:off|out))" + TRIP
          + "(?: (?:out|off|and (?:also )?(?:end|finish|conclud|return|terminat)(?:ing|s|es)?(?: back)?))?"
          + "(?: from| in| at| out of| off from"
          + "| off in| near| with| of)?"
          + "|\\b(?:origin|home|hometown|home (?:town|city|base|airport)|(?:departure|starting|start) (?:city|point|location|place"
          + "|airport)|point of (?:departure|origin))(?: (?:is|in|of|will be|being))?:?"
          + "|\\breturn(?:ing)?(?: back)?(?: home)? to|\\bback (?:home )?(?:to|in|at)|\\b(?:trip|journey|travels?|flight"
          + "|tour) (?:begins|starts|originates) (?:in|at|from))$");
  private static final Pattern TO = Pattern.compile(
      "(?:\\b(?:to|towards?|into|visit(?:ing|s)?|explor(?:e|es|ing)|tour(?:ing|s)?|see|seeing|discover(?:ing)?|experienc(?:e|ing)"
          + "|destinations?(?: is| are| will be| being|:)?|head(?:ing|s)?(?: over| out| off| down| up)?(?: to| for| towards?)?"
          + "|bound for|for|(?:arriv|end|land|finish|stop|stay|vacation|holiday|honeymoon|relax|trek|hik|wander|conclud|culminat"
          + "|terminat)(?:e|ing|s|es|ed|ping|ning)?(?: up| over| off)? (?:in|at|by)|reach(?:ing)?|cover(?:ing|s)?"
          + "|travers(?:e|ing)|through(?:out)?|across|around"
          + "|via|den|toi|di|du lich|tham quan|ghe tham|go|going|off to|do|doing|in and around|trip|visits? to|travel(?:l?ing)?"
          + "|spend(?:ing)? (?:time )?in|(?:trip|vacation|holiday|getaway|honeymoon|weekend|week|days?|nights?|break|stay"
          + "|time|itinerary|tour|adventure|journey|retreat) (?:in|at|to|around|through|for|across)))$");
  private static final Pattern FOR = Pattern.compile("\\bfor$");
  private static final Pattern IN = Pattern.compile("\\b(?:in|at|within|of|inside|near|on|over|around)$");
  private static final Pattern NOT = Pattern.compile("(?:\\bnot|\\bexcept(?: for)?|\\bexcluding|\\bavoid(?:ing)?|\\binstead of"
      + "|\\bother than|\\b(?:been|went|gone|flew|drove|moved|travell?ed) to|\\bskip(?:ping)?|\\bunlike|\\brather than"
      + "|n't (?:like|want)|\\bnot (?:to|in)|\\bvisited|\\bno)$");
  private static final Pattern TRIP_AFTER = Pattern.compile(
      "^(?:'s)? (?:trip|itinerary|vacation|getaway|holiday|adventure|weekend|city break|break|honeymoon|tour|travel plan|escape"
          + "|stay|visit|road trip|plan)\\b|^[- ]bound\\b|^ is (?:our|my|the|their) destination"
          + "|^ (?:is|are) (?:calling|waiting|on (?:our|my) list)\\b");
  private static final Pattern START_AFTER = Pattern.compile(
      "^(?:[- ]based\\b| (?:as|is|being|will be) (?:our|my|the|their|a) (?:starting|departure|start|origin|home"
          + "|point of (?:departure|origin)|point of origin|hometown)|,? (?:our|my|the) (?:starting|departure|home)"
          + "|,? where (?:we|i) (?:live|start|depart|begin))");

  private static final Pattern ARROW_AFTER = Pattern.compile("^(?:, [a-z]{2})? ?(?:→|-+>|=+>|») ?");
  private static final Pattern ARROW_BEFORE = Pattern.compile("(?:→|-+>|=+>|») ?$");

  private final Text text;
  private int place = -1;
  private Cue before;

  PlaceCues(Text text) {
    this.text = text;
  }

  /** Whether the name stands where only a place can stand: after "to", "from", "visiting". */
  record Cue(Role role, boolean strong) {}

  Cue of(int from, int to) {
    String after = text.after(to, 60);
    boolean arrow = ARROW_AFTER.matcher(after).find() && !ARROW_BEFORE.matcher(text.before(from, 8)).find();
    if (arrow || START_AFTER.matcher(after).find()) {
      return new Cue(Role.ORIGIN, true);
    }
    if (place != from) {
      place = from;
      before = before(trimmed(text.before(from, REACH)));
    }
    return before.role() == Role.NONE && TRIP_AFTER.matcher(after).find() ? new Cue(Role.DESTINATION, false) : before;
  }

  private static String trimmed(String before) {
    String b = before.stripTrailing();
    while (b.endsWith(":") || b.endsWith("\"") || b.endsWith("'") || b.endsWith("(")) {
      b = b.substring(0, b.length() - 1).stripTrailing();
    }
    for (int i = 0; i < 4 && !LABEL.matcher(b).find(); i++) {
      String shorter = FILLER.matcher(b + " ").replaceFirst("").stripTrailing();
      if (shorter.equals(b)) {
        return b;
      }
      b = shorter;
    }
    return b;
  }

  private static Cue before(String b) {
    if (NOT.matcher(b).find()) {
      return new Cue(Role.EXCLUDED, true);
    }
    if (AMONG.matcher(b).find()) {
      return new Cue(Role.AMONG, true);
    }
    if (b.endsWith(" from") && b.matches(".*\\b(?:postcard|letter|friends?|souvenirs?|food|dishes|cuisines?|recipes?|not far|far"
        + "|hours?|miles?|km) from")) {
      return new Cue(Role.NONE, false);
    }
    if (ORIGIN.matcher(b).find()) {
      return new Cue(Role.ORIGIN, true);
    }
    if (LABEL.matcher(b).find()) {
      return new Cue(Role.DESTINATION, true);
    }
    if (TO.matcher(b).find()) {
      boolean vague = FOR.matcher(b).find() || b.endsWith("trip") || b.endsWith("destination") || b.endsWith(" do") || b.endsWith("see");
      return new Cue(Role.DESTINATION, !vague || b.matches(".*\\b(?:leav|depart|head|bound|set|trip|vacation)\\w*\\b[^.;!?]{0,40} for"));
    }
    return IN.matcher(b).find() ? new Cue(Role.IN, false) : new Cue(Role.NONE, false);
  }
}
