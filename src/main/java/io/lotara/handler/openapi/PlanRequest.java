package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A trip to plan.
 *
 * @param userId for whom
 * @param query what is wanted, in the traveller's words
 * @param constraints what has to hold; missing is {@code {}}, null is refused
 * @param sessionId the client's own, kept with the job
 * @param callbackUrl where to tell of the job's end; https, a public host
 */
@Schema(extensions = @Extension(properties = @ExtensionProperty(name = "x-optional", value = "constraints")))
public record PlanRequest(
    @Schema(minLength = 1, maxLength = 128) String userId,
    @Schema(minLength = 1, maxLength = 2000) String query,
    Constraints constraints,
    @Nullable String sessionId,
    @Nullable @Schema(minLength = 1, maxLength = 2000, format = "uri") String callbackUrl) {}
