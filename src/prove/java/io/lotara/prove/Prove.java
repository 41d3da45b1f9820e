package io.lotara.prove;

import io.lotara.prove.sim.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks for jobs that are lost, done twice or stuck, in four ways: every interleaving of a model, seeded schedules of the real functions on
 * twins of table and queue, worker processes that are killed, and a long run. Ends with 1 when there is one.
 *
 * <p>System properties: {@code prove.only} (names of parts, separated by commas: model, twins, simulation, kills, soak), {@code prove.seed}
 * (replays that one schedule; with {@code prove.without} and the name of a {@link Protection} without that one), {@code prove.first} (seed of the first schedule, 1), {@code prove.schedules} (20,000), {@code prove.kills}
 * (500), {@code prove.jobs} of the soak (10,000), {@code prove.operations} on the twins (10,000), {@code prove.depth} of the model (1).
 */
public final class Prove {
  private Prove() {}

  public static void main(String[] arguments) throws Exception {
    String seed = System.getProperty("prove.seed", "");
    if (!seed.isBlank()) {
      System.exit(replay(Long.parseLong(seed)) ? 0 : 1);
    }
    List<String> only = List.of(System.getProperty("prove.only", "").split(","));
    Report report = new Report();
    List<Part> parts = List.of(new ModelPart(), new TwinsPart(), new SimulationPart(), new KillPart(), new SoakPart());
    for (Part part : parts) {
      if (only.contains("") || only.contains(part.name())) {
        long start = System.nanoTime();
        report.begin(part.name());
        part.run(report);
        report.line("%d s", Duration.ofNanos(System.nanoTime() - start).toSeconds());
      }
    }
    System.exit(report.end() ? 0 : 1);
  }

  private static boolean replay(long seed) {
    try (Simulation simulation = new Simulation()) {
      String without = System.getProperty("prove.without", "");
      List<String> findings = simulation.replay(seed, without.isBlank() ? null : Protection.valueOf(without), true);
      System.out.println(findings.isEmpty() ? "Schedule " + seed + ": nothing lost, twice or stuck." : String.join("\n", findings));
      return findings.isEmpty();
    }
  }

  /** One way of looking. */
  interface Part {
    String name();

    void run(Report report) throws Exception;
  }

  static int number(String property, int otherwise) {
    return Optional.ofNullable(System.getProperty(property)).filter(p -> !p.isBlank()).map(Integer::parseInt).orElse(otherwise);
  }
}
