package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How one travels between two towns. */
public enum TransportMode {
  @JsonProperty("flight")
  FLIGHT,
  @JsonProperty("train")
  TRAIN,
  @JsonProperty("bus")
  BUS,
  @JsonProperty("ferry")
  FERRY,
  @JsonProperty("taxi")
  TAXI,
  @JsonProperty("self_driving")
  SELF_DRIVING
}
