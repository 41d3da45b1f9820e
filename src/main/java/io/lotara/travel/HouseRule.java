package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** What a house may forbid. */
@Serdeable
public enum HouseRule {
  @JsonProperty("pets")
  PETS,
  @JsonProperty("smoking")
  SMOKING,
  @JsonProperty("parties")
  PARTIES,
  @JsonProperty("visitors")
  VISITORS,
  @JsonProperty("children_under_10")
  CHILDREN_UNDER_10
}
