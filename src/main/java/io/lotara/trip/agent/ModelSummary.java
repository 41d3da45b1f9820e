package io.lotara.trip.agent;

import io.lotara.llm.Answer;
import io.lotara.llm.MeteredModel;
import io.lotara.llm.Prompt;
import io.lotara.trip.Itinerary;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A language model's words for a plan that is made. They count only when they hold nothing that the plan does not; else ours stand. */
@Singleton
class ModelSummary {
  private static final int MOST_SIGHTS = 8;

  private final MeteredModel model;
  private final JsonMapper json;

  ModelSummary(MeteredModel model, JsonMapper json) {
    this.model = model;
    this.json = json;
  }

  /**
   * The plan with the model's summary, or as it is.
   *
   * @param tenant who pays for it
   */
  Itinerary of(String tenant, Itinerary plan) {
    if (!model.configured()) {
      return plan;
    }
    Map<String, Object> facts = facts(plan);
    return switch (model.ask(tenant, null, Prompt.file("trip-summary", text(facts))).answer()) {
      case Answer.Given(var answer) -> {
        String summary = answer.get("summary").getStringValue().strip();
        String objection = new SummaryGuard(text(facts), money(plan.cost())).objection(summary);
        yield objection == null ? plan.withSummary(summary, null) : stands(plan, objection);
      }
      case Answer.Unavailable(String why, boolean later) -> stands(plan, why);
      case Answer.Refused() -> stands(plan, "it declined");
      case Answer.BadAnswer(String why) -> stands(plan, why);
    };
  }

  private static Itinerary stands(Itinerary plan, String why) {
    return plan.withSummary(plan.summary(), "The language model's summary was not used (%s).".formatted(why));
  }

  private static Map<String, Object> facts(Itinerary plan) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("summary", plan.summary());
    facts.put("from", plan.trip().origin());
    facts.put("towns", plan.trip().destinations());
    facts.put("days", plan.trip().days());
    facts.put("first_day", plan.trip().dates().start().toString());
    facts.put("last_day", plan.trip().dates().end().toString());
    facts.put("stays", plan.hotels().stream().map(h -> h.name()).distinct().toList());
    facts.put("carriers", plan.flights().stream().map(f -> f.carrier()).filter(Objects::nonNull).distinct().toList());
    facts.put(
        "sights", plan.days().stream().flatMap(d -> d.attractions().stream()).map(v -> v.name()).distinct().limit(MOST_SIGHTS).toList());
    facts.put("total_cost", plan.cost().total().toPlainString() + " " + plan.cost().currency());
    return facts;
  }

  private static List<String> money(Itinerary.Cost cost) {
    return Stream.of(cost.total(), cost.budget()).filter(Objects::nonNull).map(a -> a.toPlainString()).toList();
  }

  private String text(@Nullable Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
