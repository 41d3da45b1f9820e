package io.lotara.prove;

import io.lotara.interleave.InterleaveProof;
import io.lotara.job.model.ModelProof;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The reducer in every world that can come about, and what is no pure function, in every interleaving of its calls. */
final class ModelPart implements Prove.Part {
  private static final long AT_LEAST = 1_000_000;
  private static final int MUTANTS_AT_LEAST = 12;
  private static final int OTHER_MUTANTS_AT_LEAST = 20;

  @Override
  public String name() {
    return "model";
  }

  @Override
  public void run(Report report) {
    long worlds = 0;
    List<ModelProof.Checked> scopes = ModelProof.scopes(Prove.number("prove.depth", 1));
    for (ModelProof.Checked checked : scopes) {
      worlds += checked.worlds();
      report.must(
          checked.finding().isEmpty(),
          "%s: %,d worlds, %d jobs, %,d questions to the reducer, %d ends%s",
          checked.name(),
          checked.worlds(),
          checked.jobs(),
          checked.questions(),
          checked.ends(),
          checked.finding().map(f -> "\n" + f).orElse(""));
    }
    Set<String> missing = new TreeSet<>(ModelProof.allWork());
    scopes.forEach(s -> missing.removeAll(s.works()));
    report.must(missing.isEmpty(), "everything that the reducer can do happens in some scope%s", missing.isEmpty() ? "" : ", but " + missing);
    report.must(worlds >= AT_LEAST, "%,d worlds in all, every interleaving of %d scopes", worlds, scopes.size());
    List<ModelProof.Caught> mutants = ModelProof.mutants();
    for (ModelProof.Caught mutant : mutants) {
      report.must(mutant.caught(), "%s, and %s", mutant.says(),
          mutant.caught() ? "it is noticed: " + mutant.finding() : "nobody notices: " + mutant.finding());
    }
    report.must(mutants.size() >= MUTANTS_AT_LEAST, "%d protections switched off, one at a time", mutants.size());
    interleaved(report);
  }

  private static void interleaved(Report report) {
    for (InterleaveProof.Searched searched : InterleaveProof.plays()) {
      report.must(
          searched.finding().isEmpty(),
          "%s: %,d worlds, %,d calls of real classes, %,d ends brought to rest, %.1f s%s",
          searched.name(),
          searched.worlds(),
          searched.calls(),
          searched.ends(),
          searched.seconds(),
          searched.finding().map(f -> "\n" + f).orElse(""));
    }
    List<InterleaveProof.Caught> mutants = InterleaveProof.mutants();
    for (InterleaveProof.Caught mutant : mutants) {
      report.must(mutant.caught(), "%s, and %s", mutant.says(),
          mutant.caught() ? "it is noticed: " + mutant.finding() : "nobody notices: " + mutant.finding());
    }
    report.must(mutants.size() >= OTHER_MUTANTS_AT_LEAST, "%d more protections switched off, one at a time", mutants.size());
  }
}
