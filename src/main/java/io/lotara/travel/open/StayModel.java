package io.lotara.travel.open;

import io.lotara.travel.Party;
import io.lotara.travel.Position;
import io.lotara.travel.Price;
import io.lotara.travel.RoomType;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A documented estimate of nights, in US dollars per room. No house is named: an offer is a class of houses in a real neighbourhood, and
 * the link leads to a public search for that place and those nights.
 *
 * <pre>nightly = band of the city × kind × factor of the area × season</pre>
 *
 * <p>The band is the city's price of a simple, mid-range or upscale room for two in an ordinary month ({@code cities.csv}); the season is
 * 1.25 in a high month and 0.85 in a low one, averaged over the nights asked for. House rules are not known, so nothing is said to be
 * forbidden: a traveller who needs one to hold must ask the house.
 */
final class StayModel {
  private static final double HIGH_MONTH = 1.25;
  private static final double LOW_MONTH = 0.85;
  /** How long an estimate is stood by. */
  static final Duration VALID = Duration.ofHours(24);

  private enum Band {
    LOW,
    MID,
    HIGH
  }

  /** The classes of houses. */
  private enum Kind {
    SIMPLE("simple", "Simple hotel in %s", RoomType.PRIVATE, 2, Band.LOW, 1.0),
    MID("mid", "Mid-range hotel in %s", RoomType.PRIVATE, 2, Band.MID, 1.0),
    UPSCALE("upscale", "Upscale hotel in %s", RoomType.PRIVATE, 2, Band.HIGH, 1.0),
    FAMILY("family", "Family room in %s", RoomType.PRIVATE, 4, Band.MID, 1.6),
    HOSTEL("hostel", "Hostel bed in %s", RoomType.SHARED, 1, Band.LOW, 0.42),
    STUDIO("studio", "Studio apartment in %s", RoomType.ENTIRE, 2, Band.MID, 0.95),
    APARTMENT_4("apartment-4", "Apartment for four in %s", RoomType.ENTIRE, 4, Band.MID, 1.5),
    APARTMENT_6("apartment-6", "Apartment for six in %s", RoomType.ENTIRE, 6, Band.MID, 2.1);

    private final String id;
    private final String pattern;
    private final RoomType room;
    private final int occupancy;
    private final Band band;
    private final double factor;

    Kind(String id, String pattern, RoomType room, int occupancy, Band band, double factor) {
      this.id = id;
      this.pattern = pattern;
      this.room = room;
      this.occupancy = occupancy;
      this.band = band;
      this.factor = factor;
    }
  }

  private StayModel() {}

  /** Every class of house in every area, in the order of the facts. */
  static List<StayOffer> offers(StayQuery query, City city, List<CityFacts.Area> areas, Instant now) {
    return offers(query, city, areas, true, now);
  }

  /** As above; {@code every} false leaves out the classes that a small town need not have: hostels and upscale hotels. */
  static List<StayOffer> offers(StayQuery query, City city, List<CityFacts.Area> areas, boolean every, Instant now) {
    double season = season(city, query.checkIn(), query.checkOut());
    List<StayOffer> offers = new ArrayList<>();
    for (CityFacts.Area area : areas) {
      String search = search(query, city, area);
      for (Kind kind : Kind.values()) {
        if (every || kind != Kind.HOSTEL && kind != Kind.UPSCALE) {
          double nightly = band(city, kind.band) * kind.factor * area.factor() * season;
          offers.add(offer(query, city, area, kind, Math.max(1, Math.round(nightly)), search, now));
        }
      }
    }
    return offers;
  }

  /** Mean of the nights' factors. */
  static double season(City city, LocalDate checkIn, LocalDate checkOut) {
    double sum = 0;
    int nights = 0;
    for (LocalDate night = checkIn; nights == 0 || night.isBefore(checkOut); night = night.plusDays(1)) {
      int month = night.getMonthValue();
      sum += city.highMonths().contains(month) ? HIGH_MONTH : city.lowMonths().contains(month) ? LOW_MONTH : 1;
      nights++;
    }
    return sum / nights;
  }

  private static double band(City city, Band band) {
    return switch (band) {
      case LOW -> city.nightLow();
      case MID -> city.nightMid();
      case HIGH -> city.nightHigh();
    };
  }

  private static StayOffer offer(
      StayQuery query, City city, CityFacts.Area area, Kind kind, double nightly, String search, Instant now) {
    Position position = area.position();
    return new StayOffer(
        "open:stay:" + city.slug() + ":" + area.id() + ":" + kind.id,
        OpenTravel.NAME,
        kind.pattern.formatted(area.name()),
        query.town().name(),
        area.name(),
        position,
        kind.room,
        Set.of(),
        1,
        kind.occupancy,
        Price.estimated(nightly, "USD"),
        null,
        null,
        null,
        false,
        search,
        now,
        now.plus(VALID));
  }

  private static String search(StayQuery query, City city, CityFacts.Area area) {
    Party party = query.party();
    StringBuilder url = new StringBuilder("https://www.booking.com/searchresults.html?ss=");
    url.append(encoded(area.name().equals(city.name()) ? city.name() : area.name() + ", " + city.name()));
    url.append("&checkin=").append(query.checkIn()).append("&checkout=").append(query.checkOut());
    url.append("&group_adults=").append(Math.max(1, party.adults()));
    url.append("&no_rooms=1&group_children=").append(party.childrenAges().size());
    party.childrenAges().forEach(age -> url.append("&age=").append(age));
    return url.toString();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
