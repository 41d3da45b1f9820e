package io.lotara.prove;

import io.lotara.prove.sim.Simulation;

/** Seeded schedules of the real functions on the twins, under a clock of their own. */
final class SimulationPart implements Prove.Part {
  /** Schedules after which a protection that is off must have been noticed. */
  private static final int MOST = 20_000;

  @Override
  public String name() {
    return "simulation";
  }

  @Override
  public void run(Report report) {
    int count = Prove.number("prove.schedules", 20_000);
    int first = Prove.number("prove.first", 1);
    try (Simulation simulation = new Simulation()) {
      Simulation.Result result = simulation.run(first, count);
      report.line("%d schedules from seed %d on, %d calls of ports; they ended %s", result.schedules(), first, result.calls(),
          result.ends());
      report.line("faults: %s", result.faults());
      report.line("most sweeps that a job needed after its last fault, and in how many schedules: %s", result.sweeps());
      result.failures().forEach(f -> report.line("seed %d (replay it with -Dprove.seed=%d):%n  %s%n  faults: %s", f.seed(), f.seed(),
          String.join("\n  ", f.findings()), f.faults()));
      report.must(result.failures().isEmpty() && result.schedules() == count,
          "%d schedules: 0 lost, 0 twice, 0 stuck, healed within two sweeps", count);
      for (String protection : Simulation.protections()) {
        Simulation.Failure noticed = simulation.without(protection, first, MOST);
        report.must(
            noticed != null,
            "without %s: %s",
            protection,
            noticed == null ? "nobody noticed in " + MOST + " schedules" : "seed " + noticed.seed() + ", " + noticed.findings().getFirst());
      }
    }
  }
}
