package io.lotara.trip.parse;

import io.lotara.travel.Gazetteer.Region;
import io.lotara.travel.Town;
import io.lotara.trip.TripRequest.Destination;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.TripRequest.Leg;
import io.lotara.trip.TripRequest.PlaceName;
import io.lotara.trip.Understanding.Field;
import io.lotara.trip.Understanding.Question;
import io.lotara.trip.Understanding.Source;
import io.lotara.trip.parse.Layers.Pick;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a trip goes: the places that were said, looked up. Structure is believed; names in text must be known to somebody. */
final class Route {
  private static final Set<String> SOUTHERN = Set.of(
      "AU", "NZ", "ZA", "AR", "CL", "UY", "PY", "BR", "PE", "BO", "NA", "BW", "ZW", "ZM", "MZ", "MG", "MU", "FJ", "LS", "SZ", "PF", "NC",
          "WS", "TO", "VU", "AO", "MW", "RE");

  private final Atlas atlas;
  private final Layers layers;
  private final List<Stop> stops = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<String> assumptions = new ArrayList<>();
  private @Nullable Stop origin;
  private @Nullable Integer cityCount;
  private List<Leg> legs = List.of();
  private @Nullable Question question;

  Route(Layers layers, Atlas atlas, List<String> likely) {
    this.layers = layers;
    this.atlas = atlas;
    int rank = layers.whereTo();
    if (rank < 0) {
      departure();
      question = new Question("destination", "Where would you like to go?", likely.stream().limit(5).toList());
      return;
    }
    Pick<List<Leg>> given = layers.at(rank, Topic.LEGS);
    if (given != null) {
      legs = given.value();
      fields.add(given.field(Topic.LEGS, legs.stream().map(Route::json).toList()));
    }
    departure();
    destinations(rank);
  }

