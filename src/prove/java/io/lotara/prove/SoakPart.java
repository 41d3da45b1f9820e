package io.lotara.prove;

import io.lotara.prove.sim.Simulation;
import java.util.List;

/** Many jobs side by side in one process, with faults all the time. */
final class SoakPart implements Prove.Part {
  private static final double RATE = 0.05;
  private static final int AT_ONCE = 50;

  /** The heap may grow by so much from its second look to its last: what is compiled and cached meanwhile. */
  private static final double GROWTH = 1.15;

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public void run(Report report) {
    int jobs = Prove.number("prove.jobs", 10_000);
    try (Simulation simulation = new Simulation()) {
      Simulation.Soak soak = simulation.soak(Prove.number("prove.first", 1), jobs, AT_ONCE, RATE);
      List<Long> megabytes = soak.heap().stream().map(b -> b >> 20).toList();
      report.line("%,d jobs, %d at once; %,d calls, %,d of them with a fault; they ended %s", soak.jobs(), AT_ONCE, soak.calls(),
          soak.faults(), soak.ends());
      report.line("heap after a collection, every tenth of the way, in MB: %s", megabytes);
      soak.findings().forEach(f -> report.line("  %s", f));
      report.must(soak.findings().isEmpty() && soak.jobs() == jobs, "%,d jobs with %.0f %% faults: 0 lost, 0 twice, 0 stuck", jobs,
          RATE * 100);
      boolean flat = soak.heap().size() > 1 && soak.heap().getLast() <= soak.heap().get(1) * GROWTH;
      report.must(flat, "memory is flat");
    }
  }
}
