package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An answer to the open question; one of the two at least.
 *
 * @param answer in words
 * @param constraints in structure
 */
@Schema(extensions = @Extension(properties = @ExtensionProperty(name = "x-optional", value = "constraints")))
public record QuestionAnswer(@Nullable @Schema(minLength = 1, maxLength = 2000) String answer, Constraints constraints) {}
