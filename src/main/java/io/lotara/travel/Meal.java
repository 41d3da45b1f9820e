package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The three meals of a day, in order. */
public enum Meal {
  @JsonProperty("breakfast")
  BREAKFAST,
  @JsonProperty("lunch")
  LUNCH,
  @JsonProperty("dinner")
  DINNER
}
