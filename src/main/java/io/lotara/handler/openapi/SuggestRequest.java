package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/**
 * Something that has happened.
 *
 * @param userId to whom
 * @param triggerType {@code price_drop} (or {@code price_alert}), {@code calendar_gap}, {@code budget_surplus}; any other is planned from
 *     the context
 * @param context what is known: of a price drop the route, the dates and the new price, of a gap its dates, of a surplus its amount; the
 *     fields of {@code constraints} are understood too
 * @param triggerData the same as {@code context}
 * @param constraints what the trip has to be; missing is an empty object, null is refused
 * @param callbackUrl where to tell of the job's end; https, a public host
 */
@Schema(
    extensions = @Extension(properties = @ExtensionProperty(name = "x-optional", value = "context trigger_data constraints")))
public record SuggestRequest(
    @Schema(minLength = 1, maxLength = 128) String userId,
    @Schema(minLength = 1, maxLength = 100) String triggerType,
    @Schema(nullable = true) Map<String, Object> context,
    @Schema(nullable = true) Map<String, Object> triggerData,
    Constraints constraints,
    @Nullable @Schema(minLength = 1, maxLength = 2000, format = "uri") String callbackUrl) {}
