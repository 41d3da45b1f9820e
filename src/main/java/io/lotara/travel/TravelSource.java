package io.lotara.travel;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * What the world offers, as one provider tells it. Every method may be called more than once with the same question and has no effect
 * outside. A source answers only for the {@linkplain #offerings() offerings} it names; for the others it returns an empty list. Order of
 * results is stable: the same question gives the same list while the provider's data stands.
 */
public interface TravelSource {

  /** What a source can be asked for. */
  enum Offering {
    TOWNS,
    TRANSPORT,
    STAYS,
    ATTRACTIONS,
    EATERIES
  }

  /** Stable name: the value of {@code constraints.provider} and of {@code source} in every result. */
  String name();

  /** What it can be asked for; empty when it is not configured. */
  Set<Offering> offerings();

  /** Whether it answers from memory, so that it can be asked as often as one likes. */
  default boolean inMemory() {
    return false;
  }

  /** Whether it knows prices for that day. */
  boolean covers(LocalDate date);

  /**
   * Towns of that name, the likeliest first; empty when it knows none. Case, diacritics and a qualifier after a comma ({@code Paris, Texas})
   * are understood; typing errors are not (the parser's business).
   */
  List<Town> towns(String name);

  /**
   * Towns in a region or country by its name that are worth a visit, the best first; empty when it knows none.
   */
  List<Town> townsIn(String regionOrCountry);

  /**
   * As {@link #townsIn(String)}, with less known towns behind the others where there are not so many that are worth a visit; fewer when it
   * knows no more.
   */
  default List<Town> townsIn(String regionOrCountry, int atLeast) {
    return townsIn(regionOrCountry);
  }

  /** What a traveller must know of its answers for a town, as sentences; empty when they speak for themselves. */
  default List<String> remarks(Town town) {
    return List.of();
  }

  /**
   * Ways to travel.
   *
   * @throws SourceException when the provider cannot answer
   */
  List<TransportOffer> transport(TransportQuery query);

  /**
   * Places to sleep.
   *
   * @throws SourceException when the provider cannot answer
   */
  List<StayOffer> stays(StayQuery query);

  /**
   * Places to see.
   *
   * @throws SourceException when the provider cannot answer
   */
  List<Attraction> attractions(Town town);

  /**
   * Places to eat.
   *
   * @throws SourceException when the provider cannot answer
   */
  List<Eatery> eateries(Town town);

  /**
   * Looks at a transport offer a second time, before money is committed. This one asks the first question again and looks for the ref.
   *
   * @param offer what was offered
   * @param query the question it answered
   * @throws SourceException when the provider cannot answer
   */
  default OfferCheck check(TransportOffer offer, TransportQuery query) {
    return transport(query).stream()
        .filter(o -> o.ref().equals(offer.ref()))
        .findFirst()
        .<OfferCheck>map(o -> new OfferCheck.Available(o.price()))
        .orElseGet(OfferCheck.Gone::new);
  }

  /**
   * Looks at a stay offer a second time; the price is for one room and night, as in the offer.
   *
   * @param offer what was offered
   * @param query the question it answered
   * @throws SourceException when the provider cannot answer
   */
  default OfferCheck check(StayOffer offer, StayQuery query) {
    return stays(query).stream()
        .filter(o -> o.ref().equals(offer.ref()))
        .findFirst()
        .<OfferCheck>map(o -> new OfferCheck.Available(o.nightly()))
        .orElseGet(OfferCheck.Gone::new);
  }
}
