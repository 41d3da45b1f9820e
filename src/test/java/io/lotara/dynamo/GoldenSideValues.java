package io.lotara.dynamo;

import io.lotara.chat.ChatSettings;
import io.lotara.chat.Conversation;
import io.lotara.chat.Focus;
import io.lotara.job.Answer;
import io.lotara.job.Bill;
import io.lotara.job.FeedbackStore;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.JobRequest;
import io.lotara.job.ModelCall;
import io.lotara.job.Parking;
import io.lotara.job.StepFacts;
import io.lotara.job.StoredOutput;
import io.lotara.trace.TracedTurn;
import io.lotara.trip.PastTrips;
import io.lotara.trip.Preferences;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As {@link GoldenValues}, of what stands beside jobs and of what tenants and users have. */
final class GoldenSideValues {
  private static final Instant T0 = GoldenValues.T0;
  private static final String JOB = GoldenValues.job().key().id();

  private GoldenSideValues() {}

  static JobRequest request() {
    return new JobRequest(
        "ben", "Three days in Huế for two", "{\"budget\":{\"amount\":900,\"currency\":\"EUR\"}}", "session 1", "{\"trigger\":\"price_drop\"}",
        "https://hooks.example.com/told", "{\"of\":\"%s\",\"keep\":[\"flight_1\"]}".formatted(JOB), "plan summer 1");
  }

  static List<Answer> answers() {
    return List.of(new Answer("Đà Nẵng, please", null), new Answer(null, "{\"destination\":\"Hue\"}"));
  }

  static StoredOutput output() {
    Bill bill =
        new Bill(
            List.of(new Bill.Line("flight_1", new BigDecimal("412.50")), new Bill.Line("stay_1", new BigDecimal("1735.00"))), "EUR",
            new BigDecimal("2500"), new BigDecimal("1.1625"));
    StepFacts facts =
        new StepFacts(0.91, List.of("itinerary", "cost"), true, bill, "b7e23ec29af22b0b4e41da31e868d57226121c84", true, GoldenValues.job().effects());
    Map<String, JsonNode> values = new LinkedHashMap<>();
    values.put("itinerary", JsonNode.createArrayNode(List.of(JsonNode.createStringNode("Day 1: Huế"), JsonNode.createStringNode("Day 2"))));
    values.put("cost", JsonNode.createObjectNode(Map.of("currency", JsonNode.createStringNode("EUR"))));
    ModelCall call = new ModelCall("read the request", "gpt-4.1-mini", T0.plusSeconds(1), T0.plusSeconds(2), 812, 97, 480, "given");
    return new StoredOutput(facts, values, List.of(call));
  }

  static FeedbackStore.Feedback feedback() {
    return new FeedbackStore.Feedback(4, "Đẹp quá", List.of("hotels", "pace"), List.of("food"), T0.plusSeconds(5));
  }

  static TracedTurn tracedTurn() {
    ModelCall call = new ModelCall("chat", "gpt-4.1-mini", T0, T0.plusSeconds(1), 210, 33, 137, "given");
    return new TracedTurn(
        "01a2267e-3a6c-7001-8000-0000000000d1", "3f1c9e2b7a", 2, "model", JOB, T0, T0.plusSeconds(1), List.of(call));
  }

  static Conversation tracedConversation() {
    return new Conversation("acme", "talk 3", "ana", 1, 0, T0, T0, Focus.NONE, null, 0);
  }

  static ChatSettings chatSettings() {
    return new ChatSettings(
        "Acme Vali", "Xin chào! How can I help?", "Be brief and kind.", true, true,
        List.of(ChatSettings.Faq.of("Returns", "# Returns\nWithin 30 days."), new ChatSettings.Faq("Care", null, "care.md")),
        List.of("politics", "medicine"));
  }

  static IdempotencyKeys.Taken taken() {
    return new IdempotencyKeys.Taken("8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92", JOB, T0);
  }

  static Preferences preferences() {
    return new Preferences(
        List.of("Huế", "Lisbon"), new Preferences.BudgetRange(new BigDecimal("500"), new BigDecimal("2500.50")), "relaxed", List.of("vegetarian"),
        List.of("no stairs"), "vi-VN", new Preferences.NotificationSettings(true, false, true), List.of("Rome"), List.of("museums", "street food"));
  }

  static PastTrips.Rated rated() {
    return new PastTrips.Rated(JOB, 4, List.of("Huế", "Đà Nẵng"), T0.plusSeconds(5));
  }

  static Map<String, String> settings() {
    return Map.of(
        "approval", "{\"threshold\":5000,\"currency\":\"EUR\",\"hours\":48,\"price_tolerance_percent\":1}",
        "limits", "{\"writes_per_minute\":600,\"write_burst\":100,\"jobs_per_day\":5000,\"model_usd_per_day\":20,\"model_usd_per_conversation\":0.1}",
        "sources", "{\"order\":[\"open\"]}");
  }

  /** While the one before is good, and after. */
  static List<List<String>> signingSecrets() {
    String now = "whsec_bm93LW5vdy1ub3ctbm93LW5vdy1ub3ctbm93LW5vdyE=";
    return List.of(List.of(now, "whsec_b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtb2xkLW9sZCE="), List.of(now));
  }

  /** One of a step, which was sent again; one that nobody can read. */
  static List<Parking.Parked> parked() {
    String body = "{\"v\":1,\"tenant\":\"acme\",\"job_id\":\"%s\",\"step\":\"flights\",\"revision\":2}".formatted(JOB);
    return List.of(
        new Parking.Parked(
            "059f36b4-87a3-44ab-83d2-661975830a7d", body,
            "The message for the step 'flights' was received 5 times without success and was set aside as 059f36b4-87a3-44ab-83d2-661975830a7d.", T0,
            T0.plusSeconds(60)),
        new Parking.Parked("16a0471c-9b0e-4d0f-8d6e-2d1c5f3a7b88", "xin chào", "A message that names no step was set aside.", T0, null));
  }
}
