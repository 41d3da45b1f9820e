package io.lotara.chat;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Party;
import io.lotara.travel.Sources;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.lotara.trip.TripRequest.Destination;
import io.lotara.trip.TripRequest.DestinationKind;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Asks the travel sources while somebody waits for a word: only those that answer from memory, as the others take seconds and their keys
 * are the workers' alone.
 */
@Singleton
public class TravelDesk {
  private static final List<String> WORLD =
      List.of("Europe", "Asia", "Middle East", "Africa", "North America", "Central America", "Caribbean", "South America", "Oceania");

  private final Sources sources;
  private final Map<String, List<Attraction>> everything = new ConcurrentHashMap<>();

  public TravelDesk(Sources sources) {
    this.sources = sources;
  }

  /** The sources of a tenant for these days, or for any when none knows the days. */
  private List<TravelSource> order(String tenant, @Nullable LocalDate day) {
    List<TravelSource> order = day == null ? List.of() : sources.order(tenant, null, day, day);
    List<TravelSource> some = order.isEmpty() ? sources.all() : order;
    return some.stream().filter(TravelSource::inMemory).toList();
  }

  /** A town by its name as one writes it, with or without its region or country behind a comma. */
  public Optional<Town> town(String tenant, String name) {
    return order(tenant, null).stream().flatMap(s -> s.towns(name).stream()).findFirst();
  }

  /** Whether there is a region of that name. */
  public boolean region(String name) {
    return sources.all().stream().filter(TravelSource::inMemory).anyMatch(s -> !s.townsIn(name).isEmpty());
  }

  /** The towns that a destination stands for, the best first: one for a town. */
  public List<Town> towns(String tenant, Destination destination) {
    if (destination.kind() == DestinationKind.CITY) {
      String lookup = destination.region() == null ? destination.name() : destination.name() + ", " + destination.region();
      return town(tenant, lookup).or(() -> town(tenant, destination.name())).stream().toList();
    }
    return order(tenant, null).stream().map(s -> s.townsIn(destination.name())).filter(t -> !t.isEmpty()).findFirst().orElse(List.of());
  }

  /** Flights on a day, the cheapest first. */
  public List<TransportOffer> flights(String tenant, Town from, Town to, LocalDate day, Party party, @Nullable String cabin) {
    TransportQuery query = new TransportQuery(from, to, day, party, cabin);
    return ask(tenant, day, Offering.TRANSPORT, s -> s.transport(query)).stream()
        .filter(o -> o.mode() == TransportMode.FLIGHT)
        .sorted(Comparator.comparing((TransportOffer o) -> o.price().amount()).thenComparing(TransportOffer::ref))
        .toList();
  }

  /** Places to sleep, the cheapest first. */
  public List<StayOffer> stays(String tenant, Town town, LocalDate checkIn, LocalDate checkOut, Party party) {
    StayQuery query = new StayQuery(town, checkIn, checkOut, party, "USD");
    return ask(tenant, checkIn, Offering.STAYS, s -> s.stays(query)).stream()
        .sorted(Comparator.comparing((StayOffer o) -> o.nightly().amount()).thenComparing(StayOffer::ref))
        .toList();
  }

  /** What there is to see, the best known first. */
  public List<Attraction> sights(String tenant, Town town) {
    return ask(tenant, null, Offering.ATTRACTIONS, s -> s.attractions(town)).stream()
        .filter(a -> SourceNames.tellable(a.name()))
        .sorted(Comparator.comparingInt(Attraction::rank))
        .toList();
  }

  /** Where to eat. */
  public List<Eatery> eateries(String tenant, Town town) {
    return ask(tenant, null, Offering.EATERIES, s -> s.eateries(town)).stream().filter(e -> SourceNames.tellable(e.name())).toList();
  }

  /** Every place to see in the towns that sources know by themselves; read once. */
  public List<Attraction> sightsAnywhere(String tenant) {
    return everything.computeIfAbsent(
        tenant,
        t -> {
          List<Attraction> all = new ArrayList<>();
          for (TravelSource source : order(tenant, null)) {
            WORLD.stream().flatMap(part -> source.townsIn(part).stream()).distinct().forEach(town -> all.addAll(source.attractions(town)));
          }
          all.removeIf(place -> !SourceNames.tellable(place.name()));
          return List.copyOf(all);
        });
  }

  private <T> List<T> ask(String tenant, @Nullable LocalDate day, Offering offering, Function<TravelSource, List<T>> question) {
    return Sources.<T>ask(order(tenant, day), offering, question).offers();
  }
}
