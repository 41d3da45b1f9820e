package io.lotara.bench.cost;

import io.lotara.bench.Reaches;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** What a poll uses, of everything that a job is counted by, and what a million of them cost. */
final class Polls {
  private static final int POLLS = 50;
  private static final double MOST_READS = 1;

  private final Trips trips;
  private final Deployed deployed;
  private final Prices prices;
  private final Reaches reaches;

  Polls(Trips trips, Deployed deployed, Prices prices, Reaches reaches) {
    this.trips = trips;
    this.deployed = deployed;
    this.prices = prices;
    this.reaches = reaches;
  }

  void measure() throws Exception {
    Jobs jobs = trips.jobs();
    Map<String, Usage> kinds = new LinkedHashMap<>();
    trips.cloud().pause();
    String fresh = jobs.plan(Trips.next(), 1);
    kinds.put("without outputs", one(() -> jobs.status(fresh)));
    long version = jobs.status(fresh).path("version").asLong();
    kinds.put("unchanged (304)", one(() -> unchanged(fresh, version)));
    trips.cloud().resume();
    trips.rest(fresh);
    kinds.put("with outputs", one(() -> jobs.status(fresh)));
    long rests = jobs.status(fresh).path("version").asLong();
    kinds.put("with outputs, unchanged", one(() -> unchanged(fresh, rests)));
    kinds.forEach((kind, poll) -> {
      System.out.printf(Locale.ROOT, "  A poll %s: %.2f read units, %.2f write units, %.2f SQS requests, %.2f invocations, %.1f GB-ms%n",
          kind, poll.reads(), poll.writes(), poll.sqs(), poll.invocations(), 1000 * poll.gigabyteSeconds());
      new Bill(prices, poll, 1e6, deployed.traced()).print("a million");
      reaches.atMost("write units and SQS requests of a poll " + kind, poll.writes() + poll.sqs(), 0);
    });
    reaches.atMost("read units of a poll without outputs", kinds.get("without outputs").reads(), MOST_READS);
    reaches.atMost("read units of a poll that ends in 304", kinds.get("unchanged (304)").reads(), MOST_READS);
  }

  private int unchanged(String job, long version) throws IOException, InterruptedException {
    int status = trips.jobs().unchanged(job, version);
    if (status != 304) {
      throw new IOException("a poll that names the version was answered " + status);
    }
    return status;
  }

  /** The mean of several polls, after one that does not count. */
  Usage one(Callable<?> poll) throws Exception {
    poll.call();
    trips.settle();
    for (int i = 0; i < POLLS; i++) {
      poll.call();
    }
    return Usage.of(trips.meter().take(), deployed, Usage::polling).divided(POLLS);
  }
}
