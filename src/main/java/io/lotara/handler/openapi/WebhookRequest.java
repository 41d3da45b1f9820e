package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * An address to be told at.
 *
 * @param url https, a public host
 * @param events of what to tell; everything when missing or empty
 * @param description the tenant's own words
 */
public record WebhookRequest(
    @Schema(minLength = 1, maxLength = 2000, format = "uri") String url,
    @Nullable
        @ArraySchema(
            maxItems = 20,
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"plan.completed", "plan.failed", "plan.approval_required", "plan.cancelled", "suggestion.created"}))
        List<String> events,
    @Nullable @Schema(maxLength = 200) String description) {}
