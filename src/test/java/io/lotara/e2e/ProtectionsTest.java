package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each protection is needed: the very scenario that does no harm while it is on fails when it is off. */
@SharedCloud
class ProtectionsTest {
  private static final Map<Protection, Scenario> SCENARIOS = new EnumMap<>(Protection.class);

  static {
    SCENARIOS.put(Protection.OWED_SET, Scenarios::everySendIsLostOnce);
    SCENARIOS.put(Protection.VERSION, Scenarios::racingDecisions);
    SCENARIOS.put(Protection.OWN_WRITE, Scenarios::answersOfWritesAreLost);
    SCENARIOS.put(Protection.LEASE, WorkerScenarios::duplicateWhileRunning);
    SCENARIOS.put(Protection.ATTEMPT, WorkerScenarios::lateFailure);
    SCENARIOS.put(Protection.FAN_IN_MAP, WorkerScenarios::duplicateEndBeforeTheLast);
    SCENARIOS.put(Protection.OUTPUT_FIRST, WorkerScenarios::lateOutput);
    SCENARIOS.put(Protection.EFFECT_KEY, BookingScenarios::timeout);
    SCENARIOS.put(Protection.EFFECT_NOTED, BookingScenarios::cancelAfterCrash);
    SCENARIOS.put(Protection.AT_MOST_ONCE, BookingScenarios::timeoutWithoutKeys);
    SCENARIOS.put(Protection.COMPENSATION, BookingScenarios::cancelDuringACall);
    SCENARIOS.put(Protection.NOTICE, NoticeScenarios::everyNoticeIsLostOnce);
    SCENARIOS.put(Protection.APPROVAL_DEADLINE, Scenarios::approvalWrittenTooLate);
    SCENARIOS.put(Protection.PLAN_HASH, Scenarios::priceRises);
    SCENARIOS.put(Protection.IDEMPOTENCY_KEY, Scenarios::sameKeyManyTimes);
    SCENARIOS.put(Protection.PARTIAL_BATCH, WorkerScenarios::poisonInABatch);
    SCENARIOS.put(Protection.PARKING, WorkerScenarios::deadLetterIsKept);
    SCENARIOS.put(Protection.DEAD_LETTER, WorkerScenarios::deadLetterFailsItsJob);
    SCENARIOS.put(Protection.BOUNDED_ATTEMPTS, WorkerScenarios::agentAlwaysFails);
    SCENARIOS.put(Protection.JOB_DEADLINE, WorkerScenarios::nobodyWorks);
  }

  /** Something that can happen. */
  @FunctionalInterface
  private interface Scenario {
    void run(TestCloud cloud) throws Exception;
  }

  @Test
  void everyProtectionHasItsScenario() {
    assertEquals(EnumSet.allOf(Protection.class), SCENARIOS.keySet());
  }

  @ParameterizedTest
  @EnumSource
  void holdsWhileItIsOn(Protection protection, TestCloud cloud) throws Exception {
    SCENARIOS.get(protection).run(cloud);
  }

  @ParameterizedTest
  @EnumSource
  void failsWhenItIsOff(Protection protection, TestCloud cloud) {
    cloud.faults().switchOff(protection);
    AssertionError found = assertThrows(AssertionError.class, () -> SCENARIOS.get(protection).run(cloud));
    System.out.printf("without %s: %s%n", protection, String.valueOf(found.getMessage()).lines().findFirst().orElse(""));
  }
}
