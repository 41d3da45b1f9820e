package io.lotara.bench.cost;

import io.lotara.local.LocalCloud;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Trips that are asked for one at a time, each counted by itself; all of a run have numbers of their own. */
final class Trips {
  private static final Duration LOOKS_EVERY = Duration.ofMillis(40);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final LocalCloud cloud;
  private final Jobs jobs;
  private final Meter meter;

  Trips(LocalCloud cloud, Jobs jobs, Meter meter) {
    this.cloud = cloud;
    this.jobs = jobs;
    this.meter = meter;
  }

  LocalCloud cloud() {
    return cloud;
  }

  Jobs jobs() {
    return jobs;
  }

  Meter meter() {
    return meter;
  }

  static int next() {
    return NEXT.getAndIncrement();
  }

  /** Waits until nothing is worked on, so that nothing of before is counted from now on. */
  void settle() throws InterruptedException {
    cloud.awaitIdle(PATIENCE);
    meter.take();
  }

  /** A trip from its request to its end, approved on the way or not. */
  void whole(boolean approval, Duration looksEvery) throws IOException, InterruptedException {
    String job = jobs.plan(next(), approval ? 1 : 1_000_000);
    String state = jobs.rest(job, looksEvery);
    if (approval) {
      if (!state.equals("waiting_approval")) {
        throw new IOException("a job is " + state + " and not waiting for approval");
      }
      jobs.approve(job);
      state = jobs.rest(job, looksEvery);
    }
    if (!state.equals("completed")) {
      throw new IOException("a job is " + state);
    }
  }

  /** A trip that waits for its approval. */
  String waiting() throws IOException, InterruptedException {
    String job = jobs.plan(next(), 1);
    rest(job);
    return job;
  }

  String rest(String job) throws IOException, InterruptedException {
    return jobs.rest(job, LOOKS_EVERY);
  }

  /** So many trips, one after the other. */
  Sample sample(int count, boolean approval) throws IOException, InterruptedException {
    Sample sample = new Sample();
    settle();
    for (int i = 0; i < count; i++) {
      whole(approval, LOOKS_EVERY);
      cloud.awaitIdle(PATIENCE);
      sample.add(meter.take());
    }
    return sample;
  }

  void warmUp(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      whole(true, LOOKS_EVERY);
    }
    settle();
  }

  /** Runs the schedule of a function, and waits for what it sets going. */
  void fire(String function) throws Exception {
    cloud.fire(cloud.scheduleIds().stream().filter(id -> id.startsWith(function)).findFirst().orElseThrow());
    cloud.awaitIdle(PATIENCE);
  }
}
