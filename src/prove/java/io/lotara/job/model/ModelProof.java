package io.lotara.job.model;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The model check with every scope there is and every mutant; the tests have room for a part of them. */
public final class ModelProof {
  private static final int LIMIT = 20_000_000;

  private ModelProof() {}

  /**
   * What the check of a scope came to.
   *
   * @param works what the reducer did
   * @param finding what is wrong and a shortest way there
   */
  public record Checked(String name, int worlds, int jobs, int questions, int ends, Set<String> works, Optional<String> finding) {}

  /**
   * What became of a mutant.
   *
   * @param finding the property that was broken first, or what else was found
   */
  public record Caught(String says, boolean caught, String finding) {}

  /**
   * Checks all scopes.
   *
   * @param depth 1 for the scopes as they are, n for n − 1 ticks more of lease each, which multiplies the worlds
   */
  public static List<Checked> scopes(int depth) {
    return Arrays.stream(Scope.class.getDeclaredFields())
        .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getType() == Scope.class)
        .map(
            f -> {
              try {
                return (Scope) f.get(null);
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
            })
        .parallel()
        .map(s -> deeper(s, depth - 1))
        .map(
            s -> {
              Explorer.Result r = new Explorer(s, Mutant.NONE).explore(LIMIT);
              Optional<String> finding = Optional.ofNullable(r.finding()).map(Explorer.Finding::toString);
              return new Checked(s.name(), r.worlds(), r.jobs(), r.questions(), r.rests(), r.works(), finding);
            })
        .toList();
  }

  /** What the reducer can do. */
  public static Set<String> allWork() {
    return Work.all();
  }

  private static Scope deeper(Scope scope, int ticks) {
    return ticks == 0 ? scope : scope.withLease(scope.lease() + ticks);
  }

  /** Checks every mutant in the scope in which it shows. */
  public static List<Caught> mutants() {
    return Arrays.stream(Mutant.values())
        .filter(m -> m != Mutant.NONE)
        .parallel()
        .map(
            m -> {
              Explorer.Finding finding = new Explorer(m.scope, m).explore(LIMIT).finding();
              boolean caught = finding != null && finding.property() == m.breaks;
              return new Caught(m.says, caught, finding == null ? "nothing" : finding.property().says);
            })
        .toList();
  }
}
