package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a price can be trusted. */
public enum PriceKind {
  /** Stated by a provider for exactly this offer. */
  @JsonProperty("live")
  LIVE,
  /** Computed by a documented model; nobody has promised it. */
  @JsonProperty("estimated")
  ESTIMATED
}
