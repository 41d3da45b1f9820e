package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** How one travels between two towns. */
@Serdeable
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
