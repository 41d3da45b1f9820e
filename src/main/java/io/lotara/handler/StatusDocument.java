package io.lotara.handler;

import io.lotara.handler.openapi.JobParts;
import io.lotara.trip.Itinerary;
import io.lotara.trip.revise.Diff;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** How a job stands, as clients are told. Every field is always present. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StatusDocument(
    String jobId,
    String kind,
    String userId,
    @Schema(
            type = "string",
            allowableValues = {"started", "planning", "waiting_input", "executing", "waiting_approval", "completed", "failed", "cancelled"})
        String status,
    @Schema(type = "string", allowableValues = {"reactive", "proactive"}) String mode,
    @Schema(format = "date-time") String createdAt,
    @Schema(format = "date-time") String updatedAt,
    @Nullable @Schema(format = "date-time") String completedAt,
    @Schema(minimum = "1") long version,
    Progress progress,
    List<TaskLine> tasks,
    @Schema(implementation = JobParts.CurrentOutput.class) Map<String, JsonNode> currentOutput,
    @Nullable ApprovalPart approval,
    @Nullable QuestionPart question,
    List<EffectLine> effects,
    @Nullable @Schema(implementation = Itinerary.class) JsonNode finalResult,
    @Nullable ErrorPart error,
    @Nullable @Schema(implementation = Itinerary.Cost.class) JsonNode cost,
    @Nullable String opikTraceUrl,
    @Nullable String revises,
    @Nullable String revisedBy,
    @Nullable @Schema(implementation = Diff.class) JsonNode diff,
    @Schema(implementation = JobParts.JobLinks.class) Map<String, String> links) {

  /**
   * How far it has come.
   *
   * @param percent 0 to 100
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Progress(
      @Schema(
              type = "string",
              allowableValues = {
                "monitoring", "intake", "planning", "user_approval", "execution", "post_trip_learning", "fail_gracefully"
              })
          String currentState,
      @Schema(minimum = "0") int tasksTotal,
      @Schema(minimum = "0") int tasksCompleted,
      @Schema(minimum = "0", maximum = "100") int percent) {}

  /** One step. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record TaskLine(
      String taskId,
      String agent,
      String taskName,
      @Schema(type = "string", allowableValues = {"pending", "running", "completed", "failed", "skipped"}) String status,
      @Schema(minimum = "0") int attempts,
      @Nullable @Schema(format = "date-time") String startedAt,
      @Nullable @Schema(format = "date-time") String completedAt,
      @Nullable @Schema(minimum = "0", maximum = "1") Double confidenceScore,
      @Nullable String error) {}

  /** Whether a person must agree, and what they said. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ApprovalPart(
      boolean required,
      @ArraySchema(
              schema = @Schema(type = "string", allowableValues = {"cost_over_threshold", "over_budget", "price_changed"}))
          List<String> reasons,
      BigDecimal total,
      String currency,
      BigDecimal threshold,
      String thresholdCurrency,
      String planHash,
      @Nullable @Schema(format = "date-time") String expiresAt,
      @Nullable @Schema(type = "string", allowableValues = {"approved", "rejected", "expired", "cancelled"}) String decision,
      @Nullable @Schema(format = "date-time") String decidedAt,
      @Nullable String notes) {}

  /** The open question. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record QuestionPart(@Nullable String field, String text, List<String> options, @Schema(format = "date-time") String expiresAt) {}

  /** One thing done outside, or where a person can do it. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record EffectLine(
      String item,
      @Schema(type = "string", allowableValues = {"not_booked", "held", "booked", "compensated", "needs_reconcile"}) String state,
      @Nullable String ref,
      @Nullable String bookUrl) {}

  /** Why it failed. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ErrorPart(String code, String message, @Schema(implementation = JobParts.JobErrorDetails.class) JsonNode details) {}
}
