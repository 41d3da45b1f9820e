package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a house may forbid. */
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
