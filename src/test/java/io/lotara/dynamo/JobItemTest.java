package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.job.Answer;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobScript;
import io.lotara.job.JobState;
import io.lotara.job.JobStore;
import io.lotara.job.StepFacts;
import io.lotara.job.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a job costs: its item, and when it goes. */
class JobItemTest {
  private static final int LIMIT = 4096;
  private static TestTable table;
  private final JobItemCodec codec = table.bean(JobItemCodec.class);

  @BeforeAll
  static void open() throws Exception {
    table = new TestTable();
  }

  @AfterAll
  static void close() throws Exception {
    table.close();
  }

  private JobScript script() {
    return new JobScript(new JobKey("acme", UUID.randomUUID().toString()), JobScript.TRIP, Timing.standard());
  }

  /** Writes a job of any version and reads it back. */
  private Job roundTrip(Job job) {
    table.client().putItem(r -> r.tableName(table.name()).item(codec.write(job, "op", null)));
    return table.bean(JobStore.class).read(job.key()).orElseThrow();
  }

  /** As DynamoDB counts: names and values in UTF-8; a number about two digits a byte. */
  private static int size(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(
            e ->
                e.getKey().length()
                    + switch (e.getValue().type()) {
                      case S -> e.getValue().s().getBytes(StandardCharsets.UTF_8).length;
                      case N -> (e.getValue().n().length() + 1) / 2 + 1;
                      case B -> e.getValue().b().asByteArray().length;
                      default -> throw new AssertionError("a job item holds text, numbers and what is packed: " + e);
                    })
        .sum();
  }

  private static StepFacts found(String... keys) {
    return StepFacts.found(0.87, List.of(keys));
  }

  /**
   * A trip that asked, was answered, took two attempts at each search, was approved, priced and approved anew, and
   * booked five things.
   */
  private JobScript eventful() {
    JobScript s = script().claim("intake");
    s.move(
        new JobEvent.StepAsks(
            "intake", 1, 1, "destination", "Which of these do you mean?", List.of("Santiago de Chile", "Santiago de Cuba")));
    s.pass(Duration.ofMinutes(3)).move(new JobEvent.Answered(new Answer("Santiago de Chile", null)));
    s.run("intake", found("understood"));
    for (String step : List.of("flights", "stays", "activities")) {
      s.claim(step).move(s.failed(step, true));
      s.pass(Duration.ofSeconds(4)).run(step, found(step.equals("stays") ? "hotels" : step));
    }
    s.run("itinerary", found("itinerary", "cost", "alternatives"));
    s.run("review", JobScript.bill("4127.36", "3000", "b7e23ec29af22b0b4e41da31e868d57226121c84", false));
    String notes = "Looks good; please keep the aisle seats and the quiet room at the back.";
    s.pass(Duration.ofMinutes(40)).move(new JobEvent.Decided(true, null, notes));
    s.run("execution", JobScript.bill("4390.10", "3000", "4e07408562bedb8b60ce05c1decfe3ad16b72230", true));
    s.pass(Duration.ofMinutes(50)).move(new JobEvent.Decided(true, null, notes));
    s.claim("execution");
    s.move(new JobEvent.EffectsNoted("execution", 2, 1, effects(EffectState.INTENDED)));
    s.move(s.done("execution", JobScript.booked(effects(EffectState.BOOKED))));
    return s;
  }

  private static Map<String, Effect> effects(EffectState state) {
    Map<String, Effect> effects = new LinkedHashMap<>();
    for (String item : List.of("flight_out", "flight_back", "stay_1", "stay_2", "rail_pass")) {
      String key = "0196b3a0-0000-7000-8000-000000000001:" + item + ":b7e23ec2";
      effects.put(item, new Effect("duffel", key, state, state == EffectState.BOOKED ? "ord_0000A3tQcCRZ9R8OY0QlxA" : null));
    }
    return effects;
  }

  @Test
  void anEventfulTripFitsIntoFourKilobytes() {
    Job job = eventful().job;
    assertEquals(JobState.COMPLETED, job.state());
    assertEquals(job, roundTrip(job));
    int size = size(codec.write(job, UUID.randomUUID().toString(), job.completedAt()));
    assertTrue(size < LIMIT, "the item has " + size + " bytes");
  }

  @Test
  void anOrdinaryTripNeverNeedsMoreThanOneWriteUnit() {
    JobScript s = script();
    List<String> steps = List.of("intake", "flights", "stays", "activities", "itinerary", "review", "execution");
    for (String step : steps) {
      s.pass(Duration.ofMillis(731)).claim(step);
      fitsOneUnit(s);
      s.pass(Duration.ofMillis(412));
      s.move(s.done(step, step.equals("review") ? JobScript.bill("4127.36", "3000", "b7e23ec29af22b0b4e41da31e868d57226121c84", false) : found(step)));
      fitsOneUnit(s);
      if (step.equals("review")) {
        s.pass(Duration.ofMinutes(40)).move(new JobEvent.Decided(true, null, null));
        fitsOneUnit(s);
      }
    }
    assertEquals(JobState.COMPLETED, s.job.state());
  }

  private void fitsOneUnit(JobScript s) {
    int size = size(codec.write(s.job, UUID.randomUUID().toString(), s.job.completedAt()));
    assertTrue(size <= 1024, "version " + s.job.version() + " has " + size + " bytes");
  }

