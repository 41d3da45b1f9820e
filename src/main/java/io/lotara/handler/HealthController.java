package io.lotara.handler;

import io.lotara.handler.openapi.JobParts;
import io.lotara.job.HealthProbe;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says who we are and how we feel. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "PlanHandler")
@Produces(MediaType.ALL)
class HealthController {
  private final List<HealthProbe> probes;
  private final String version;
  private final Clock clock;

  HealthController(List<HealthProbe> probes, @Value("${lotara.version:dev}") String version, Clock clock) {
    this.probes = probes;
    this.version = version;
    this.clock = clock;
  }

  /**
   * How we feel.
   *
   * @param services each {@code healthy}, {@code not_configured} or {@code unhealthy}
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Health(
      @Schema(type = "string", allowableValues = {"healthy", "unhealthy"}) String status,
      @Schema(format = "date-time") String timestamp,
      String version,
      @Schema(implementation = JobParts.HealthServices.class) Map<String, String> services) {}

  /** Who we are. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "Card")
  record Card(String name, String version, Map<String, String> links) {}

  /** How the service and what it stands on are. */
  @Operation(operationId = "health", tags = "Service")
  @ApiResponse(responseCode = "200", description = "How we feel", content = @Content(schema = @Schema(implementation = Health.class)))
  @Get("/health")
  HttpResponse<Health> health() {
    Map<String, String> services = new LinkedHashMap<>();
    // Older clients look for redis; there never is one.
    for (String service : List.of("dynamodb", "sqs", "opik", "llm", "redis")) {
      services.put(service, "not_configured");
    }
    boolean well = true;
    for (HealthProbe probe : probes) {
      boolean healthy = probe.healthy();
      well &= healthy || !probe.vital();
      services.put(probe.service(), healthy ? "healthy" : "unhealthy");
    }
    return json(
        new Health(well ? "healthy" : "unhealthy", JobView.time(clock.instant()), version, services));
  }

  /** Name, version and where to go on. */
  @Operation(operationId = "card", tags = "Service")
  @ApiResponse(responseCode = "200", description = "Who we are", content = @Content(schema = @Schema(implementation = Card.class)))
  @Get("/")
  HttpResponse<Card> card() {
    return json(
        new Card("Lotara", version, Map.of("health", "/health", "plan", "/v1/plan", "status", "/v1/status/{job_id}", "openapi", "/openapi.json", "docs", "/docs")));
  }

  private static <T> HttpResponse<T> json(T body) {
    return HttpResponse.ok(body).contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
