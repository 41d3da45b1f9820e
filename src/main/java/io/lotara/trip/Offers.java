package io.lotara.trip;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportOffer;
import java.util.List;

/**
 * Everything that the sources returned for one trip: what a plan may be made of, and nothing else.
 *
 * @param transport ways between towns
 * @param stays places to sleep
 * @param attractions places to see
 * @param eateries places to eat
 */
public record Offers(
    List<TransportOffer> transport, List<StayOffer> stays, List<Attraction> attractions, List<Eatery> eateries) {}
