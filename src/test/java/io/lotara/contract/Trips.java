package io.lotara.contract;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Trips that several tests look at and none changes; each is made once, by the service that runs. */
final class Trips {
  /** No bill is too high. */
  static final String UNLIMITED = "{\"approval\":{\"threshold\":1000000}}";

  private static final AtomicReference<String> COMPLETED = new AtomicReference<>();
  private static final AtomicReference<String> WAITING = new AtomicReference<>();
  private static final String TOKYO = "Plan a 7-day trip to Tokyo for two from Hanoi in mid April under $3000, I love food and temples";

  private Trips() {}

  /** The id of a completed trip. */
  static String completed() {
    return once(COMPLETED, () -> made(UNLIMITED, "completed"));
  }

  /** The id of a trip that waits for approval. */
  static String waiting() {
    return once(WAITING, Trips::newWaiting);
  }

  /** The id of a trip of one's own that waits for approval. */
  static String newWaiting() {
    return made("{}", "waiting_approval");
  }

  private static String made(String constraints, String status) {
    Http http = Service.http();
    String id = http.plan(TOKYO, constraints);
    http.poll(id, status);
    return id;
  }

  private static String once(AtomicReference<String> kept, Supplier<String> make) {
    return kept.updateAndGet(id -> id == null ? make.get() : id);
  }
}
