package io.lotara.interleave;

import io.lotara.chat.TurnPlay;
import io.lotara.erasure.ErasurePlay;
import io.lotara.suggestion.WatchPlay;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every play there is, and every mutant. */
public final class InterleaveProof {
  private static final int LIMIT = 20_000_000;

  private InterleaveProof() {}

  /**
   * What a search came to.
   *
   * @param calls that real classes made
   * @param ends in which nobody lived, and from which all came to rest
   * @param seconds that it took, beside the others
   * @param finding what is wrong and a shortest way there
   */
  public record Searched(String name, int worlds, long calls, int ends, double seconds, Optional<String> finding) {}

  /**
   * What became of a mutant.
   *
   * @param finding the property that was broken first, or what else was found
   */
  public record Caught(String says, boolean caught, String finding) {}

  /** Searches every play. */
  public static List<Searched> plays() {
    return Stream.of(List.<Play<?>>of(WatchPlay.whole()), TurnPlay.whole(), ErasurePlay.whole()).flatMap(List::stream)
        .parallel()
        .map(
            play -> {
              long begun = System.nanoTime();
              Search.Result r = new Search<>(play).search(LIMIT);
              double seconds = (System.nanoTime() - begun) / 1e9;
              return new Searched(play.name(), r.worlds(), r.calls(), r.ends(), seconds, r.finding().map(Search.Finding::toString));
            })
        .toList();
  }

  /** Searches with each protection off. */
  public static List<Caught> mutants() {
    return Stream.of(WatchPlay.mutants(), TurnPlay.mutants(), ErasurePlay.mutants())
        .flatMap(List::stream)
        .parallel()
        .map(
            m -> {
              Optional<Search.Finding> finding = new Search<>(m.play()).search(LIMIT).finding();
              boolean caught = finding.filter(f -> f.property() == m.breaks()).isPresent();
              return new Caught(m.says(), caught, finding.map(f -> f.property().says()).orElse("nothing"));
            })
        .toList();
  }
}
