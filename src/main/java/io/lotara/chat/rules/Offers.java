package io.lotara.chat.rules;

import io.lotara.chat.Focus;
import io.lotara.chat.Reply;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands the answer to "Shall I plan a trip there?", as long as it is the very next thing that is said. */
@Singleton
final class Offers implements Rule {
  private static final String ABOUT = "offer of a trip";
  private static final String YES =
      "(?:yes|yeah|yep|yup|y|sure|ok|okay|alright|of course|please|gladly|absolutely|definitely|perfect|great|good|ja|gerne|oui|si|claro|vang|co|da)";
  private static final String DO =
      "(?:do|do it|do that|do so|go ahead|go for it|sounds (?:good|great)|why not|let's (?:do it|do that|go|plan it)|(?:i(?:'d| would) (?:like|love) (?:that|to))"
          + "|(?:make|start|begin) (?:it|one|a plan|planning)"
          + "|(?:plan|organi[sz]e|arrange) (?:it|this|that|one|(?:the|that|this) trip|a trip there)(?: there| for (?:me|us))?)";
  private static final Pattern AGREED =
      Pattern.compile("(?:" + YES + "[,.! ]*(?:please[,.! ]*)?(?:" + DO + ")?|" + DO + ")(?:[,. ]+(?:please|thanks|thank you|then|now))*[\\s!.]*");
  private static final Pattern AGREED_AND_MORE =
      Pattern.compile("^(?:" + YES + "\\b[,.! ]*(?:" + DO + "\\b)?|" + DO + "\\b)[,.! ]*(?=(?:for|in|from|with|under|next|this|on|at|\\d)\\b)");
  private static final Pattern DECLINED =
      Pattern.compile("(?:no|nope|nah|nein|non|no thanks?|no,? thank you|not (?:now|yet|today|really)|later|maybe later|no need|do not|don't)[\\s!.,]*");

  private final TripRequests requests;

  Offers(TripRequests requests) {
    this.requests = requests;
  }

  /** The focus after a trip was offered. */
  static Focus offer(Focus focus, String words) {
    return focus.asks(ABOUT, words);
  }

  /** Whether an offer is open. It is forgotten as soon as something else is said. */
  static boolean open(Heard heard) {
    return heard.answers(ABOUT) && heard.turn().follows() && heard.turn().last().contains("Shall I plan");
  }

  /** Whether an offer was made before and not taken up. */
  static boolean lapsed(Heard heard) {
    return heard.answers(ABOUT) && !open(heard);
  }

  /** Whether an offer is open and the words agree to it. */
  boolean taken(Heard heard) {
    return open(heard) && (heard.is(AGREED) || heard.has(AGREED_AND_MORE));
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    if (!open(heard)) {
      return Optional.empty();
    }
    String offered = heard.turn().focus().asked().words();
    if (heard.is(DECLINED)) {
      return Optional.of(new Reply("All right. What else can I do for you?", null, heard.turn().focus().settled()));
    }
    if (heard.is(AGREED)) {
      return requests.take(heard.about(heard.turn().focus().settled()).saying(offered));
    }
    Matcher more = AGREED_AND_MORE.matcher(heard.folded());
    if (!more.find() || heard.says("destination") || heard.says("cities")) {
      return Optional.empty();
    }
    String wish = offered + " " + heard.folded().substring(more.end());
    return requests.take(heard.about(heard.turn().focus().settled()).saying(wish));
  }
}
