package io.lotara.prove;

import io.lotara.prove.sim.Simulation;
import java.util.List;

/** Many jobs side by side in one process, with faults all the time. */
final class SoakPart implements Prove.Part {
  private static final double RATE = 0.05;
  private static final int AT_ONCE = 50;

  /** The heap may grow by so much from its second look to its last: what is compiled and cached meanwhile. */
  private static final double GROWTH = 1.15;

  /** What must be noticed among many jobs and faults, too: one of each sort of finding. */
  private static final List<Protection> NOTICED = List.of(Protection.OWED_SET, Protection.EFFECT_KEY, Protection.NOTICE);

  private static final int FEW_JOBS = 200;

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public void run(Report report) {
    int jobs = Prove.number("prove.jobs", 10_000);
    try (Simulation simulation = new Simulation()) {
      int seed = Prove.number("prove.first", 1);
      Simulation.Soak soak = simulation.soak(seed, jobs, AT_ONCE, RATE, null);
      List<Long> megabytes = soak.heap().stream().map(b -> b >> 20).toList();
      report.line("%,d jobs, %d at once; %,d calls, %,d of them with a fault; they ended %s", soak.jobs(), AT_ONCE, soak.calls(),
          soak.faults(), soak.ends());
      report.line("%,d whole sweeps; a job needed %d of them after its last fault at most", soak.sweeps(), soak.mostSweeps());
      report.line("heap after a collection, every tenth of the way, in MB: %s", megabytes);
      soak.findings().forEach(f -> report.line("  %s", f));
      report.must(soak.findings().isEmpty() && soak.jobs() == jobs, "%,d jobs with %.0f %% faults: 0 lost, 0 twice, 0 stuck", jobs,
          RATE * 100);
      boolean flat = soak.heap().size() > 1 && soak.heap().getLast() <= soak.heap().get(1) * GROWTH;
      report.must(flat, "memory is flat");
      for (Protection off : NOTICED) {
        List<String> found = simulation.soak(seed, FEW_JOBS, AT_ONCE, RATE, off).findings();
        report.must(!found.isEmpty(), "without %-12s %s", off, found.isEmpty() ? "nobody noticed" : found.getFirst());
      }
    }
  }
}
