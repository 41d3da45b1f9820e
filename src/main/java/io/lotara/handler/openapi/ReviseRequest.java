package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A change of a trip; at least one of the three.
 *
 * @param query the change in words, such as "two days longer"
 * @param constraints what has to hold instead; missing is {@code {}}, null is refused
 * @param keep refs of the plan's items that have to stay
 * @param callbackUrl where to tell of the changed trip's end; https, a public host; that of the trip before when missing
 */
@Schema(extensions = @Extension(properties = @ExtensionProperty(name = "x-optional", value = "constraints")))
public record ReviseRequest(
    @Nullable @Schema(minLength = 1, maxLength = 2000) String query,
    Constraints constraints,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(maxLength = 200)) List<String> keep,
    @Nullable @Schema(minLength = 1, maxLength = 2000, format = "uri") String callbackUrl) {}
