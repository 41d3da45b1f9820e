package io.lotara.dynamo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.dynamo.Faults.Fault;
import io.lotara.job.Answer;
import io.lotara.job.Decision;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobScript;
import io.lotara.job.JobStore;
import io.lotara.job.Outputs;
import io.lotara.job.Timing;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The adapters when the store is slow, broken or out of reach, or does what it was asked and its answer is lost. */
class DynamoFaultsTest {
  private static final Faults FAULTS = new Faults();
  private static TestTable table;
  private final JobStore jobs = table.bean(JobStore.class);

  @BeforeAll
  static void open() throws Exception {
    table = new TestTable(FAULTS);
  }

  @AfterAll
  static void close() throws Exception {
    table.close();
  }

  @AfterEach
  void heal() {
    FAULTS.none();
  }

  private static JobKey newKey() {
    return new JobKey("acme", UUID.randomUUID().toString());
  }

  private JobScript created() {
    JobScript script = new JobScript(newKey(), JobScript.TRIP, Timing.standard());
    jobs.create(script.job, new byte[] {1});
    FAULTS.requests();
    return script;
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aWriteIsAppliedOnceWhateverBecomesOfItsFirstAttempt(Fault fault) {
    JobScript script = created();
    Decision.Next next = script.move(new JobEvent.Claimed("intake", 1));
    FAULTS.then(fault);
    assertTrue(jobs.write(next, id(), script.now));
    assertEquals(List.of("PutItemRequest", "PutItemRequest"), FAULTS.requests());
    assertEquals(Optional.of(next.job()), jobs.read(script.job.key()));
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "THROTTLED")
  void aTransactionIsAppliedOnceWhateverBecomesOfItsFirstAttempt(Fault fault) {
    JobScript script = created();
    assertTrue(jobs.write(script.move(new JobEvent.Claimed("intake", 1)), id(), script.now));
    assertTrue(
        jobs.write(
            script.move(new JobEvent.StepAsks("intake", 1, 1, null, "Where to?", List.of())), id(), script.now));
    Decision.Next next = script.move(new JobEvent.Answered(new Answer("Tokyo", null)));
    FAULTS.requests();
    FAULTS.then(fault);
    assertTrue(jobs.write(next, id(), script.now));
    assertEquals(List.of("TransactWriteItemsRequest", "TransactWriteItemsRequest"), FAULTS.requests());
    assertEquals(Optional.of(next.job()), jobs.read(script.job.key()));
    assertEquals(List.of(new Answer("Tokyo", null)), jobs.answers(script.job.key()));
  }

  @Test
  void aTransactionIsKnownAgainWhenTheStoreHasForgottenItsToken() {
    JobScript script = created();
    jobs.write(script.move(new JobEvent.Claimed("intake", 1)), id(), script.now);
    jobs.write(
        script.move(new JobEvent.StepAsks("intake", 1, 1, null, "Where to?", List.of())), id(), script.now);
    Decision.Next next = script.move(new JobEvent.Answered(new Answer("Tokyo", null)));
    // As if it had been written ten minutes ago: the item is there, the token is not.
    table
        .client()
        .putItem(
            r -> r.tableName(table.name()).item(table.bean(JobItemCodec.class).write(next.job(), "op-9", null)));
    assertTrue(jobs.write(next, "op-9", script.now));
  }

  @Test
  void aTransactionThatIsThrottledIsUnavailableAndOneInConflictHasLost() {
    JobScript script = created();
    jobs.write(script.move(new JobEvent.Claimed("intake", 1)), id(), script.now);
    jobs.write(
        script.move(new JobEvent.StepAsks("intake", 1, 1, null, "Where to?", List.of())), id(), script.now);
    Decision.Next next = script.move(new JobEvent.Answered(new Answer("Tokyo", null)));
    FAULTS.cancels("None", "ThrottlingError");
    assertThrows(JobStore.Unavailable.class, () -> jobs.write(next, id(), script.now));
    FAULTS.cancels("TransactionConflict", "None");
    assertFalse(jobs.write(next, id(), script.now));
    assertTrue(jobs.write(next, id(), script.now));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatLastsIsUnavailable(Fault fault) {
    JobScript script = created();
    Decision.Next next = script.move(new JobEvent.Claimed("intake", 1));
    FAULTS.then(fault, fault, fault);
    if (fault == Fault.ANSWER_LOST) {
      // The second attempt meets the first one's write: its answer is a plain refusal, and lost too.
      assertThrows(JobStore.Unavailable.class, () -> jobs.write(next, "op-1", script.now));
      assertTrue(jobs.write(next, "op-1", script.now), "doing it again is safe");
    } else {
      assertThrows(JobStore.Unavailable.class, () -> jobs.write(next, "op-1", script.now));
      assertEquals(1, jobs.read(script.job.key()).orElseThrow().version());
    }
    assertEquals(0, FAULTS.left());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NOT_SENT", "THROTTLED", "BROKEN"})
  void aReadThatFailsIsNotAMiss(Fault fault) {
    JobKey key = created().job.key();
    FAULTS.then(fault, fault, fault);
    assertThrows(JobStore.Unavailable.class, () -> jobs.read(key));
    assertTrue(jobs.read(key).isPresent());
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "THROTTLED")
  void whatIsWrittenOnceIsOursWhenTheAnswerWasLost(Fault fault) {
    FAULTS.then(fault);
    JobScript script = new JobScript(newKey(), JobScript.TRIP, Timing.standard());
    assertEquals(script.job, jobs.create(script.job, new byte[] {1}));
    FAULTS.then(fault);
    byte[] output = "{\"mine\":1}".getBytes(UTF_8);
    assertEquals(
        "{\"mine\":1}", new String(table.bean(Outputs.class).putFirst(script.job.key(), "flights", 1, output, null), UTF_8));
    FAULTS.then(fault);
    IdempotencyKeys.Taken taken =
        table.bean(IdempotencyKeys.class).take("acme", "plan", id(), "fp", "job-1", JobScript.START);
    assertEquals(new IdempotencyKeys.Taken("fp", "job-1", JobScript.START), taken);
  }
}
