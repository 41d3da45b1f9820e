package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** The three meals of a day, in order. */
@Serdeable
public enum Meal {
  @JsonProperty("breakfast")
  BREAKFAST,
  @JsonProperty("lunch")
  LUNCH,
  @JsonProperty("dinner")
  DINNER
}
