package io.lotara.chat.rules;

import io.lotara.chat.Turn;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the person asks for what a model wants to do. A model reads what others wrote: names of houses and places, texts of the brand.
 * One that takes these for orders must come to nothing, so a trip is begun or changed only when the person's own words ask for one, name
 * where it goes, or say yes to the question before. Words that are not English are left to the model to judge, as long as it has read
 * nothing of others in this turn.
 */
@Singleton
final class Consent {
  private static final Pattern YES =
      Pattern.compile(
          "(?:yes|yeah|yep|yup|y|sure|ok|okay|please|please do|do it|do that|go ahead|go for it|sounds (?:good|great)|of course|why not"
              + "|let's (?:do it|go)|perfect"
              + "|vang|co|duoc|oui|d'accord|si|claro|vale|ja|gerne|klar|sim|certo|va bene|da|tak|evet|hai|はい|ええ|好|好的|是|是的|нет "
              + "проблем|да)"
              + "(?:,? (?:please|thanks|thank you|go ahead|do|do it|that|then))*[\\s!.,]*");

  /** No words of other languages, as they are written. */
  private static final Pattern ENGLISH =
      words(
          "the|what|how|please|thanks|thank|you|your|are|where|when|there|and|my|this|that|good|great|nice|why|which|who|want|would|like|have"
              + "|not|with|from|about|some|more|make|trip|could|should|don't|it's|i'm|i'd|we're|go|hello|tell|give");

  /** Words that others have, too: they count beside others only. */
  private static final Pattern SHARED = words("me|i|is|of|it|for|can|ok|hi|to|a|in|on|at|was|an|we|do|so|plan");

  /** Up to so many words, one is enough. */
  private static final int SHORT = 4;

  /** Whether a trip may be begun that goes where the model's request says. */
  boolean toPlan(Heard person, Heard request, boolean read) {
    if (person.is(YES)) {
      return asked(person) && goesWhere(person, request, last(person));
    }
    if (!english(person.words()) && !read) {
      return true;
    }
    boolean wish =
        person.answers(TripRequests.ABOUT) || person.has(TripRequests.WISH) || person.says("destination") || person.says("cities");
    return wish && goesWhere(person, request, "");
  }

  /** Whether the trip that is spoken of may be changed. */
  boolean toRevise(Heard person, boolean read) {
    if (person.is(YES)) {
      return asked(person);
    }
    return person.has(Revisions.CHANGE) || !english(person.words()) && !read;
  }

  private static Pattern words(String some) {
    return Pattern.compile("(?<![\\p{L}\\p{M}'])(?:" + some + ")(?![\\p{L}\\p{M}])");
  }

  /** Whether it is English: two words of it, as one alone may stand in any language. Diacritics count: “thế” is no article. */
  private static boolean english(String said) {
    String words = Normalizer.normalize(said, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).replace('’', '\'');
    long clear = ENGLISH.matcher(words).results().count();
    long shared = SHARED.matcher(words).results().count();
    return clear > 0 && (clear + shared > 1 || words.strip().split("\\s+").length <= SHORT);
  }

  /** Whether the last thing that was said to the person was a question. */
  private static boolean asked(Heard person) {
    return last(person).contains("?");
  }

  private static String last(Heard person) {
    List<Turn> turns = person.turn().recent().get();
    return turns.isEmpty() ? "" : turns.getLast().response();
  }

  /** Whether each place of the request was named by the person, or in the question that is said yes to. */
  private static boolean goesWhere(Heard person, Heard request, String question) {
    Understanding trip = request.understanding();
    if (trip.request() == null) {
      // Nothing begins: the person is asked.
      return true;
    }
    Stream<String> said = person.turn().recent().get().stream().map(Turn::message);
    String words = Heard.fold(String.join("\n", Stream.concat(said, Stream.of(person.words(), question)).toList()));
    List<String> meant =
        person.understanding().request() == null
            ? List.of()
            : person.understanding().request().destinations().stream().map(TripRequest.Destination::name).toList();
    return trip.request().destinations().stream().map(TripRequest.Destination::name)
        .allMatch(n -> words.contains(Heard.fold(n)) || meant.contains(n));
  }
}
