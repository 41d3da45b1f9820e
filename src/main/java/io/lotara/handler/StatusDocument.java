package io.lotara.handler;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** How a job stands, as clients are told. Every field is always present. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StatusDocument(
    String jobId,
    String kind,
    String userId,
    String status,
    String mode,
    String createdAt,
    String updatedAt,
    @Nullable String completedAt,
    long version,
    Progress progress,
    List<TaskLine> tasks,
    Map<String, JsonNode> currentOutput,
    @Nullable ApprovalPart approval,
    @Nullable QuestionPart question,
    List<EffectLine> effects,
    @Nullable JsonNode finalResult,
    @Nullable ErrorPart error,
    @Nullable JsonNode cost,
    @Nullable String opikTraceUrl,
    Map<String, String> links) {

  /**
   * How far it has come.
   *
   * @param percent 0 to 100
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Progress(String currentState, int tasksTotal, int tasksCompleted, int percent) {}

  /** One step. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record TaskLine(
      String taskId,
      String agent,
      String taskName,
      String status,
      int attempts,
      @Nullable String startedAt,
      @Nullable String completedAt,
      @Nullable Double confidenceScore,
      @Nullable String error) {}

  /** Whether a person must agree, and what they said. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ApprovalPart(
      boolean required,
      List<String> reasons,
      BigDecimal total,
      String currency,
      BigDecimal threshold,
      String thresholdCurrency,
      String planHash,
      @Nullable String expiresAt,
      @Nullable String decision,
      @Nullable String decidedAt,
      @Nullable String notes) {}

  /** The open question. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record QuestionPart(@Nullable String field, String text, List<String> options, String expiresAt) {}

  /** One thing done outside, or where a person can do it. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record EffectLine(String item, String state, @Nullable String ref, @Nullable String bookUrl) {}

  /** Why it failed. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ErrorPart(String code, String message, JsonNode details) {}
}
