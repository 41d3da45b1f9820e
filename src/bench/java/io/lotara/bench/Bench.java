package io.lotara.bench;

import io.lotara.bench.cold.ColdBench;
import io.lotara.bench.cost.CostBench;
import io.lotara.bench.cost.LoadBench;
import io.lotara.travel.TravelSource;
import io.lotara.travel.tables.ReferenceTables;
import io.lotara.travel.tables.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how functions start ({@link ColdBench}), what jobs cost ({@link CostBench}), how many there are a second ({@link LoadBench}),
 * what a poll takes ({@link PollCost}), what watches that are due at once take ({@link DueWatches}), whether those who are told hold anybody up
 * ({@link Bystanders}), and how right the plans are and how
 * long they take, of which the rest tells. System properties: {@code bench.seed} (1), {@code bench.requests} (120, over tables made by the
 * seed), {@code bench.open} (100, over the open data), {@code reference.trips} (a folder with {@code queries.jsonl} and {@code tables/}, to
 * use instead of made ones). The kinds of work take turns, so that what else the machine does is spread over all of them.
 * Ends with 1 when a plan was given out that breaks a hard constraint, or a job costs more than is to be reached.
 */
public final class Bench {
  private static final List<String> PARTS = List.of("plans", "cold", "cost", "load", "polls", "watches", "chat", "bystanders");
  private static final int WARM_UP = 20;
  private static final String STRUCTURE_SPEAKS = "Plan my trip.";

  private Bench() {}

  /** Runs everything, or the part that {@code bench.only} names: plans, cold, cost, load, polls, watches, chat, bystanders. */
  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    String only = System.getProperty("bench.only", "");
    if (!only.isBlank() && !PARTS.contains(only)) {
      throw new IllegalArgumentException("bench.only is one of " + String.join(", ", PARTS));
    }
    CostBench.listen();
    if (only.isBlank() || only.equals("cold")) {
      ColdBench.run();
    }
    boolean cheap = !only.isBlank() && !only.equals("cost") || CostBench.run();
    if (only.isBlank() || only.equals("load")) {
      LoadBench.run();
    }
    if (only.isBlank() || only.equals("polls")) {
      PollCost.run();
    }
    if (only.isBlank() || only.equals("watches")) {
      DueWatches.run();
    }
    if (only.isBlank() || only.equals("chat")) {
      ChatTurns.run();
    }
    if (only.isBlank() || only.equals("bystanders")) {
      Bystanders.run();
    }
    boolean sound = !only.isBlank() && !only.equals("plans") || plans();
    System.out.printf("%n%d s in all.%n", Duration.ofNanos(System.nanoTime() - start).toSeconds());
    System.exit(sound && cheap ? 0 : 1);
  }

  private static boolean plans() throws Exception {
    long seed = Long.getLong("bench.seed", 1);
    Optional<Path> folder = Optional.ofNullable(System.getProperty("reference.trips")).filter(f -> !f.isBlank()).map(Path::of);
    MadeTables made = new MadeTables(seed);
    Path madeFolder = Files.createTempDirectory("lotara-bench");
    try {
      made.write(madeFolder);
      Path tables = folder.map(f -> new ReferenceFolder(f).tables()).orElse(madeFolder);
      List<TripCase> cases = folder.isPresent() ? new ReferenceFolder(folder.get()).cases() : cases(made, seed,
          Integer.getInteger("bench.requests", 120));
      TravelSource source = new ReferenceTables(TableFiles.folder(tables), InstantSource.system());
      return run(seed, folder.isPresent() ? "the given folder" : "made by seed " + seed, source, tables, cases);
    } finally {
      delete(madeFolder);
    }
  }

  private static List<TripCase> cases(MadeTables made, long seed, int count) {
    CaseMaker maker = new CaseMaker(made, seed);
    List<TripCase> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cases.add(maker.next(i));
    }
    return cases;
  }

  private static boolean run(long seed, String origin, TravelSource source, Path tables, List<TripCase> cases)
      throws IOException, InterruptedException {
    TableTrips trips = new TableTrips(source);
    OpenRequests requests = new OpenRequests(seed);
    int open = Integer.getInteger("bench.open", 100);
    try (HttpTrips http = new HttpTrips(Path.of("template.yaml"), tables)) {
      for (int i = 0; i < WARM_UP; i++) {
        TripCase c = cases.get(i % cases.size());
        trips.warmUp(c);
        http.warmUp(STRUCTURE_SPEAKS, c.structured());
        http.warmUp(requests.next(i), Map.of("provider", "open"));
      }
      for (int i = 0; i < Math.max(cases.size(), open); i++) {
        if (i < cases.size()) {
          trips.run(cases.get(i));
          http.run("reference form", STRUCTURE_SPEAKS, cases.get(i).structured(), true);
        }
        if (i < open) {
          http.run("open data", requests.next(i), Map.of("provider", "open"), false);
        }
      }
      System.out.printf("%nJava %s, %d processors; %d requests over tables: %s; %d over the open data%n", Runtime.version(),
          Runtime.getRuntime().availableProcessors(), cases.size(), origin, open);
      trips.structured.print("Reference form, from structure (warm)");
      trips.impossible.print("Reference form, made impossible");
      trips.sentences.print("Reference form, from the sentence alone");
      http.tally.print("Whole jobs over HTTP on the local runner, one at a time");
      return http.violated() == 0 && trips.structured.bad("our plans without a violated check") == 0;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
