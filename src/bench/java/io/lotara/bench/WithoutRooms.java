package io.lotara.bench;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.RoomType;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** A source in one of whose towns there is no room of a type. */
record WithoutRooms(TravelSource source, String town, RoomType type) implements TravelSource {
  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Set<Offering> offerings() {
    return source.offerings();
  }

  @Override
  public boolean inMemory() {
    return source.inMemory();
  }

  @Override
  public boolean covers(LocalDate date) {
    return source.covers(date);
  }

  @Override
  public List<Town> towns(String name) {
    return source.towns(name);
  }

  @Override
  public List<Town> townsIn(String regionOrCountry) {
    return source.townsIn(regionOrCountry);
  }

  @Override
  public List<TransportOffer> transport(TransportQuery query) {
    return source.transport(query);
  }

  @Override
  public List<StayOffer> stays(StayQuery query) {
    return source.stays(query).stream().filter(s -> !s.city().equals(town) || s.roomType() != type).toList();
  }

  @Override
  public List<Attraction> attractions(Town place) {
    return source.attractions(place);
  }

  @Override
  public List<Eatery> eateries(Town place) {
    return source.eateries(place);
  }
}
