package io.lotara.trip.agent;

import io.lotara.job.Job;
import io.lotara.job.Outputs;
import io.lotara.job.StoredOutput;
import io.lotara.trip.PastTrips;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** Remembers, for the traveller's next suggestions, where a trip went and how it was liked. */
@Singleton
public class RateTrip {
  private final PastTrips trips;
  private final Outputs outputs;
  private final JsonMapper json;

  public RateTrip(PastTrips trips, Outputs outputs, JsonMapper json) {
    this.trips = trips;
    this.outputs = outputs;
    this.json = json;
  }

  /** Keeps a rating of a job. May be called more than once; the last one stays. */
  public void rate(Job job, int rating, Instant at) {
    trips.rate(job.key().tenant(), job.userId(), new PastTrips.Rated(job.key().id(), rating, destinations(job), at));
  }

  private List<String> destinations(Job job) {
    if (!job.tasks().containsKey(TripAgent.INTAKE) || !job.task(TripAgent.INTAKE).state().ended()) {
      return List.of();
    }
    return outputs
        .get(job.key(), TripAgent.INTAKE, job.task(TripAgent.INTAKE).revision())
        .map(bytes -> StoredOutput.read(json, bytes).values().get(TripAgent.UNDERSTANDING))
        .map(node -> {
          try {
            TripRequest request = json.readValueFromTree(node, Argument.of(Understanding.class)).request();
            return request == null ? List.<String>of() : request.destinations().stream().map(TripRequest.Destination::name).toList();
          } catch (IOException e) {
            throw new UncheckedIOException("what was understood of a job cannot be read", e);
          }
        })
        .orElse(List.of());
  }
}
