package io.lotara.handler.openapi;

import io.swagger.v3.oas.annotations.media.Schema;

/** An object; nothing in it is looked at. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
public record NoFields() {}
