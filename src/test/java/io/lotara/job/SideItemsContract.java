package io.lotara.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of outputs, keys, parked messages and feedback must do, whatever it is made of. */
abstract class SideItemsContract {

  private static final Instant UNTIL = JobScript.START.plus(Duration.ofDays(32));

  /** The port, as the store under test provides it. */
  protected abstract <T> T port(Class<T> type);

  /** A key that no other test uses. */
  protected static JobKey newKey() {
    return new JobKey("acme", UUID.randomUUID().toString());
  }

  @Test
  void theFirstOutputStays() throws Exception {
    Outputs outputs = port(Outputs.class);
    JobKey key = newKey();
    assertEquals(Optional.empty(), outputs.get(key, "flights", 1));
    List<String> stored =
        atOnce(8, i -> new String(outputs.putFirst(key, "flights", 1, ("{\"by\":" + i + "}").getBytes(UTF_8), UNTIL), UTF_8));
    assertEquals(1, Set.copyOf(stored).size(), "all are told the same: " + stored);
    assertEquals(stored.getFirst(), new String(outputs.get(key, "flights", 1).orElseThrow(), UTF_8));
  }

  @Test
  void outputsAreKeptByStepAndRevision() {
    Outputs outputs = port(Outputs.class);
    JobKey key = newKey();
    byte[] large = ("{\"x\":\"" + "Hội An ".repeat(200_000) + "\"}").getBytes(UTF_8);
    outputs.putFirst(key, "flights", 1, "{}".getBytes(UTF_8), UNTIL);
    outputs.putFirst(key, "flights", 2, large, UNTIL);
    outputs.putFirst(key, "day_plan", 1, "{\"a\":null}".getBytes(UTF_8), null);
    Map<Outputs.Ref, byte[]> all = outputs.all(key);
    assertEquals(
        Set.of(new Outputs.Ref("flights", 1), new Outputs.Ref("flights", 2), new Outputs.Ref("day_plan", 1)),
        all.keySet());
    assertArrayEquals(large, all.get(new Outputs.Ref("flights", 2)));
    assertEquals(Map.of(), outputs.all(newKey()));
  }

  @Test
  void aKeyIsTakenByOne() throws Exception {
    IdempotencyKeys keys = port(IdempotencyKeys.class);
    String key = "k" + UUID.randomUUID();
    List<IdempotencyKeys.Taken> taken =
        atOnce(16, i -> keys.take("acme", "plan", key, "fp", "job-" + i, JobScript.START.plusMillis(i)));
    assertEquals(1, Set.copyOf(taken).size(), "all are told the same: " + taken);
  }

  @Test
  void aKeyBelongsToItsTenantAndScopeForADay() {
    IdempotencyKeys keys = port(IdempotencyKeys.class);
    String key = "k" + UUID.randomUUID() + "~".repeat(90);
    Instant now = JobScript.START;
    IdempotencyKeys.Taken first = keys.take("acme", "plan", key, "fp", "job-1", now);
    assertEquals(new IdempotencyKeys.Taken("fp", "job-1", now), first);
    assertEquals("job-2", keys.take("other", "plan", key, "fp", "job-2", now).jobId());
    assertEquals("job-3", keys.take("acme", "watch", key, "fp", "job-3", now).jobId());
    Instant nearly = now.plus(Duration.ofHours(24));
    assertEquals(first, keys.take("acme", "plan", key, "other", "job-4", nearly));
    Instant later = nearly.plusMillis(1);
    assertEquals(
        new IdempotencyKeys.Taken("other", "job-5", later), keys.take("acme", "plan", key, "other", "job-5", later));
    keys.forget("acme", "plan", key, "job-1");
    assertEquals("job-5", keys.take("acme", "plan", key, "other", "job-6", later).jobId(), "it stands for another job by now");
    keys.forget("acme", "plan", key, "job-5");
    keys.forget("acme", "plan", key, "job-5");
    assertEquals("job-6", keys.take("acme", "plan", key, "other", "job-6", later).jobId());
  }

  @Test
  void aMessageIsParkedOnceAndItsRedriveNoted() {
    Parking parking = port(Parking.class);
    String id = UUID.randomUUID().toString();
    Parking.Parked first = new Parking.Parked(id, "not json \u0001", "why", JobScript.START, null);
    parking.redriven(id, JobScript.START);
    assertEquals(Optional.empty(), parking.find(id), "what is not kept is not made by a note of it");
    parking.park(first);
    parking.park(new Parking.Parked(id, "not json \u0001", "why not", JobScript.START.plusSeconds(9), null));
    assertEquals(Optional.of(first), parking.find(id));
    parking.redriven(id, JobScript.START.plusSeconds(60));
    parking.park(first);
    assertEquals(
        Optional.of(new Parking.Parked(id, first.body(), "why", JobScript.START, JobScript.START.plusSeconds(60))),
        parking.find(id));
  }

