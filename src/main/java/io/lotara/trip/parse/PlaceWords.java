package io.lotara.trip.parse;

import io.lotara.travel.Town;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.parse.Mention.Certainty;
import io.lotara.trip.parse.Mention.Role;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads where from, where to, and how many nights where. */
final class PlaceWords {
  private static final Pattern COUNT = Pattern.compile(
      "(?<![\\w.,$-])(" + Numbers.A_N + "|a couple of)[ -](?:(?!of\\b)[a-z]+ ){0,2}?(cities|city|towns?|destinations?"
          + "|urban cent(?:er|re)s|stops)\\b(?! (?:break|tour|pass|center|centre|hotel|light|walk))");
  private static final Pattern TRIP = Pattern.compile(
      "\\b(?:trips?|travel\\w*|visit\\w*|itinerary|itineraries|vacations?|holidays?|getaways?|tour(?:ing|s)?|journeys?|honeymoons?"
          + "|du lich|chuyen di|fly|flying|flights?|weekends?|stay(?:ing|s)?|go(?:ing)? (?:to|on)|explor\\w+|adventures?|escape"
          + "|break|backpack\\w*"
          + "|take me|plan(?:ning)?|excursions?|hotels?|sightsee\\w*|road ?trip|cruise|departing|heading|expedition|retreat"
          + "|getting away|see|bound|outing|safari|pilgrimage|week off|days? in|nights? in)\\b");
  private static final Pattern NO_TRIP = Pattern.compile(
      "^\\W*(?:(?:please|can you|could you|hey|hi|hello|,) )*(?:what|who|whom|whose|why|how (?:many|much|old|tall|far|big|is|are"
          + "|does|do|did|to)"
          + "|when (?:did|was|is)|where (?:is|are|was)|is|are|does|did|write|translate|sing|tell me a|compose|calculate|solve"
          + "|define|explain"
          + "|convert|spell|summari[sz]e|play|remind me|set an? (?:alarm|timer)|send|email|call)\\b");
  private static final Pattern NO_WISH = Pattern.compile(
      "^\\W*(?:my (?!wife|husband|family|friend|partner|girlfriend|boyfriend|trip|honeymoon)|the |i (?:like|hate|was|am from|live"
          + "|lived|ate|saw"
          + "|read|drove|flew|bought|work))\\b");
  private static final Pattern STRONG_TRIP = Pattern.compile(
      "\\b(?:trips?|itinerary|itineraries|vacation|holiday|getaway|journey|honeymoon|visit|travel (?:to|plan)|days? in|nights? in"
          + "|weekend in|want to go|would like to (?:go|visit|see)|fly (?:from|to))\\b");
  /** Between where a route starts and where it leads; what an arrow points at may be towns of a region. */
  private static final Pattern ROUTE =
      Pattern.compile(" ?to ?(?:the )?| ?(?:→|-*>|=+>|») ?(?:the )?"
          + "(?:[a-z0-9]+ (?:[a-z]+ )?(?:cities|towns|places|stops) (?:in|of|across) )?");

  private final Text text;
  private final Atlas atlas;
  private boolean several;

  PlaceWords(Text text, Atlas atlas) {
    this.text = text;
    this.atlas = atlas;
  }

  /** Reads the places; lengths that belong to one of several towns are removed from {@code lengths}. */
  void read(List<DurationWords.Found> lengths, Reading.Draft draft) {
    count(draft);
    boolean understood = !draft.isEmpty() || taken();
    List<Mention> all = new PlaceNames(text, atlas).find();
    Mention origin = origin(all);
    List<Mention> wanted = wanted(all, origin);
    if (origin == null) {
      origin = startOfRoute(all, wanted);
      wanted.remove(origin);
    }
    all.stream().filter(m -> m.certainty() != Certainty.LOOSE).forEach(m -> text.take(m.from(), m.to()));
    origin(wanted.size() == 1 && same(wanted.getFirst(), origin) ? null : origin, draft);
    if (wanted.isEmpty() || !trip(wanted, understood || origin != null)) {
      return;
    }
    destinations(area(wanted, origin), lengths, draft);
  }

  private void count(Reading.Draft draft) {
    MatchResult m = text.first(COUNT);
    if (m == null) {
      return;
    }
    int count = m.group(1).equals("a couple of") ? 2 : Numbers.of(m.group(1));
    boolean article = m.group(1).equals("a") || m.group(1).equals("an");
    if (count > 0 && count <= 20 && !article) {
      several = count > 1;
      draft.say(Topic.CITY_COUNT, count, text.words(m.start(), m.end()), 0.96);
    }
  }

  private static @Nullable Mention origin(List<Mention> all) {
    List<Mention> origins = all.stream().filter(m -> m.role() == Role.ORIGIN && m.certainty() != Certainty.LOOSE).toList();
    return origins.stream().filter(m -> m.known() && m.stop().kind() == DestinationKind.CITY).findFirst()
        .orElse(origins.isEmpty() ? null : origins.getFirst());
  }

