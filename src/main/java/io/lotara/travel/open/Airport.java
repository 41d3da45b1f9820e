package io.lotara.travel.open;

import io.lotara.travel.Position;

/**
 * A passenger airport.
 *
 * @param iata three letters
 * @param name official name
 * @param town the town it is named for or lies in
 * @param country ISO 3166-1 alpha-2
 * @param region code of the state or province in the US, Canada and Australia, else empty
 * @param position of its reference point
 * @param large whether it is a large airport in the sense of OurAirports
 */
record Airport(String iata, String name, String town, String country, String region, Position position, boolean large) {}