  private static Job job(String tenant, Instant at) {
    JobKey key = new JobKey(tenant, UUID.randomUUID().toString());
    return new JobReducer(Timing.standard()).start(key, "trip", "ada", Mode.REACTIVE, JobScript.TRIP, JobScript.POLICY, at);
  }

  private static FeedbackStore.Feedback feedback(int rating, String comment) {
    return new FeedbackStore.Feedback(rating, comment, List.of("hotel", "food"), List.of(), JobScript.START);
  }

  @Test
  void feedbackIsReplaced() {
    FeedbackStore store = port(FeedbackStore.class);
    Job job = job("acme", JobScript.START);
    assertEquals(Optional.empty(), store.get(job.key()));
    FeedbackStore.Feedback first = feedback(5, "good");
    store.put(job, first, UNTIL);
    assertEquals(Optional.of(first), store.get(job.key()));
    FeedbackStore.Feedback second = new FeedbackStore.Feedback(1, null, List.of(), List.of("price"), JobScript.START);
    store.put(job, second, null);
    assertEquals(Optional.of(second), store.get(job.key()));
  }

  @Test
  void feedbackIsListedByTheMonthOfItsJob() {
    FeedbackStore store = port(FeedbackStore.class);
    String tenant = "t-" + UUID.randomUUID();
    YearMonth april = YearMonth.of(2026, 4);
    assertEquals(new FeedbackStore.Listing(List.of(), null), store.given(tenant, april, null, 10));
    List<Job> jobs = Stream.of(0, 1, 2).map(s -> job(tenant, JobScript.START.plusSeconds(s))).toList();
    Job may = job(tenant, Instant.parse("2026-05-01T00:00:00Z"));
    List.of(may, jobs.get(2), jobs.get(0), jobs.get(1), job("other", JobScript.START)).forEach(j -> store.put(j, feedback(5, "first"), UNTIL));
    store.put(jobs.get(1), feedback(2, "second"), UNTIL);
    FeedbackStore.Listing first = store.given(tenant, april, null, 2);
    assertEquals(
        List.of(
            new FeedbackStore.Given(jobs.get(0).key(), feedback(5, "first")),
            new FeedbackStore.Given(jobs.get(1).key(), feedback(2, "second"))),
        first.given());
    FeedbackStore.Listing rest = store.given(tenant, april, first.next(), 2);
    assertEquals(List.of(new FeedbackStore.Given(jobs.get(2).key(), feedback(5, "first"))), rest.given());
    assertEquals(null, rest.next());
    assertEquals(1, store.given(tenant, YearMonth.of(2026, 5), null, 10).given().size());
  }

  @Test
  void noMoreAreHeldThanThereArePlaces() throws Exception {
    StreamSlots slots = port(StreamSlots.class);
    // A moment of its own, in which whatever other tests have left is free again.
    Instant now = Instant.parse("2040-01-01T00:00:00Z").plusSeconds(newKey().id().hashCode());
    Instant until = now.plusSeconds(35);
    assertEquals(Optional.empty(), slots.take(0, now, until));
    List<Optional<StreamSlots.Slot>> taken = atOnce(16, i -> slots.take(3, now, until));
    List<StreamSlots.Slot> held = taken.stream().flatMap(Optional::stream).toList();
    assertEquals(3, held.size(), "each of three was found by somebody");
    assertEquals(3, held.stream().map(StreamSlots.Slot::number).distinct().count());
    assertEquals(Optional.empty(), slots.take(3, now.plusSeconds(34), until));
    slots.free(held.getFirst());
    slots.free(held.getFirst());
    StreamSlots.Slot next = slots.take(3, now, until).orElseThrow();
    assertEquals(held.getFirst().number(), next.number());
    slots.free(held.getFirst());
    assertEquals(Optional.empty(), slots.take(3, now, until), "who gives back late gives back nothing");
    List<Optional<StreamSlots.Slot>> later = atOnce(4, i -> slots.take(3, until, until.plusSeconds(35)));
    assertEquals(3, later.stream().flatMap(Optional::stream).count(), "whoever died gives way");
  }

  /** Runs a task many times at the same moment. */
  protected static <T> List<T> atOnce(int threads, Function<Integer, T> task) throws Exception {
    CountDownLatch ready = new CountDownLatch(threads);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        calls.add(
            () -> {
              ready.countDown();
              ready.await();
              return task.apply(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
