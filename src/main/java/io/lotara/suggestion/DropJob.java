package io.lotara.suggestion;

import io.lotara.digest.Sha256;
import java.time.Instant;
import java.util.UUID;

/** The id of the job that a drop is owed: the same for the same drop, whoever computes it. */
final class DropJob {
  private DropJob() {}

  /** A UUID of version 7: the time of the drop, and in place of chance a hash of the watch and the drop's number. */
  static String id(WatchKey watch, int number, Instant at) {
    return Sha256.uuid(at, watch.tenant() + "\n" + watch.id() + "\n" + number).toString();
  }
}
