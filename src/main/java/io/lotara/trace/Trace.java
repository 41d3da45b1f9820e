package io.lotara.trace;

import io.lotara.job.ModelCall;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A trace as Opik takes it. */
@Serdeable(naming = SnakeCaseStrategy.class)
record Trace(
    String id,
    String projectName,
    String name,
    String startTime,
    @Nullable String endTime,
    @Nullable Map<String, Object> input,
    @Nullable Map<String, Object> output,
    Map<String, Object> metadata,
    List<String> tags,
    @Nullable ErrorInfo errorInfo,
    @Nullable String threadId) {

  /** Why it failed. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ErrorInfo(String exceptionType, @Nullable String message, String traceback) {}

  /**
   * A part of it.
   *
   * @param type {@code general} for an agent, {@code llm} for a call of a model
   * @param usage tokens
   * @param totalEstimatedCost US dollars
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Span(
      String id,
      String traceId,
      @Nullable String parentSpanId,
      String projectName,
      String name,
      String type,
      String startTime,
      @Nullable String endTime,
      Map<String, Object> metadata,
      @Nullable String model,
      @Nullable String provider,
      @Nullable Map<String, Integer> usage,
      @Nullable Double totalEstimatedCost,
      @Nullable ErrorInfo errorInfo) {

    /**
     * A call of a model.
     *
     * @param name that is this call's own in its trace
     */
    static Span of(
        ModelCall call, String traceId, @Nullable String parent, String project, String name, Map<String, Object> metadata) {
      return new Span(
          SpanIds.of(traceId, name, call.startedAt()),
          traceId,
          parent,
          project,
          call.name(),
          "llm",
          time(call.startedAt()),
          time(call.endedAt()),
          metadata,
          call.model(),
          "openai",
          Map.of(
              "prompt_tokens", call.inputTokens(),
              "completion_tokens", call.outputTokens(),
              "total_tokens", call.inputTokens() + call.outputTokens()),
          call.microUsd() / 1_000_000.0,
          null);
    }
  }

  /** A time as Opik takes it. */
  static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** What somebody thought of it, 0 to 1. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Score(String id, String projectName, String name, double value, @Nullable String reason, String source) {}

  /** Many at once. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Traces(List<Trace> traces) {}

  /** Many at once. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Spans(List<Span> spans) {}

  /** Many at once. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Scores(List<Score> scores) {}

  /** Which traces are to be removed. */
  @Serdeable
  record Ids(List<String> ids) {}

  /** Which score is to be removed. */
  @Serdeable
  record ScoreName(String name) {}

  /** A trace that is there, as far as it is looked at: its scores. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Scored(@Nullable List<ScoreName> feedbackScores) {
    List<String> names() {
      return feedbackScores == null ? List.of() : feedbackScores.stream().map(ScoreName::name).toList();
    }
  }
}
