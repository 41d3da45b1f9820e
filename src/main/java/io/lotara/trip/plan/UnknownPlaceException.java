package io.lotara.trip.plan;

/** No source knows a place that the trip needs. Asking again changes nothing; another name may. */
public final class UnknownPlaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String field;
  private final String place;

  UnknownPlaceException(String field, String place) {
    super("no travel source knows " + place);
    this.field = field;
    this.place = place;
  }

  /** The field of the request that names it: {@code origin}, {@code destination} or {@code legs}. */
  public String field() {
    return field;
  }

  /** The name that nobody knows. */
  public String place() {
    return place;
  }
}
