package io.lotara.job.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reducer in every world that can come about: workers that die between any two steps, messages that are lost, come twice or are set
 * aside, writes that arrive late or never, answers that are lost, time that passes at any moment, people who approve, refuse and cancel, a
 * provider that refuses, books, or books and does not answer.
 */
class ModelCheckTest {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCheckTest.class);
  private static final int LIMIT = 2_000_000;

  /** The other scopes, and the mutants that take longest, are checked by {@code mvn -Pprove}. */
  static Stream<Scope> smaller() {
    return Stream.of(Scope.KEYLESS, Scope.TOLD);
  }

  private static Explorer.Result check(Scope scope, Mutant mutant) {
    Explorer.Result result = new Explorer(scope, mutant).explore(LIMIT);
    LOG.info(
        "{}, {}: {} worlds, {} jobs, {} questions to the reducer, {} ends{}",
        scope.name(),
        mutant.says,
        result.worlds(),
        result.jobs(),
        result.questions(),
        result.rests(),
        result.finding() == null ? "" : "\n" + result.finding());
    return result;
  }

  @Test
  void aTripIsNeitherLostNorDoneTwiceNorStuck() {
    Explorer.Result result = check(Scope.MONEY, Mutant.NONE);
    assertNull(result.finding());
    assertTrue(result.worlds() >= 100_000, result.worlds() + " worlds are too few to mean anything");
  }

  @ParameterizedTest
  @MethodSource("smaller")
  void norIsAnythingElse(Scope scope) {
    Explorer.Result result = check(scope, Mutant.NONE);
    assertNull(result.finding());
    assertTrue(result.rests() > 1, "it ends in more than one way");
  }

  @ParameterizedTest
  @EnumSource(
      value = Mutant.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "NO_LEASE_CHECK", "FIRST_OUTPUT_SPEAKS", "UNDO_REMOVED_UNREAD"})
  void aProtectionThatIsSwitchedOffIsMissed(Mutant mutant) {
    Explorer.Finding finding = check(mutant.scope, mutant).finding();
    assertNotNull(finding, "nobody noticed that " + mutant.says);
    assertEquals(mutant.breaks, finding.property(), finding.toString());
  }
}
