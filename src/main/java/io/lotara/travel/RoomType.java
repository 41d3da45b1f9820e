package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one gets to oneself. */
public enum RoomType {
  @JsonProperty("entire")
  ENTIRE,
  @JsonProperty("private")
  PRIVATE,
  @JsonProperty("shared")
  SHARED
}
