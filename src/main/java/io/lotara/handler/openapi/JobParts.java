package io.lotara.handler.openapi;

import io.lotara.travel.Attraction;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Parts of a job that the code holds as trees or maps. */
public final class JobParts {
  private JobParts() {}

  /** What agents have found so far; each part appears when it is there. */
  @Schema(
      extensions = @Extension(properties = @ExtensionProperty(name = "x-optional", value = "flights hotels activities itinerary")))
  public record CurrentOutput(List<TransportOffer> flights, List<StayOffer> hotels, List<Attraction> activities, Itinerary itinerary) {}

  /** How many of each part a step has found. */
  @Schema(
      extensions = @Extension(properties = @ExtensionProperty(name = "x-optional", value = "flights hotels activities itinerary")))
  public record OutputCounts(int flights, int hotels, int activities, int itinerary) {}

  /**
   * Where to go on with a job. The public ones are signed, expire, and need no key: for browsers.
   *
   * @param publicStatus as status
   * @param publicEvents as events
   * @param publicStream as stream
   */
  @Schema(
      extensions = @Extension(properties = @ExtensionProperty(name = "x-optional", value = "public_status public_events public_stream")))
  public record JobLinks(
      String status,
      String events,
      String stream,
      String approve,
      String answer,
      String cancel,
      String feedback,
      String publicStatus,
      String publicEvents,
      String publicStream) {}

  /**
   * Further facts of a failure.
   *
   * @param step where it failed
   * @param attempts how often that step was tried
   * @param conflict {@code INFEASIBLE} only: the constraints that cannot hold together
   * @param nearest {@code INFEASIBLE} only: the nearest changes that would make it hold
   */
  @Schema(
      extensions = @Extension(properties = @ExtensionProperty(name = "x-optional", value = "conflict nearest")))
  public record JobErrorDetails(@Nullable String step, int attempts, List<String> conflict, List<JobErrorChange> nearest) {}

  /**
   * A change that would help.
   *
   * @param constraint its name
   * @param text in words
   * @param value what it would have to be
   */
  public record JobErrorChange(String constraint, String text, @Nullable Object value) {}

  /**
   * Members that errors may have.
   *
   * @param errors what is wrong with a request
   */
  public record ProblemDetails(List<ProblemFault> errors) {}

  /**
   * One thing that is wrong.
   *
   * @param loc where: {@code body}, {@code query}, {@code path} or {@code header}, then names and positions
   * @param msg what would be right
   * @param type stable name of the rule
   */
  public record ProblemFault(List<Object> loc, String msg, String type) {}

  /** What the service stands on: {@code healthy}, {@code not_configured} or {@code unhealthy} each. */
  public record HealthServices(
      @Schema(type = "string", allowableValues = {"healthy", "not_configured", "unhealthy"}) String dynamodb,
      @Schema(type = "string", allowableValues = {"healthy", "not_configured", "unhealthy"}) String sqs,
      @Schema(type = "string", allowableValues = {"healthy", "not_configured", "unhealthy"}) String opik,
      @Schema(type = "string", allowableValues = {"healthy", "not_configured", "unhealthy"}) String llm,
      @Schema(type = "string", allowableValues = "not_configured") String redis) {}
}