  private List<Mention> wanted(List<Mention> all, @Nullable Mention origin) {
    List<Mention> wanted = new ArrayList<>();
    boolean known = all.stream().anyMatch(m -> m.known() && m.wanted() && !same(m, origin));
    for (int i = 0; i < all.size(); i++) {
      Mention m = all.get(i);
      boolean listed = !wanted.isEmpty() && i > 0 && wanted.getLast() == all.get(i - 1) && m.to() - wanted.getLast().to() < 60;
      boolean useful = m.known() || m.certainty() == Certainty.WRITTEN && (!known || listed && atlas.correction(m.stop()).isPresent())
          || !known;
      if (m.wanted() && useful && !same(m, origin) && wanted.stream().noneMatch(w -> same(w, m))) {
        wanted.add(m);
      }
    }
    List<Mention> areas = wanted.stream().filter(m -> m.known() && m.stop().kind() != DestinationKind.CITY).toList();
    if (!areas.isEmpty() && areas.size() == wanted.size()) {
      all.stream().filter(m -> m.known() && m.role() == Role.NONE && m.stop().kind() == DestinationKind.CITY && !same(m, origin))
          .filter(m -> areas.stream().anyMatch(a -> holds(a.stop(), List.of(m)))).forEach(wanted::add);
      wanted.sort(java.util.Comparator.comparingInt(Mention::from));
    }
    if (wanted.stream().anyMatch(m -> m.certainty() != Certainty.LOOSE)) {
      wanted.removeIf(m -> m.certainty() == Certainty.LOOSE);
    }
    if (wanted.isEmpty() || wanted.stream().allMatch(m -> m.certainty() == Certainty.LOOSE)) {
      List<Mention> bare = all.stream().filter(m -> m.known() && m.role() == Role.NONE && !same(m, origin)).toList();
      if (!bare.isEmpty()) {
        return new ArrayList<>(bare);
      }
    }
    if (wanted.isEmpty() && origin != null) {
      all.stream().filter(m -> m != origin && m.wanted() && same(m, origin)).findFirst().ifPresent(wanted::add);
    }
    return wanted;
  }

  private static boolean same(Mention a, @Nullable Mention b) {
    return b != null && (a == b || Text.fold(a.stop().lookup()).equals(Text.fold(b.stop().lookup()))
        || a.stop().region() == null && b.stop().region() == null && Text.fold(a.stop().name()).equals(Text.fold(b.stop().name())));
  }

  /** Of "Hanoi to Tokyo" the first is where it starts. */
  private @Nullable Mention startOfRoute(List<Mention> all, List<Mention> wanted) {
    for (int i = 0; i + 1 < all.size(); i++) {
      Mention a = all.get(i);
      Mention b = all.get(i + 1);
      boolean route = a.role() == Role.NONE && a.stop().kind() != DestinationKind.COUNTRY
          && ROUTE.matcher(text.folded().substring(a.to(), b.from())).matches() && wanted.contains(b);
      if (route && wanted.stream().noneMatch(w -> w.from() < a.from())) {
        return a;
      }
    }
    return null;
  }

  private void origin(@Nullable Mention m, Reading.Draft draft) {
    if (m == null) {
      return;
    }
    Stop stop = m.stop();
    double confidence = m.known() ? 0.97 : 0.5;
    if (stop.kind() == null) {
      Optional<String> corrected = atlas.correction(stop);
      if (corrected.isPresent()) {
        draft.assume("“" + stop.name() + "” is taken to be " + corrected.get() + ".");
        stop = stop.named(corrected.get()).as(DestinationKind.CITY);
        confidence = 0.75;
      }
    }
    draft.say(Topic.ORIGIN, stop, text.words(m.from(), m.to()), confidence);
  }

  /** A sentence about something else may name a place as well. */
  private boolean trip(List<Mention> wanted, boolean understood) {
    if (text.has(STRONG_TRIP)) {
      return true;
    }
    if (text.has(NO_TRIP)) {
      return false;
    }
    boolean cued = wanted.stream().anyMatch(m -> m.role() == Role.DESTINATION || m.role() == Role.AMONG);
    boolean other = text.has(NO_WISH) && !cued;
    boolean first = text.folded().substring(0, wanted.getFirst().from()).isBlank() && text.after(wanted.getFirst().to(), 8)
        .matches("^(?:\\s*$|[,:;.]| (?:for|with|in|at|on|by)\\b).*");
    return understood || first || !other && (cued || text.has(TRIP) || remainder(wanted) <= 2);
  }

