/**
 * A travel source made of CSV tables (RFC 4180, UTF-8, with a header; columns in any order, further ones ignored):
 *
 * <ul>
 *   <li>{@code cities.csv}: city, state
 *   <li>{@code flights.csv}: flight_number, origin, destination, date (ISO), departure_time and arrival_time (HH:MM), duration, price (a
 * person)
 *   <li>{@code distances.csv}: origin, destination, duration ({@code 4 hours 10 mins}), distance ({@code 446 km}); one way, empty for no
 * way
 *   <li>{@code accommodations.csv}: name, price (a room and night), room_type ({@code Entire home/apt}, {@code Private room},
 *       {@code Shared room}), house_rules ({@code No pets & No smoking}), minimum_nights, maximum_occupancy, review_rate, city
 *   <li>{@code restaurants.csv}: name, average_cost (a person), cuisines (comma between them), rating, city
 *   <li>{@code attractions.csv}: name, latitude, longitude, website, city
 * </ul>
 *
 * <p>Prices are US dollars. A name means the first row of its town that contains it.
 */
package io.lotara.travel.tables;
