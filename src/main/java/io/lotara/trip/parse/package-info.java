/**
 * From words and structure to a {@link io.lotara.trip.TripRequest}. Everything said becomes a {@link io.lotara.trip.parse.Reading}, whoever
 * said it and in whatever form; {@link io.lotara.trip.parse.RequestReader} lays readings over each other and fills what nobody said.
 */
package io.lotara.trip.parse;
