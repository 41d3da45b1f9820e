package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotara.job.JobStore;
import io.lotara.suggestion.WatchStore;
import io.lotara.suggestion.WatchStoreContract;
import io.lotara.trip.PastTrips;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Watches, and trips that were rated, in the table. */
class DynamoWatchTest extends WatchStoreContract {
  private static TestTable table;

  @BeforeAll
  static void open() throws Exception {
    table = new TestTable();
  }

  @AfterAll
  static void close() throws Exception {
    table.close();
  }

  @Override
  protected WatchStore store() {
    return table.bean(WatchStore.class);
  }

  @Test
  void theSweepersShardsHoldNoWatch() {
    store().create(watch("ada", Instant.EPOCH));
    JobStore jobs = table.bean(JobStore.class);
    for (int shard = 0; shard < jobs.shards(); shard++) {
      assertEquals(List.of(), jobs.due(shard, Instant.parse("2100-01-01T00:00:00Z"), null).entries());
    }
  }

  @Test
  void ratingsAreFoundByTheirUser() {
    PastTrips trips = table.bean(PastTrips.class);
    Instant at = Instant.parse("2027-01-10T10:00:00Z");
    PastTrips.Rated first = new PastTrips.Rated("0193-a", 2, List.of("Hue"), at);
    PastTrips.Rated second = new PastTrips.Rated("0193-b", 5, List.of("Rome", "Paris"), at);
    trips.rate("acme", "Ngô Ái", first);
    trips.rate("acme", "Ngô Ái", second);
    trips.rate("acme", "Ngo Ai", first);
    PastTrips.Rated changed = new PastTrips.Rated("0193-a", 4, List.of("Hue"), at.plusSeconds(1));
    trips.rate("acme", "Ngô Ái", changed);
    assertEquals(List.of(second, changed), trips.of("acme", "Ngô Ái"));
    assertEquals(List.of(), trips.of("others", "Ngô Ái"));
  }
}
