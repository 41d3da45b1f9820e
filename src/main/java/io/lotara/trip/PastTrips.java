package io.lotara.trip;

import java.time.Instant;
import java.util.List;

/** What travellers thought of the trips that were planned for them, by tenant and user. */
public interface PastTrips {
  /** Most of them that are looked at. */
  int MOST = 50;

  /** Keeps a rating; one of the same job is replaced. May be called more than once. */
  void rate(String tenant, String userId, Rated trip);

  /** The newest trips that were rated, the newest job first, at most {@link #MOST}; read consistently. */
  List<Rated> of(String tenant, String userId);

  /**
   * A trip that was rated.
   *
   * @param jobId of the job that planned it
   * @param rating 1 to 5
   * @param destinations names of places, empty when the job did not come that far
   * @param at when it was rated
   */
  record Rated(String jobId, int rating, List<String> destinations, Instant at) {
    public Rated {
      destinations = List.copyOf(destinations);
    }
  }
}
