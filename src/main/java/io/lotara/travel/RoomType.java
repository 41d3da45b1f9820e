package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** What one gets to oneself. */
@Serdeable
public enum RoomType {
  @JsonProperty("entire")
  ENTIRE,
  @JsonProperty("private")
  PRIVATE,
  @JsonProperty("shared")
  SHARED
}
