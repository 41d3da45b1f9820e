package io.lotara.handler;

import io.lotara.handler.openapi.JobParts;
import io.lotara.travel.Attraction;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The events of a job by type, for the OpenAPI document; the last is one of complete, cancelled and error. */
final class JobEvents {
  private static final String TIME = "date-time";

  private JobEvents() {}

  /** The job has gone into another state. */
  record StateChangeEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "state_change") String type,
      @Schema(format = TIME) String timestamp,
      StateChangeData data) {}

  /** The state. */
  record StateChangeData(
      @Schema(
              type = "string",
              allowableValues = {"started", "planning", "waiting_input", "executing", "waiting_approval", "completed", "failed", "cancelled"})
          String status,
      @Schema(
              type = "string",
              allowableValues = {
                "monitoring", "intake", "planning", "user_approval", "execution", "post_trip_learning", "fail_gracefully"
              })
          String workflowState) {}

  /** A step begins; once for each, however many attempts. */
  record TaskStartEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "task_start") String type,
      @Schema(format = TIME) String timestamp,
      TaskData data) {}

  /** A step has ended. */
  record TaskCompleteEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "task_complete") String type,
      @Schema(format = TIME) String timestamp,
      TaskData data) {}

  /** The step. */
  record TaskData(
      String taskId,
      String agent,
      String taskName,
      @Schema(type = "string", allowableValues = {"pending", "running", "completed", "failed", "skipped"}) String status,
      @Nullable JobParts.OutputCounts output,
      @Nullable @Schema(minimum = "0", maximum = "1") Double confidenceScore) {}

  /** An agent has found something. */
  record AgentOutputEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "agent_output") String type,
      @Schema(format = TIME) String timestamp,
      @Schema(oneOf = {FlightsOutput.class, HotelsOutput.class, ActivitiesOutput.class, ItineraryOutput.class}) Object data) {}

  /** Ways to get there. */
  record FlightsOutput(@Schema(type = "string", allowableValues = "flights") String key, List<TransportOffer> value) {}

  /** Places to sleep. */
  record HotelsOutput(@Schema(type = "string", allowableValues = "hotels") String key, List<StayOffer> value) {}

  /** Things to do. */
  record ActivitiesOutput(@Schema(type = "string", allowableValues = "activities") String key, List<Attraction> value) {}

  /** The plan. */
  record ItineraryOutput(@Schema(type = "string", allowableValues = "itinerary") String key, Itinerary value) {}

  /** The plan was checked. */
  record ValidationResultEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "validation_result") String type,
      @Schema(format = TIME) String timestamp,
      ValidationResultData data) {}

  /** The checks. */
  record ValidationResultData(List<Itinerary.Check> checks) {}

  /** A person must decide. */
  record ApprovalRequiredEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "approval_required") String type,
      @Schema(format = TIME) String timestamp,
      ApprovalRequiredData data) {}

  /** Half of the time for a decision is over; once for each time that a person is asked. */
  record ApprovalReminderEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "approval_reminder") String type,
      @Schema(format = TIME) String timestamp,
      ApprovalRequiredData data) {}

  /** What they are to decide on. */
  record ApprovalRequiredData(StatusDocument.ApprovalPart approval) {}

  /** The job is done. */
  record CompleteEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "complete") String type,
      @Schema(format = TIME) String timestamp,
      CompleteData data) {}

  /** The result. */
  record CompleteData(Itinerary result) {}

  /** The job was cancelled. */
  record CancelledEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "cancelled") String type,
      @Schema(format = TIME) String timestamp,
      CancelledData data) {}

  /** Why. */
  record CancelledData(String reason) {}

  /** The job has failed for good. */
  record ErrorEvent(
      @Schema(minimum = "1") int id,
      @Schema(type = "string", allowableValues = "error") String type,
      @Schema(format = TIME) String timestamp,
      ErrorData data) {}

  /** Why, for a person. */
  record ErrorData(String message) {}

  /** Any of them. */
  @Schema(
      oneOf = {
        StateChangeEvent.class,
        TaskStartEvent.class,
        TaskCompleteEvent.class,
        AgentOutputEvent.class,
        ValidationResultEvent.class,
        ApprovalRequiredEvent.class,
        ApprovalReminderEvent.class,
        CompleteEvent.class,
        CancelledEvent.class,
        ErrorEvent.class
      })
  interface JobEvent {}

  /**
   * A page of events.
   *
   * @param next the last id that was delivered: {@code after} of the next call
   * @param terminal whether nothing will follow
   */
  @Schema(name = "EventPage")
  record Page(
      @ArraySchema(maxItems = 1000, schema = @Schema(implementation = JobEvent.class)) List<JobEvent> events,
      @Schema(minimum = "0") int next,
      boolean terminal) {}
}
