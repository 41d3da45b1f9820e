package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What somebody thought of a job.
 *
 * @param rating 5 is best
 */
public record Feedback(
    String jobId,
    @Schema(minimum = "1", maximum = "5") int rating,
    @Nullable @Schema(maxLength = 1000) String comment,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(maxLength = 200)) List<String> helpfulAspects,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(maxLength = 200)) List<String> improvementAreas) {}