  private static Map<String, Object> json(Leg leg) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("origin", leg.origin());
    map.put("destination", leg.destination());
    map.put("date", leg.date().toString());
    return map;
  }

  private void departure() {
    Pick<Stop> said = layers.pick(Topic.ORIGIN);
    if (said == null && !legs.isEmpty()) {
      said = new Pick<>(Said.plainly(Stop.of(legs.getFirst().origin())), Source.CONSTRAINTS, 0);
    }
    if (said == null) {
      assumptions.add("Nobody said where the journey starts, so no transport to the first town and back is planned.");
      return;
    }
    Stop stop = said.value();
    fields.add(said.field(Topic.ORIGIN, stop.json()));
    boolean known = said.source() == Source.CONSTRAINTS || stop.kind() == DestinationKind.CITY || !atlas.towns(stop.lookup()).isEmpty()
        || atlas.fromSource(stop.name()).isPresent();
    if (!known) {
      boolean area = stop.kind() != null;
      assumptions.add((area ? "“" + stop.name() + "” is no town" : "No town called “" + stop.name() + "” is known")
          + ", so no transport from there to the first town and back is planned.");
      return;
    }
    origin = stop;
    ambiguity(stop);
  }

  private void destinations(int rank) {
    Pick<List<Stop>> cities = layers.at(rank, Topic.CITIES);
    Pick<Stop> one = layers.at(rank, Topic.DESTINATION);
    Pick<Integer> count = layers.pick(Topic.CITY_COUNT);
    Source source = cities != null ? cities.source() : one != null ? one.source() : Source.CONSTRAINTS;
    boolean structure = source == Source.CONSTRAINTS;
    List<Stop> said = cities != null ? cities.value() : one != null ? List.of(one.value()) : byLegs();
    for (Stop stop : said) {
      stops.add(resolved(stop, structure, cities == null && count != null && count.value() > 1));
    }
    if (one != null) {
      Stop spelt = cities == null ? stops.getFirst() : one.value();
      fields.add(one.field(Topic.DESTINATION, spelt.nights() == null ? spelt.json() : spelt.nights(null).json()));
    }
    boolean area = stops.size() == 1 && stops.getFirst().kind() != DestinationKind.CITY;
    if (cities != null || !area) {
      Said<?> from = cities != null ? cities.said() : one != null ? one.said() : Said.plainly("");
      fields.add(new Field("cities", stops.stream().map(Stop::json).toList(), source, from.words(), from.confidence()));
    }
    count(area, count, source);
    if (question == null) {
      stops.forEach(this::ambiguity);
    }
  }

  private void count(boolean area, @Nullable Pick<Integer> count, Source source) {
    if (area) {
      cityCount = count == null ? null : count.value();
      if (count != null) {
        fields.add(count.field(Topic.CITY_COUNT, count.value()));
      }
    } else {
      fields.add(new Field("city_count", stops.size(), source, count == null ? null : count.said().words(), 1));
    }
  }

  /** The towns where given legs end, without the way home. */
  private List<Stop> byLegs() {
    List<Stop> towns = new ArrayList<>();
    for (Leg leg : legs) {
      boolean home = Text.fold(leg.destination()).equals(Text.fold(legs.getFirst().origin()));
      if (!home && towns.stream().noneMatch(t -> Text.fold(t.name()).equals(Text.fold(leg.destination())))) {
        towns.add(Stop.of(leg.destination()).as(DestinationKind.CITY));
      }
    }
    return towns.isEmpty() ? List.of(Stop.of(legs.getLast().destination()).as(DestinationKind.CITY)) : towns;
  }

  private Stop resolved(Stop stop, boolean structure, boolean several) {
    if (stop.kind() != null) {
      return stop;
    }
    DestinationKind kind = stop.region() != null || stop.country() != null ? DestinationKind.CITY : atlas.kind(stop.name(), several);
    boolean known = kind != null && (stop.region() == null && stop.country() == null || !atlas.towns(stop.lookup()).isEmpty());
    if (known || structure) {
      return stop.as(kind != null ? kind : several ? DestinationKind.REGION : DestinationKind.CITY);
    }
    DestinationKind sourced = atlas.kindAtSource(stop.name(), several);
    if (sourced != null || atlas.fromSource(stop.lookup()).isPresent()) {
      return stop.as(sourced != null ? sourced : DestinationKind.CITY);
    }
    Optional<String> corrected = atlas.correction(stop);
    if (corrected.isPresent()) {
      assumptions.add("“" + stop.name() + "” is taken to be " + corrected.get() + ".");
      return stop.named(corrected.get()).as(DestinationKind.CITY);
    }
    ask(stop);
    return stop.as(DestinationKind.CITY);
  }

  private void ask(Stop stop) {
    if (question != null) {
      return;
    }
    List<String> options = atlas.similar(stop.name());
    if (options.isEmpty() && (stop.region() != null || stop.country() != null)) {
      options = atlas.covered(stop.region() != null ? stop.region() : stop.country());
    }
    String text = options.isEmpty()
        ? "No place called “" + stop.lookup() + "” is known. Which town, region or country would you like to visit?"
        : "No place called “" + stop.lookup() + "” is known. Did you mean " + String.join(", ", options.subList(0, options.size() - 1))
            + (options.size() > 1 ? " or " : "") + options.getLast() + "?";
    question = new Question("destination", text, options);
  }

  /** Says which of several towns of a name is meant. */
  private void ambiguity(Stop stop) {
    if (stop.kind() == DestinationKind.COUNTRY && atlas.twofold(stop.name())) {
      assumptions.add(stop.name() + " is taken to be the country, not the state of the USA.");
    } else if (stop.kind() == DestinationKind.REGION && atlas.twofold(stop.name())) {
      assumptions.add(stop.name() + " is taken to be the state of the USA, not the country.");
    }
    if (stop.kind() != DestinationKind.CITY || stop.region() != null || stop.country() != null) {
      return;
    }
    List<Town> towns = atlas.towns(stop.name());
    if (towns.size() > 1 && towns.get(1).population() * 5 >= towns.getFirst().population()) {
      Town first = towns.getFirst();
      Town other = towns.get(1);
      if (!where(first).equals(where(other))) {
        assumptions.add(stop.name() + " is taken to be the one in " + where(first) + ", not in " + where(other) + ".");
      }
    }
  }

  private static String where(Town town) {
    String country = town.country() == null ? null : java.util.Locale.of("", town.country()).getDisplayCountry(java.util.Locale.ENGLISH);
    return town.region() == null ? String.valueOf(country) : country == null ? town.region() : town.region() + ", " + country;
  }

  /** Whether the first place lies south of the equator, where seasons are the other way round. */
  boolean southern() {
    if (stops.isEmpty()) {
      return false;
    }
    Stop stop = stops.getFirst();
    return switch (stop.kind()) {
      case COUNTRY -> atlas.country(stop.name()).map(c -> SOUTHERN.contains(c.code())).orElse(false);
      case REGION -> atlas.region(stop.name()).map(this::southern).orElse(false);
      case CITY -> southern(atlas.towns(stop.lookup()));
      case null -> false;
    };
  }

  /** A region that spans several countries (the Alps) lies where its first town does. */
  private boolean southern(Region region) {
    return region.country() == null
        ? atlas.covered(region.name()).stream().findFirst().map(name -> southern(atlas.towns(name))).orElse(false)
        : SOUTHERN.contains(region.country());
  }

  private static boolean southern(List<Town> towns) {
    return towns.stream().findFirst().map(t ->
        t.position() != null ? t.position().latitude() < 0 : t.country() != null && SOUTHERN.contains(t.country())).orElse(false);
  }

  @Nullable PlaceName origin() {
    return origin == null ? null : new PlaceName(origin.name(), origin.region(), code(origin.country()));
  }

  List<Destination> destinations() {
    return stops.stream().map(s -> new Destination(s.kind(), s.name(), s.region(), country(s), s.nights())).toList();
  }

  private @Nullable String country(Stop stop) {
    return switch (stop.kind()) {
      case COUNTRY -> atlas.country(stop.name()).map(c -> c.code()).orElse(null);
      case REGION -> stop.country() != null ? code(stop.country()) : atlas.region(stop.name()).map(r -> r.country()).orElse(null);
      default -> code(stop.country());
    };
  }

  private @Nullable String code(@Nullable String country) {
    if (country == null) {
      return null;
    }
    boolean iso = country.length() == 2 && country.equals(country.toUpperCase(java.util.Locale.ROOT)) && !country.equals("UK");
    return atlas.country(country).map(c -> c.code()).orElse(iso ? country : null);
  }

  @Nullable Integer cityCount() {
    return cityCount;
  }

  int towns() {
    return stops.size() == 1 && cityCount != null ? cityCount : stops.size();
  }

  int nights() {
    return stops.stream().mapToInt(s -> s.nights() == null ? 0 : s.nights()).sum();
  }

  List<Leg> legs() {
    return legs;
  }

  List<Field> fields() {
    return fields;
  }

  List<String> assumptions() {
    return assumptions;
  }

  @Nullable Question question() {
    return question;
  }
}
