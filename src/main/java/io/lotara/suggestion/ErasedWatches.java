package io.lotara.suggestion;

import io.lotara.job.JobKey;
import io.lotara.job.UserData;
import jakarta.inject.Singleton;
import java.time.Clock;

/** A user's price watches. */
@Singleton
class ErasedWatches implements UserData {
  private final WatchStore watches;
  private final DeleteWatch deleteWatch;
  private final Clock clock;

  ErasedWatches(WatchStore watches, DeleteWatch deleteWatch, Clock clock) {
    this.watches = watches;
    this.deleteWatch = deleteWatch;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "watches";
  }

  /** A check that runs has read its watch before, and may make a job of a drop still. */
  @Override
  public boolean stop(JobKey erasure, String userId) {
    return erase(erasure, userId);
  }

  @Override
  public boolean erase(JobKey erasure, String userId) {
    return watches.forget(erasure.tenant(), userId, clock.instant(), deleteWatch::forgetKey);
  }
}
