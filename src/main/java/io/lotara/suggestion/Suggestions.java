package io.lotara.suggestion;

import io.lotara.job.AcceptJob;
import io.lotara.job.JobKey;
import io.lotara.job.JobRequest;
import io.lotara.job.Mode;
import io.lotara.travel.Price;
import io.lotara.trip.trigger.Trigger;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Makes the proactive job that a drop is owed. */
@Singleton
public class Suggestions {
  private static final String KIND = "trip";
  private final AcceptJob acceptJob;
  private final JsonMapper json;

  public Suggestions(AcceptJob acceptJob, JsonMapper json) {
    this.acceptJob = acceptJob;
    this.json = json;
  }

  /**
   * Makes the job of a drop, under the id that the drop records. May be called more than once: there is one job.
   *
   * @throws io.lotara.job.JobStore.Unavailable when it is not known whether it was made
   */
  public void suggest(Watch watch, Drop drop) {
    Trigger trigger = new Trigger("price_drop", Trigger.By.WATCH, context(watch, drop));
    JobRequest request = new JobRequest(watch.userId(), null, "{}", null, trigger.write(json));
    acceptJob.acceptOnce(new JobKey(watch.key().tenant(), drop.jobId()), KIND, Mode.PROACTIVE, request);
  }

  private static JsonNode context(Watch watch, Drop drop) {
    Journey journey = drop.journey();
    Map<String, JsonNode> context = new LinkedHashMap<>();
    context.put("watch_id", text(watch.key().id()));
    context.put("origin", text(journey.origin()));
    context.put("destination", text(journey.destination()));
    context.put("departure_date", text(journey.departure().toString()));
    if (journey.returning() != null) {
      context.put("return_date", text(journey.returning().toString()));
    }
    context.put(
        "travellers",
        JsonNode.createObjectNode(
            Map.of(
                "adults", JsonNode.createNumberNode(journey.party().adults()),
                "children", JsonNode.createArrayNode(journey.party().childrenAges().stream().map(JsonNode::createNumberNode).toList()))));
    context.put("old_price", price(drop.from()));
    context.put("new_price", price(drop.to()));
    context.put("provider", text(drop.source()));
    context.put("seen_at", text(drop.at().toString()));
    if (watch.basis() != null && watch.basis().source().equals(drop.source())) {
      context.put("mode", text(watch.basis().mode().name().toLowerCase(Locale.ROOT)));
    }
    return JsonNode.createObjectNode(context);
  }

  private static JsonNode price(Price price) {
    return JsonNode.createObjectNode(
        Map.of("amount", JsonNode.createNumberNode(price.amount()), "currency", text(price.currency())));
  }

  private static JsonNode text(String text) {
    return JsonNode.createStringNode(text);
  }
}
