package io.lotara.bench.cost;

import io.lotara.bench.Reaches;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jobs with a past, next to young ones: whether age costs anything. */
final class Old {
  private static final String SWEEPER = "SweeperHandler";

  /** One more, and a job is given up as not understood. */
  private static final int ANSWERS = 3;

  private final Trips trips;
  private final Polls polls;
  private final Reaches reaches;

  Old(Trips trips, Polls polls, Reaches reaches) {
    this.trips = trips;
    this.polls = polls;
    this.reaches = reaches;
  }

  /** Jobs that wait for their approval for most of the day that it may take, next to those that are approved at once. */
  void measure(int count, Sample young) throws Exception {
    // Jobs that were left waiting by an earlier table lapse first, and what belongs to them is given its time, so that none of it is counted here.
    for (int i = 0; i < 2; i++) {
      trips.fire(SWEEPER);
      trips.cloud().clock().advance(Duration.ofMinutes(2));
    }
    trips.fire(SWEEPER);
    trips.settle();
    List<String> old = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // One at a time, as those that it is compared with.
      old.add(trips.waiting());
    }
    // After half of the time the person is reminded.
    for (Duration later : List.of(Duration.ofHours(12), Duration.ofHours(11))) {
      trips.cloud().clock().advance(later);
      trips.fire(SWEEPER);
    }
    for (String job : old) {
      trips.jobs().approve(job);
      String state = trips.rest(job);
      if (!state.equals("completed")) {
        throw new IOException("an old job is " + state);
      }
    }
    trips.cloud().awaitIdle(Duration.ofSeconds(30));
    Map<String, Double> sums = trips.meter().take();
    sums.replaceAll((name, sum) -> sum / count);
    System.out.printf(Locale.ROOT,
        "  The same, approved after 23 hours and a reminder: %.1f write units (%.1f at once), %.1f read units (%.1f), %.1f SQS requests (%.1f)%n",
        Sample.WRITES.applyAsDouble(sums), young.mean(Sample.WRITES), Sample.READS.applyAsDouble(sums), young.mean(Sample.READS),
        Sample.REQUESTS.applyAsDouble(sums), young.mean(Sample.REQUESTS));
    // The reminder is one write that young jobs do not have, however old a job gets.
    double reminder = sums.getOrDefault(SWEEPER + " write units", 0.0);
    System.out.printf(Locale.ROOT, "    of these %.1f write units for the reminder; the sweeps took %.1f ms for each that they looked at%n", reminder,
        sums.getOrDefault(SWEEPER + " ms", Double.NaN));
    reaches.within("write units of a trip approved after 23 hours, but for the reminder, and at once",
        Sample.WRITES.applyAsDouble(sums) - reminder, young.mean(Sample.WRITES), CostBench.CONSTANT);
    polled(old.getFirst());
  }

  /** Polls of a job that was asked again and again, and of one that was over long ago. */
  private void polled(String ended) throws Exception {
    Jobs jobs = trips.jobs();
    String asked = jobs.unclear(Trips.next());
    trips.rest(asked);
    double fresh = polls.one(() -> jobs.status(asked)).reads();
    long version = jobs.status(asked).path("version").asLong();
    for (int i = 0; i < ANSWERS; i++) {
      jobs.answer(asked);
      trips.rest(asked);
    }
    trips.cloud().clock().advance(Duration.ofHours(20));
    double old = polls.one(() -> jobs.status(asked)).reads();
    long grown = jobs.status(asked).path("version").asLong();
    long known = jobs.status(ended).path("version").asLong();
    double before = polls.one(() -> jobs.unchanged(ended, known)).reads();
    trips.cloud().clock().advance(Duration.ofDays(25));
    double after = polls.one(() -> jobs.unchanged(ended, known)).reads();
    System.out.printf(Locale.ROOT,
        "  A poll without outputs, read units: %.2f at version %d, %.2f at version %d, %d questions and 20 hours later;"
            + " unchanged (304) %.2f at the end of a trip, %.2f 25 days later%n",
        fresh, version, old, grown, ANSWERS, before, after);
    reaches.within("a poll of a job that was asked again and again", old, fresh, CostBench.CONSTANT);
    reaches.within("a poll of a job that was over long ago", after, before, CostBench.CONSTANT);
  }
}
