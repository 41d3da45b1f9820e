package io.lotara.travel.duffel;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotara.travel.Party;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The question that {@code POST /air/offer_requests} takes: one way, for the whole party. */
@Serdeable(naming = SnakeCaseStrategy.class)
record OfferRequest(Data data) {

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Data(List<Slice> slices, List<Passenger> passengers, String cabinClass, int maxConnections) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Slice(String origin, String destination, LocalDate departureDate) {}

  /** Either a type or an age; the other is not sent. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Passenger(@Nullable String type, @Nullable Integer age) {}

  static OfferRequest of(String origin, String destination, LocalDate date, Party party, String cabin) {
    List<Passenger> passengers = new ArrayList<>();
    for (int i = 0; i < party.adults(); i++) {
      passengers.add(new Passenger("adult", null));
    }
    party.childrenAges().forEach(age -> passengers.add(new Passenger(null, age)));
    return new OfferRequest(new Data(List.of(new Slice(origin, destination, date)), passengers, cabin, 1));
  }
}
