package io.lotara.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.chat.TurnPlay;
import io.lotara.suggestion.WatchPlay;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real classes in every interleaving, and each protection that they rest on, switched off. */
class InterleaveTest {
  private static final Logger LOG = LoggerFactory.getLogger(InterleaveTest.class);
  private static final int LIMIT = 3_000_000;

  /** The larger plays, and erasures, are searched by {@code mvn -Pprove}. */
  static Stream<Play<?>> plays() {
    return Stream.of(TurnPlay.whole().getFirst());
  }

  static Stream<Mutant> mutants() {
    return Stream.of(WatchPlay.mutants(), TurnPlay.mutants()).flatMap(List::stream);
  }

  private static Search.Result search(Play<?> play) {
    long begun = System.nanoTime();
    Search.Result result = new Search<>(play).search(LIMIT);
    LOG.info("{}: {} in {} ms", play.name(), result, (System.nanoTime() - begun) / 1_000_000);
    return result;
  }

  @ParameterizedTest
  @MethodSource("plays")
  void nothingIsLostTwiceOrStuck(Play<?> play) {
    Search.Result result = search(play);
    assertEquals(Optional.empty(), result.finding());
    assertTrue(result.ends() > 10, "it ends in more than one way");
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aProtectionThatIsSwitchedOffIsMissed(Mutant mutant) {
    Search.Finding finding = search(mutant.play()).finding().orElseThrow(() -> new AssertionError("nobody noticed that " + mutant.says()));
    assertEquals(mutant.breaks(), finding.property(), finding.toString());
  }
}
