package io.lotara.chat.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that name a trip or a place and ask for none: refusals, what is past, complaints. They hold clause by clause, so that who cannot go
 * to one town may ask for another in the same breath.
 */
final class NoWish {
  private static final Pattern CLAUSE =
      Pattern.compile("[.;!?\\n]+(?=\\s|$)|,(?=\\s)|\\s-\\s|\\b(?:but|however|and (?=(?:i|we)\\b))\\b", Pattern.CASE_INSENSITIVE);
  private static final String TRIP = "(?:trip|holidays?|vacation|journey|tour|getaway|honeymoon|weekend)";
  private static final Pattern REFUSED =
      Pattern.compile(
          "\\b(?<!why )(?:do not|don't|dont|did not|didn't|never|no longer|not) (?:\\w+ ){0,2}?(?:want|wish|like|love|plan|intend|need)(?:ing)?"
              + " (?:to (?:go|travel|visit|see|come|plan|take|make)|(?:an?|any|the|my|this|that|another) (?:\\w+ ){0,2}" + TRIP + ")\\b"
              + "|\\b(?:cannot|can't|cant|can not|could not|couldn't|won't|will not|unable to|not able to|not allowed to|am not|are not|aren't"
              + "|i'm not|we're not) (?:\\w+ )?(?:go|going|travel|travell?ing|visit|visiting|fly(?:ing)? to|come|coming)\\b"
              + "|\\b(?<!why )(?:do not|don't|dont|never) (?:\\w+ )?(?:plan|book|organi[sz]e|arrange)\\b"
              + "|\\b(?:cancel|abort|call off|delete|forget|refund|scrap|get rid of)\\b");
  private static final String WISHES_STILL = "(?!.*\\b(?:want|would|like to|need|plan|take me|now|next)\\b)";
  private static final Pattern PAST =
      Pattern.compile(
          "\\b(?:i|we)(?:'ve)? (?:just |already |have |had |once |also )*(?:was|were|went|been|visited|travell?ed|flew|stayed|spent|lived"
              + "|came back|returned|got back)\\b"
              + "(?! (?:thinking|hoping|wondering|planning|looking|considering|told|going to|dreaming|wanting))" + WISHES_STILL
              + "|\\blast (?:year|month|week|weekend|time|summer|winter|spring|autumn|fall)\\b" + WISHES_STILL);
  private static final Pattern TROUBLE =
      Pattern.compile(
          "\\b(?:lost|stolen|stole|missed|broke|broken|damaged|delayed|cancelled|canceled|sick|ill|injured|complain(?:t|ts|ed)?|rude|dirty"
              + "|scam(?:med)?|overcharged|robbed|food poisoning)\\b" + WISHES_STILL);
  private static final Pattern ASKED_BEFORE = Pattern.compile("\\b(?:plan|organi[sz]e|arrange|itinerary)\\b");

  /** Why a clause asks for no trip. */
  enum Why {
    REFUSED,
    PAST,
    TROUBLE
  }

  /**
   * A message taken apart.
   *
   * @param rest the clauses that may ask for something, as they were written; empty when none is left
   * @param out the others
   * @param why what the first of the others is, or empty when there is none
   */
  record Parts(String rest, String out, Optional<Why> why) {}

  private NoWish() {}

  static Parts of(String message) {
    List<String> rest = new ArrayList<>();
    List<String> out = new ArrayList<>();
    Optional<Why> first = Optional.empty();
    for (String clause : CLAUSE.split(message)) {
      Optional<Why> why = why(Heard.fold(clause));
      first = first.or(() -> why);
      if (!clause.isBlank()) {
        (why.isPresent() ? out : rest).add(clause.strip());
      }
    }
    return first.isEmpty() ? new Parts(message, "", first) : new Parts(String.join(", ", rest), String.join(", ", out), first);
  }

  private static Optional<Why> why(String clause) {
    return found(REFUSED, clause) ? Optional.of(Why.REFUSED)
        : found(PAST, clause) ? Optional.of(Why.PAST)
        : found(TROUBLE, clause) ? Optional.of(Why.TROUBLE)
        : Optional.empty();
  }

  /** "Plan a trip for those who cannot travel by plane" asks for a trip. */
  private static boolean found(Pattern pattern, String clause) {
    Matcher m = pattern.matcher(clause);
    if (!m.find()) {
      return false;
    }
    Matcher asked = ASKED_BEFORE.matcher(clause);
    return !(asked.find() && asked.start() < m.start());
  }
}
