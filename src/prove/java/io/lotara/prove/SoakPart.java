package io.lotara.prove;

import io.lotara.prove.sim.Simulation;
import java.util.List;

/** Many jobs side by side in one process, with faults all the time. */
final class SoakPart implements Prove.Part {
  private static final double RATE = 0.05;
  private static final int AT_ONCE = 50;

  /** What a job may leave in memory, in bytes, from the second look at the heap to the last: less than the smallest thing that somebody could forget. */
  private static final double LEFT = 150;

  /** What is kept of each job to see whether that would be noticed. */
  private static final int LEAK = 256;

  /** Jobs from which on what is compiled and cached meanwhile does not hide it. */
  private static final int FLAT_FROM = 5000;

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
      Simulation.Soak soak = simulation.soak(seed, jobs, AT_ONCE, RATE, null, 0);
      List<Long> megabytes = soak.heap().stream().map(b -> b >> 20).toList();
      report.line("%,d jobs, %d at once; %,d calls, %,d of them with a fault; they ended %s", soak.jobs(), AT_ONCE, soak.calls(),
          soak.faults(), soak.ends());
      report.line("%,d whole sweeps; a job needed %d of them after its last fault at most", soak.sweeps(), soak.mostSweeps());
      report.line("heap after a collection, every tenth of the way, in MB: %s", megabytes);
      soak.findings().forEach(f -> report.line("  %s", f));
      report.must(soak.findings().isEmpty() && soak.jobs() == jobs, "%,d jobs with %.0f %% faults: 0 lost, 0 twice, 0 stuck", jobs,
          RATE * 100);
      if (jobs >= FLAT_FROM) {
        report.must(left(soak) <= LEFT, "memory is flat: a job leaves %.0f bytes, of %.0f that it may", left(soak), LEFT);
        double leaking = left(simulation.soak(seed, jobs, AT_ONCE, RATE, null, LEAK));
        report.must(leaking > LEFT, "with %d bytes that are kept of each job: %.0f bytes", LEAK, leaking);
      } else {
        report.line("a job leaves %.0f bytes (%,d jobs tell)", left(soak), FLAT_FROM);
      }
      for (Protection off : NOTICED) {
        List<String> found = simulation.soak(seed, FEW_JOBS, AT_ONCE, RATE, off, 0).findings();
        report.must(!found.isEmpty(), "without %-12s %s", off, found.isEmpty() ? "nobody noticed" : found.getFirst());
      }
    }
  }

  /** The first tenth is left out: it loads and compiles. */
  private static double left(Simulation.Soak soak) {
    List<Long> heap = soak.heap();
    return heap.size() < 2 ? Double.NaN : (heap.getLast() - heap.get(1)) / (soak.jobs() * (heap.size() - 2) / (double) heap.size());
  }
}
