package io.lotara.suggestion;

import io.lotara.job.JobKey;
import io.lotara.job.UserData;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** A user's price watches. */
@Singleton
class ErasedWatches implements UserData {
  private final WatchStore watches;
  private final Clock clock;

  ErasedWatches(WatchStore watches, Clock clock) {
    this.watches = watches;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "watches";
  }

  @Override
  public boolean erase(JobKey erasure, String userId) {
    Instant now = clock.instant();
    boolean any = false;
    // The list may lag behind what was deleted a moment ago.
    for (Watch watch : watches.page(erasure.tenant(), userId, null, WatchStore.MOST).watches()) {
      any |= watches.delete(watch.key(), now);
    }
    return any;
  }
}
