package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** How far a price can be trusted. */
@Serdeable
public enum PriceKind {
  /** Stated by a provider for exactly this offer. */
  @JsonProperty("live")
  LIVE,
  /** Computed by a documented model; nobody has promised it. */
  @JsonProperty("estimated")
  ESTIMATED
}
