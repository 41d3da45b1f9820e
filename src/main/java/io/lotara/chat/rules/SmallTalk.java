package io.lotara.chat.rules;

import io.lotara.chat.ChatSettings;
import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/** Greetings, thanks and what one says to be polite; only when nothing else was said. */
@Singleton
final class SmallTalk implements Rule {
  private static final String END = "(?: (?:there|everyone|again|lotara|bot|assistant|team|all))?[\\s!.,?:)]*";
  private static final Pattern HELLO =
      Pattern.compile("(?:hi+|hello+|hey+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|xin chao|bonjour|hola|hallo|guten (?:tag|morgen|abend)|servus|moin|ola|salut|namaste|yo)" + END);
  private static final Pattern THANKS =
      Pattern.compile(
          "(?:ok(?:ay)?,? |great,? |perfect,? |many )?(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty|cheers|cam on|danke(?: schon| sehr)?|vielen dank|merci(?: beaucoup)?|gracias|obrigad[oa]|grazie)" + END);
  private static final Pattern BYE =
      Pattern.compile("(?:good ?bye|bye(?: bye)?|see you(?: (?:later|soon))?|good night|take care|ciao|tschuss|auf wiedersehen|au revoir|adios|tam biet)" + END);
  private static final Pattern HOW =
      Pattern.compile("(?:(?:hi|hello|hey)[,!]? )?how (?:are|r) (?:you|u)(?: (?:doing|today))*[\\s!.,?]*|how(?:'s| is) it going[\\s!.,?]*");
  private static final Pattern WHO =
      Pattern.compile(
          "(?:who|what) are you[\\s!.?]*|are you (?:a )?(?:human|real|bot|robot|an? ai|person|real person)[\\s!.?]*"
              + "|what(?:'s| is) your name[\\s!.?]*");
  private static final Pattern HELP =
      Pattern.compile(
          "(?:help|help me|menu|start|what can (?:you|i) (?:do|ask)(?: (?:for me|here|you))?|how (?:do(?:es)?|can) (?:this|you|it) "
              + "(?:work|help)(?: me)?"
              + "|what do you do|can you help(?: me)?)(?:,? please)?[\\s!.?]*");
  private static final Pattern PRAISE =
      Pattern.compile(
          "(?:great|nice|cool|awesome|perfect|wonderful|lovely|good job|well done|amazing|ok(?:ay)?|got it|i see|sounds good)" + END);
  private static final Pattern INSULT =
      Pattern.compile(
          "(?:(?:you|u|this|it|that)(?:'re| are| r| is|'s)?|what an?|such an?)? ?(?:(?:really|so|such|just|a|an|the|fucking|total|totally|completely|absolutely|very)[ ,]+){0,4}"
              + "(?:idiots?|stupid(?: (?:bot|machine|thing|assistant|program))?|dumb(?: (?:bot|machine))?|useless(?: (?:bot|thing|assistant))?|moron|fool|rubbish|trash|garbage|crap"
              + "|shit|shitty|sucks?|terrible|horrible|worthless|pathetic|annoying|bullshit|fuck(?: (?:you|off|this))?|asshole|shut up|wtf|i hate (?:you|this))"
              + "(?: (?:bot|you|this|chat|assistant|thing)){0,3}[\\s!.,?]*");
  private static final Pattern JOKE = Pattern.compile("(?:please )?tell me a joke(?: please)?[\\s!.?]*|make me laugh[\\s!.?]*");
  private static final Pattern NAME = Pattern.compile("[\\p{L}][\\p{L}\\p{M} .'-]{0,39}");

  @Override
  public Optional<Reply> answer(Heard heard) {
    ChatSettings settings = heard.turn().settings();
    String text = null;
    if (heard.is(HELLO)) {
      text = heard.turn().conversation().turns() == 0 && name(heard).isEmpty() ? settings.welcomeMessage()
          : "Hello" + name(heard) + "! " + offer(settings);
    } else if (heard.is(THANKS)) {
      text = "You are welcome" + name(heard) + "! Is there anything else I can do for you?";
    } else if (heard.is(BYE)) {
      text = "Goodbye" + name(heard) + "! You can come back to this conversation whenever you like.";
    } else if (heard.is(HOW)) {
      text = "I am well, thank you! " + offer(settings);
    } else if (heard.is(WHO)) {
      text = "I am the assistant of " + settings.brandName() + ", a computer program. " + offer(settings);
    } else if (heard.is(HELP)) {
      text = help(settings);
    } else if (heard.is(INSULT)) {
      text = "I am sorry that I have not been of more help. Tell me in a few plain words what you need, or say “help” to see what I can do.";
    } else if (heard.is(PRAISE) && !awaited(heard.turn())) {
      text = "Good! Tell me when I can do something for you.";
    } else if (heard.is(JOKE)) {
      text = "Why did the suitcase stay at home? It had too much baggage. " + offer(settings);
    }
    return Optional.ofNullable(text).map(t -> Reply.of(t, heard.turn()));
  }

  /** Whether a "great" may be the answer to something. */
  private static boolean awaited(ChatTurn turn) {
    return turn.focus().asked() != null || turn.focus().shownHash() != null && turn.follows();
  }

  static String offer(ChatSettings settings) {
    return settings.travel() ? "Where would you like to travel?" : "What can I help you with?";
  }

  static String help(ChatSettings settings) {
    if (!settings.travel()) {
      String topics = Words.list(settings.faqs().stream().map(ChatSettings.Faq::title).limit(6).toList());
      return "I answer questions about " + (topics.isEmpty() ? settings.brandName() : settings.brandName() + ", such as " + topics)
          + ". What would you like to know?";
    }
    return "I plan trips: tell me where you would like to go, when, with whom and for how much, for example “a week in Rome for two in "
        + "May under"
        + " $2500”. Then I can tell you how the plan is coming along, change it (“make it cheaper”, “two days longer”, “without"
        + " flights”), cancel it"
        + (settings.approvals() ? ", and take your approval" : "")
        + ". I also know prices of flights and stays, what there is to see and eat in many cities, and opening hours. Where would you "
        + "like to"
        + " go?";
  }

  /** The name that the client gave, if it looks like one. */
  private static String name(Heard heard) {
    JsonNode name = heard.turn().user().get("name");
    return name != null && name.isString() && NAME.matcher(name.getStringValue()).matches() ? ", " + name.getStringValue() : "";
  }
}