  private boolean taken() {
    for (int i = 0; i < text.length(); i++) {
      if (!text.free(i, i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Words that nobody understood. */
  private int remainder(List<Mention> wanted) {
    int names = wanted.stream().mapToInt(m -> text.words(m.from(), m.to()).split("\\s+").length).sum();
    return text.folded().strip().split("\\s+").length - names;
  }

  /** A region or country that holds one of the other places says where they are and is none of its own. */
  private List<Mention> area(List<Mention> wanted, @Nullable Mention origin) {
    List<Mention> settled = new ArrayList<>(wanted.stream().map(m -> settled(spread(m, wanted), wanted, origin)).toList());
    List<Mention> towns = settled.stream().filter(m -> m.stop().kind() == DestinationKind.CITY || m.stop().kind() == null).toList();
    if (!towns.isEmpty() && towns.size() < settled.size()) {
      settled.removeIf(m -> m.stop().kind() != null && m.stop().kind() != DestinationKind.CITY
          && (m.role() != Role.DESTINATION || holds(m.stop(), towns)));
    }
    List<Mention> regions = settled.stream().filter(m -> m.stop().kind() == DestinationKind.REGION).toList();
    settled.removeIf(m -> m.stop().kind() == DestinationKind.COUNTRY
        && regions.stream().anyMatch(r -> atlas.region(r.stop().name()).map(x -> x.country())
        .equals(atlas.country(m.stop().name()).map(c -> c.code()))));
    return settled;
  }

  /** When several towns are wanted, a name that is a town's and a region's is the region's. */
  private Mention spread(Mention m, List<Mention> all) {
    boolean region = several && all.size() == 1 && m.stop().region() == null && m.stop().country() == null && m.stop()
        .kind() == DestinationKind.CITY
        && atlas.kind(m.stop().name(), true) != DestinationKind.CITY && atlas.kind(m.stop().name(), true) != null;
    return region ? m.with(m.stop().as(atlas.kind(m.stop().name(), true))) : m;
  }

  /** Georgia is the state where the rest of the sentence is American, and the country elsewhere. */
  private Mention settled(Mention m, List<Mention> all, @Nullable Mention origin) {
    if (!atlas.twofold(m.stop().name()) || m.stop().region() != null || m.stop().country() != null) {
      return m;
    }
    boolean state = origin != null && american(origin) || origin != null && m.role() == Role.AMONG && perhapsAmerican(origin)
        || all.stream().anyMatch(o -> o != m && american(o));
    return m.with(m.stop().as(state ? DestinationKind.REGION : DestinationKind.COUNTRY));
  }

  /** A name that no list has, or that a town of the USA has too. */
  private boolean perhapsAmerican(Mention m) {
    List<Town> towns = atlas.towns(m.stop().name());
    return towns.isEmpty() || towns.stream().anyMatch(t -> "US".equals(t.country()));
  }

  private boolean american(Mention m) {
    Stop stop = m.stop();
    return UsStates.name(stop.region() == null ? stop.name() : stop.region()) != null && !atlas.twofold(stop.name())
        || stop.kind() == DestinationKind.CITY && atlas.towns(stop.lookup()).stream().findFirst().map(t -> "US".equals(t.country()))
        .orElse(false);
  }

  private boolean holds(Stop area, List<Mention> towns) {
    String country = atlas.country(area.name()).map(c -> c.code()).orElse(null);
    return towns.stream().anyMatch(m -> atlas.towns(m.stop().lookup()).stream().limit(3)
        .anyMatch(t -> area.kind() == DestinationKind.COUNTRY ? t.country() != null && t.country().equals(country) : in(t, area.name())));
  }

  private static boolean in(Town town, String region) {
    return town.region() != null && Text.fold(town.region()).equals(Text.fold(region));
  }

  private void destinations(List<Mention> wanted, List<DurationWords.Found> lengths, Reading.Draft draft) {
    List<Stop> stops = new ArrayList<>();
    double confidence = 1;
    Stays stays = new Stays(text, wanted, lengths);
    for (int i = 0; i < wanted.size() && i < Shape.MOST_ENTRIES; i++) {
      Mention m = wanted.get(i);
      Stop stop = m.stop();
      double sure = m.known() ? m.role() == Role.NONE ? 0.7 : m.role() == Role.IN ? 0.9 : 0.97 : 0.3;
      if (stop.kind() == null) {
        Optional<String> corrected = atlas.correction(stop);
        if (corrected.isPresent()) {
          draft.assume("“" + stop.name() + "” is taken to be " + corrected.get() + ".");
          stop = stop.named(corrected.get()).as(DestinationKind.CITY);
          sure = 0.75;
        } else if (m.certainty() == Certainty.LOOSE && atlas.similar(stop.name()).isEmpty()) {
          continue;
        }
      }
      stops.add(stop.nights(stays.nights(i)));
      confidence = Math.min(confidence, sure);
    }
    stays.total(draft);
    String words = text.words(wanted.getFirst().from(), wanted.getLast().to());
    if (stops.isEmpty()) {
      return;
    }
    if (stops.size() == 1) {
      draft.say(Topic.DESTINATION, stops.getFirst(), words, confidence);
    } else {
      draft.say(Topic.CITIES, List.copyOf(stops), words, confidence);
    }
  }
}