  /** Jobs that were in flight when packing came are written as they were then. */
  @Test
  void anItemThatIsNotPackedIsReadToo() {
    Job job = eventful().job;
    Map<String, AttributeValue> packed = codec.write(job, "op", null);
    assertTrue(packed.containsKey(PackedItem.PACKED) && !packed.containsKey("plan"));
    Map<String, AttributeValue> before = PackedItem.unpack(packed);
    assertTrue(before.containsKey("plan") && !before.containsKey(PackedItem.PACKED));
    assertEquals(job, codec.read(before));
  }

  @Test
  void everyStateOnTheWayIsReadAsItWasWritten() {
    JobScript s = script();
    assertEquals(s.job, roundTrip(s.job));
    s.claim("intake");
    assertEquals(s.job, roundTrip(s.job));
    s.move(new JobEvent.StepAsks("intake", 1, 1, null, "Wohin soll’s gehen? \"東京\"", List.of("東京", "Hà Nội")));
    assertEquals(s.job, roundTrip(s.job));
    s.move(new JobEvent.Answered(new Answer(null, "{}")));
    s.run("intake", "flights", "stays").claim("activities");
    s.move(s.failed("activities", false));
    assertEquals(s.job, roundTrip(s.job));
    s.run("itinerary").run("review", JobScript.bill("2000.01", null, "h", false));
    assertEquals(JobState.WAITING_APPROVAL, s.job.state());
    assertEquals(s.job, roundTrip(s.job));
    s.move(new JobEvent.Decided(true, "h", null));
    s.claim("execution");
    s.move(new JobEvent.EffectsNoted("execution", 1, 1, effects(EffectState.NOT_BOOKED)));
    assertEquals(s.job, roundTrip(s.job));
    s.move(s.done("execution", JobScript.bill("2300", null, "h2", true)));
    assertEquals(List.of("cost_over_threshold", "price_changed"), s.job.approval().reasons());
    assertEquals(s.job, roundTrip(s.job));
    s.pass(Duration.ofDays(1)).move(new JobEvent.Swept());
    assertEquals(JobState.CANCELLED, s.job.state());
    assertEquals(s.job, roundTrip(s.job));
  }

  @Test
  void aFailedJobIsReadAsItWasWritten() {
    JobScript s = script().claim("intake");
    s.move(
        new JobEvent.StepFailed(
            "intake", 1, 1, "INFEASIBLE", "x".repeat(600), "{\"a\":1}", false, Duration.ZERO));
    assertEquals(s.job, roundTrip(s.job));
  }

  @Test
  void everyTaskMayHaveNoConfidence() {
    JobScript s = script();
    s.run("intake", new StepFacts(null, List.of(), false, null, null, false, Map.of()));
    assertEquals(s.job, roundTrip(s.job));
  }

  private Map<String, AttributeValue> stored(JobKey key) {
    return table
        .client()
        .getItem(r -> r.tableName(table.name()).key(new ItemKey.JobItem(key).attributes()))
        .item();
  }

  @Test
  void aJobIsInTheIndexUntilItsEndAndGoesOnlyAfterIt() {
    JobStore jobs = table.bean(JobStore.class);
    JobScript s = script();
    jobs.create(s.job, new byte[] {1});
    for (String step : List.of("intake", "flights", "stays", "activities", "itinerary", "review")) {
      open(jobs, s, new JobEvent.Claimed(step, 1));
      open(jobs, s, s.done(step, step.equals("review") ? JobScript.bill("9000", null, "h", false) : found(step)));
    }
    assertTrue(stored(s.job.key()).containsKey(JobItemCodec.DECIDE_BY));
    open(jobs, s, new JobEvent.Decided(true, null, null));
    assertFalse(stored(s.job.key()).containsKey(JobItemCodec.DECIDE_BY));
    open(jobs, s, new JobEvent.Claimed("execution", 1));
    open(jobs, s, new JobEvent.EffectsNoted("execution", 1, 1, effects(EffectState.INTENDED)));
    assertTrue(jobs.write(s.move(new JobEvent.CancelRequested("user")), UUID.randomUUID().toString(), s.now));
    Instant end = s.now.plus(Timing.standard().retention());
    assertGone(s, end);
    // What is settled later neither puts it back into the index nor moves its time.
    s.pass(Duration.ofHours(1));
    assertTrue(
        jobs.write(
            s.move(new JobEvent.EffectsSettled(effects(EffectState.COMPENSATED))), UUID.randomUUID().toString(), s.now));
    assertGone(s, end);
  }

  private void open(JobStore jobs, JobScript s, JobEvent event) {
    assertTrue(jobs.write(s.move(event), UUID.randomUUID().toString(), s.now));
    Map<String, AttributeValue> item = stored(s.job.key());
    assertNull(item.get(JobItemCodec.TTL), "after " + event);
    assertTrue(item.containsKey(DueIndex.AT) && item.containsKey(DueIndex.SHARD), "after " + event);
  }

  private void assertGone(JobScript s, Instant end) {
    Map<String, AttributeValue> item = stored(s.job.key());
    assertEquals(Long.toString(end.getEpochSecond()), item.get(JobItemCodec.TTL).n());
    assertFalse(item.containsKey(DueIndex.AT) || item.containsKey(DueIndex.SHARD));
  }
}
