package io.lotara.chat.model;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.rules.RuleTools;
import io.lotara.llm.Dialogue;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools of the model. Whatever it asks for, with whatever arguments, comes to a rule or to a sentence that says why not. */
@Singleton
class Toolbox {
  private static final int LONGEST = 1000;

  private static final Dialogue.Tool PLAN =
      new Dialogue.Tool(
          "plan_trip",
          "Begins to plan a trip that the user asks for. Give the user's whole wish in one English sentence: from, to, dates, days, "
              + "people, budget.",
          Map.of("request", "the wish, for example: a week in Rome for two from Hanoi in May under $2500"),
          List.of("request"));
  private static final Dialogue.Tool STATUS =
      new Dialogue.Tool("trip_status", "Tells how the trip of this conversation stands, with its plan and cost.", Map.of(), List.of());
  private static final Dialogue.Tool REVISE =
      new Dialogue.Tool(
          "revise_trip",
          "Changes the trip of this conversation as the user asks.",
          Map.of("change", "the change in a few words, for example: two days longer, without flights"),
          List.of("change"));
  private static final Dialogue.Tool PLACES =
      new Dialogue.Tool(
          "search_places",
          "Tells what there is to see or where to eat in a city, or when a place is open.",
          Map.of("what", "see, eat or hours", "where", "the city; for hours the name of the place with its city"),
          List.of("what", "where"));
  private static final Dialogue.Tool PRICES =
      new Dialogue.Tool(
          "prices",
          "Tells what a flight or a night costs. Every price must come from here.",
          Map.of("kind", "flight or stay", "query", "for example: from Hanoi to Tokyo in April; or: in Hue in May"),
          List.of("kind", "query"));

  private final RuleTools rules;
  private final JsonMapper json;

  Toolbox(RuleTools rules, JsonMapper json) {
    this.rules = rules;
    this.json = json;
  }

  /** The tools for a tenant. */
  List<Dialogue.Tool> tools(ChatTurn turn) {
    return turn.settings().travel() ? List.of(PLAN, STATUS, REVISE, PLACES, PRICES) : List.of();
  }

  /** Whether a tool tells what others wrote: names of places and houses, which may be anything. */
  static boolean tells(Dialogue.Call call) {
    return !call.name().equals(PLAN.name()) && !call.name().equals(REVISE.name());
  }

  /**
   * What a call came to: the reply of the rule, or empty when there is no such tool, its arguments are none, or the person has not asked
   * for what it does.
   *
   * @param read whether a tool that {@link #tells} was used before in this turn
   */
  Optional<Reply> use(ChatTurn turn, Dialogue.Call call, boolean read) {
    JsonNode arguments = arguments(call.arguments());
    if (!turn.settings().travel() || arguments == null) {
      return Optional.empty();
    }
    return switch (call.name()) {
      case "plan_trip" -> text(arguments, "request").flatMap(words -> rules.plan(turn, words, read));
      case "trip_status" -> Optional.of(rules.status(turn));
      case "revise_trip" -> text(arguments, "change").flatMap(words -> rules.revise(turn, words, read));
      case "search_places" ->
          text(arguments, "where")
              .flatMap(
                  where ->
                      switch (text(arguments, "what").orElse("")) {
                        case "see" -> Optional.of(rules.places(turn, where, false));
                        case "eat" -> Optional.of(rules.places(turn, where, true));
                        case "hours" -> Optional.of(rules.hours(turn, where));
                        default -> Optional.<Reply>empty();
                      });
      case "prices" ->
          text(arguments, "query")
              .flatMap(
                  words ->
                      switch (text(arguments, "kind").orElse("")) {
                        case "flight" -> Optional.of(rules.prices(turn, true, words));
                        case "stay" -> Optional.of(rules.prices(turn, false, words));
                        default -> Optional.<Reply>empty();
                      });
      default -> Optional.empty();
    };
  }

  private @Nullable JsonNode arguments(String text) {
    try {
      JsonNode node = text.length() > 4 * LONGEST ? null : json.readValue(text.isBlank() ? "{}" : text, Argument.of(JsonNode.class));
      return node != null && node.isObject() ? node : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static Optional<String> text(JsonNode arguments, String name) {
    JsonNode value = arguments.get(name);
    return value == null || !value.isString() || value.getStringValue().isBlank() || value.getStringValue().length() > LONGEST
        ? Optional.empty()
        : Optional.of(value.getStringValue());
  }
}
