package io.lotara.travel;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A point on the WGS 84 ellipsoid.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
@Serdeable
public record Position(double latitude, double longitude) {
  private static final double EARTH_RADIUS_KM = 6371.0088;

  public Position {
    if (!(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("no such position: " + latitude + ", " + longitude);
    }
  }

  /** Great-circle distance in kilometres (haversine, mean Earth radius 6371.0088 km of IUGG). */
  public double kilometresTo(Position other) {
    double dLat = Math.toRadians(other.latitude - latitude);
    double dLon = Math.toRadians(other.longitude - longitude);
    double a =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
  }
}
