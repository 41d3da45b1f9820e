package io.lotara.prove;

import io.lotara.prove.sim.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Seeded schedules of the real functions on the twins, under a clock of their own. */
final class SimulationPart implements Prove.Part {
  /** Schedules after which a protection that is off must have been noticed. */
  private static final int MOST = 4000;

  /** Schedules from which on every named point must have been died at; fewer need not come to the rare ones. */
  private static final int EVERY_POINT = 5000;

  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @Override
  public String name() {
    return "simulation";
  }

  @Override
  public void run(Report report) {
    int count = Prove.number("prove.schedules", 20_000);
    int first = Prove.number("prove.first", 1);
    try (Simulation simulation = new Simulation()) {
      long start = System.nanoTime();
      Simulation.Result result = simulation.run(first, count);
      report.line("%d schedules from seed %d on in %d s, %d calls of ports; they ended %s", result.schedules(), first,
          Duration.ofNanos(System.nanoTime() - start).toSeconds(), result.calls(), result.ends());
      report.line("faults: %s", result.faults());
      report.must(result.quiet().isEmpty(), "every schedule had a fault that happened%s",
          result.quiet().isEmpty() ? "" : ", but those of the seeds " + result.quiet());
      report.line("most sweeps that a job needed after its last fault, and in how many schedules: %s", result.sweeps());
      report.line("processes that died, by sort and by named point: %s", result.crashes());
      List<String> never = result.crashes().entrySet().stream().filter(e -> e.getValue() == 0).map(Map.Entry::getKey).toList();
      if (count >= EVERY_POINT) {
        report.must(never.isEmpty(), "a process died at every named point%s", never.isEmpty() ? "" : ", but for " + never);
      } else {
        report.line("named points at which none died (%d schedules come to all): %s", EVERY_POINT, never);
      }
      result.failures().forEach(f -> report.line("seed %d (replay it with -Dprove.seed=%d):%n  %s%n  faults: %s", f.seed(), f.seed(),
          String.join("\n  ", f.findings()), f.faults()));
      report.must(result.failures().isEmpty() && result.schedules() == count,
          "%d schedules: 0 lost, 0 twice, 0 stuck, healed within two sweeps", count);
      for (Protection off : Protection.values()) {
        without(report, simulation, off, first);
      }
    }
  }

  /** It is noticed, and the schedule that shows it shows the same when it is run alone. */
  private static void without(Report report, Simulation simulation, Protection off, int first) {
    Simulation.Failure noticed = simulation.without(off, first, MOST);
    if (noticed == null) {
      report.must(false, "without %s: nobody noticed in %d schedules", off, MOST);
      return;
    }
    String found = findings(noticed.findings());
    boolean again = findings(simulation.replay(noticed.seed(), off, false)).equals(found);
    report.must(again, "without %-17s seed %4d%s: %s", off, noticed.seed(), again ? ", alone too" : ", but not when it runs alone",
        found.lines().findFirst().orElseThrow());
  }

  /** Without the ids of jobs, which are drawn anew each time, and in an order that does not depend on them. */
  private static String findings(List<String> findings) {
    return findings.stream().map(f -> f.replaceAll(ID, "the job")).sorted().collect(Collectors.joining("\n"));
  }
}
