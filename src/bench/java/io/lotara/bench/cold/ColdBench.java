package io.lotara.bench.cold;

import io.lotara.bench.Reaches;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How fast functions start and answer, next to plain ones that do the same work without a framework. Every function runs in a process of its
 * own under AWS's runtime interface client; all variants take turns in every round, and a ratio is one of the same round.
 *
 * <p>"Restored" is the same process, which has gone through the hooks before a checkpoint and those after a restore: no snapshot is taken, no
 * memory is read back, and no connection dies. It says what priming is worth to the first answer, not what Lambda's restoring takes.
 *
 * <p>What is to be reached is said next to each figure and summed up at the end. Figures depend on the machine, so a miss is no error. System
 * properties: {@code bench.cold.functions} (Plan,Status), {@code bench.cold.rounds} (7), {@code bench.cold.warm} (1000 requests in each of three blocks), {@code bench.cold.variant} (part of a name), {@code bench.cold.flags}
 * (more flags for every process, to look into one).
 */
public final class ColdBench {
  private static final Path API = Path.of("target/lotara-api.zip");
  private static final Path ALL = Path.of("target/lotara-lambda.zip");
  private static final int BLOCKS = 3;

  /** Megabytes of a zip of API functions, and of the others. */
  private static final double API_SIZE = 25;

  private static final double ALL_SIZE = 60;

  /** Milliseconds of the first answer of a function that was restored and primed, and its ratio to one that was not primed. */
  private static final double PRIMED_FIRST = 30;

  private static final double PRIMED_TO_UNPRIMED = 0.2;

  /** Requests that a plain function answers before its checkpoint: as many as ours rehearses at least. */
  private static final int PLAIN_PRIMED = 10;

  /** Ratios of warm functions to plain ones. */
  private static final double WARM_MEDIAN = 1.0;

  private static final double WARM_TAIL = 1.2;
  private static final double PEAK = 1.35;

  /** Ratios to plain that are to be reached. */
  private static final Map<String, Double> REACH =
      Map.of("managed layout", 1.9, "managed layout, AOT cache", 1.2, "one class path, AOT cache", 0.6);

  private final Backend backend;
  private final Path work;
  private final int rounds = Integer.getInteger("bench.cold.rounds", 7);
  private final int warm = Integer.getInteger("bench.cold.warm", 1000);
  private final List<String> functions = List.of(System.getProperty("bench.cold.functions", "Plan,Status").split(","));
  private final Reaches reaches = new Reaches();
  private final String only = System.getProperty("bench.cold.variant", "");

  private ColdBench(Backend backend, Path work) {
    this.backend = backend;
    this.work = work;
  }

  /** Runs everything and prints it. */
  public static void run() throws Exception {
    Path work = Files.createTempDirectory("lotara-cold");
    try (Backend backend = new Backend(Path.of("template.yaml"))) {
      new ColdBench(backend, work).measure();
    } finally {
      delete(work);
    }
  }

  private void measure() throws Exception {
    Path api = Packages.unpack(API, work.resolve("api"));
    Path plain = Packages.plain(api, work.resolve("plain"));
    Path all = Packages.unpack(ALL, work.resolve("all"));
    System.out.printf(Locale.ROOT, "%nJava %s, %d processors, flags %s%n", Runtime.version(), Runtime.getRuntime().availableProcessors(),
        String.join(" ", Variant.FLAGS));
    System.out.printf(Locale.ROOT, "Libraries, unpacked: API functions %.1f MB, all others %.1f MB, plain %.1f MB%n", mb(Packages.libraries(api)),
        mb(Packages.libraries(all)), mb(Packages.libraries(plain)));
    reaches.atMost("MB of the package of API functions", mb(Files.size(API)), API_SIZE);
    reaches.atMost("MB of the package of all others", mb(Files.size(ALL)), ALL_SIZE);
    Map<String, String> events = Map.of("Plan", backend.planEvent(), "Status", backend.statusEvent());
    for (String name : functions) {
      if (!events.containsKey(name)) {
        throw new IllegalArgumentException("bench.cold.functions names some of Plan, Status");
      }
      function(name, events.get(name), "\"job_id\"", api, plain);
    }
    reaches.print("Starts");
  }

  private void function(String name, String event, String sign, Path api, Path plainFolder) throws IOException {
    String id = name + "Handler";
    Variant plain =
        new Variant("plain", id, "io.lotara.bench.plain.Plain" + name, plainFolder, true, false, Variant.FLAGS);
    Variant ours =
        new Variant("Lotara", id, "io.lotara.handler." + id, api, true, false, Variant.FLAGS).with("-Dslf4j.provider=io.lotara.log.JsonLogs");
    Variant image = ours.onClassPath();
    List<Variant> variants = new ArrayList<>();
    variants.add(plain.named("plain, managed layout"));
    add(variants, ours.named("managed layout"), null);
    add(variants, ours.named("managed layout, AOT cache"), event);
    add(variants, image.named("one class path"), null);
    add(variants, image.named("one class path, AOT cache"), event);
    add(variants, plain.onClassPath().named("plain, one class path, AOT cache"), event);
    add(variants, plain.restored().named("plain, restored"), null);
    add(variants, plain.restored().with("-Dbench.plain.primed=" + PLAIN_PRIMED, "-Dbench.plain.job=" + backend.job()).named("plain, restored, primed"), null);
    add(variants, ours.restored().with("-Dlotara.priming=false").named("restored, not primed"), null);
    add(variants, ours.restored().named("restored, primed"), null);
    Map<String, List<FunctionProcess.Start>> starts = new LinkedHashMap<>();
    variants.forEach(v -> starts.put(v.name(), new ArrayList<>()));
    // One round that is not counted brings files and clocks up.
    for (int round = -1; round < rounds; round++) {
      for (Variant variant : variants) {
        FunctionProcess.Start start = start(variant, event, sign);
        if (round >= 0) {
          starts.get(variant.name()).add(start);
        }
      }
    }
    report(name, starts);
    if (only.isEmpty() || "warm".contains(only)) {
      warm(name, List.of(plain, ours, ours.restored().named("Lotara, restored")), event, sign);
    }
  }

  /** Adds a variant that is wanted, with a cache when there is an event to train it with. */
  private void add(List<Variant> variants, Variant variant, @Nullable String training) throws IOException {
    if (variant.name().contains(only)) {
      variants.add(training == null ? variant : cached(variant, training));
    }
  }

  private FunctionProcess.Start start(Variant variant, String event, String sign) throws IOException {
    try (FunctionProcess process = FunctionProcess.start(variant, backend)) {
      FunctionProcess.Start start = variant.snapshot() ? process.firstAfterRestore(event) : process.first(event);
      check(variant, start.answer(), sign, process);
      return start;
    }
  }

  private static void check(Variant variant, String answer, String sign, FunctionProcess process) {
    // The answer is JSON in JSON.
    if (!answer.replace("\\\"", "\"").contains(sign)) {
      throw new IllegalStateException(variant.name() + " answered " + answer + "; its log: " + process.log());
    }
  }

  /** Trains a cache: the JVM writes it at the end of a run that has done what the function does. */
  private Variant cached(Variant variant, String event) throws IOException {
    Path cache = work.resolve((variant.name() + variant.function()).replaceAll("\\W+", "-") + ".aot");
    try (FunctionProcess training = FunctionProcess.start(variant.with("-XX:AOTCacheOutput=" + cache), backend)) {
      training.first(event);
      for (int i = 0; i < 5; i++) {
        training.invoke(event);
      }
      training.end();
      if (!Files.exists(cache)) {
        throw new IllegalStateException("no cache was written: " + training.log());
      }
    }
    return variant.with("-XX:AOTCache=" + cache);
  }

  private void warm(String name, List<Variant> variants, String event, String sign) throws IOException {
    List<FunctionProcess> processes = new ArrayList<>();
    try {
      Map<String, List<Long>> times = new LinkedHashMap<>();
      for (Variant variant : variants) {
        FunctionProcess process = FunctionProcess.start(variant, backend);
        processes.add(process);
        check(variant, (variant.snapshot() ? process.firstAfterRestore(event) : process.first(event)).answer(), sign, process);
        times.put(variant.name(), new ArrayList<>());
      }
      for (int block = 0; block <= BLOCKS; block++) {
        for (int i = 0; i < warm; i++) {
          // Every other time backwards, so that none has always the same one before it, which leaves the processors' caches to it.
          for (int turn = 0; turn < variants.size(); turn++) {
            int v = i % 2 == 0 ? turn : variants.size() - 1 - turn;
            long took = processes.get(v).invoke(event);
            if (block > 0) {
              times.get(variants.get(v).name()).add(took);
            }
          }
        }
      }
      System.out.printf("%n%s, warm (%d requests in turn, %d before)%n", name, BLOCKS * warm, warm);
      Stats floor = new Stats(times.get("plain"));
      long floorPeak = processes.getFirst().peakKib();
      for (int v = 0; v < variants.size(); v++) {
        Stats own = new Stats(times.get(variants.get(v).name()));
        long peak = processes.get(v).peakKib();
        System.out.printf(Locale.ROOT, "  %-36s p50 %5.2f ms x%.2f   p99 %6.2f ms x%.2f   peak %s%n", variants.get(v).name(), own.at(0.5),
            own.at(0.5) / floor.at(0.5), own.at(0.99), own.at(0.99) / floor.at(0.99),
            peak < 0 ? "not told here" : "%d MB x%.2f".formatted(peak / 1024, (double) peak / floorPeak));
        // The first is plain itself.
        if (v > 0) {
          String which = name + ", " + variants.get(v).name() + ", warm: ";
          if (name.equals("Status")) {
            reaches.atMost(which + "ratio of medians to plain", own.at(0.5) / floor.at(0.5), WARM_MEDIAN);
            reaches.atMost(which + "ratio of p99 to plain", own.at(0.99) / floor.at(0.99), WARM_TAIL);
          }
          reaches.atMost(which + "ratio of peak memory to plain", peak < 0 ? Double.NaN : (double) peak / floorPeak, PEAK);
        }
      }
    } finally {
      processes.forEach(FunctionProcess::close);
    }
  }

  private void report(String name, Map<String, List<FunctionProcess.Start>> starts) {
    System.out.printf("%n%s, first answer (%d rounds, medians in ms; ratios to plain of the same round, least..most)%n", name,
        starts.values().iterator().next().size());
    List<FunctionProcess.Start> floor = starts.values().iterator().next();
    starts.forEach(
        (variant, all) -> {
          Stats cold = ratios(all, floor, FunctionProcess.Start::cold);
          Stats cpu = ratios(all, floor, FunctionProcess.Start::cpu);
          System.out.printf(Locale.ROOT,
              "  %-36s init %6.0f   first %5.0f (%.0f..%.0f)   cold %6.0f   x%.2f (%.2f..%.2f)   processor %6.0f   x%.2f (%.2f..%.2f)   peak %.0f MB%n", variant,
              median(all, FunctionProcess.Start::init), median(all, FunctionProcess.Start::first), least(all), most(all),
              median(all, FunctionProcess.Start::cold), cold.at(0.5), cold.at(0), cold.at(1), median(all, FunctionProcess.Start::cpu), cpu.at(0.5),
              cpu.at(0), cpu.at(1), median(all, FunctionProcess.Start::peak));
          Double reach = REACH.get(variant);
          if (reach != null) {
            reaches.atMost(name + ", " + variant + ": ratio of cold starts to plain", cold.at(0.5), reach);
          }
        });
    settled(starts);
    List<FunctionProcess.Start> primed = starts.get("restored, primed");
    List<FunctionProcess.Start> unprimed = starts.get("restored, not primed");
    if (primed != null && unprimed != null) {
      Stats ratios = ratios(primed, unprimed, FunctionProcess.Start::first);
      System.out.printf(Locale.ROOT, "  first answer after restore, primed to not primed: x%.2f (%.2f..%.2f)%n", ratios.at(0.5), ratios.at(0), ratios.at(1));
      reaches.atMost(name + ", restored and primed: ms to the first answer", median(primed, FunctionProcess.Start::first), PRIMED_FIRST);
      reaches.atMost(name + ", restored: ratio of primed to not primed", ratios.at(0.5), PRIMED_TO_UNPRIMED);
    }
  }

  /** What the first answer after a restore can at best come to on this machine: that of the same process, warm, after the same pause. */
  private static void settled(Map<String, List<FunctionProcess.Start>> starts) {
    starts.forEach(
        (variant, all) -> {
          if (all.stream().allMatch(start -> start.settled() > 0)) {
            Stats ratios = new Stats(new ArrayList<>());
            all.forEach(start -> ratios.add(1e6 * start.first() / start.settled()));
            System.out.printf(Locale.ROOT, "  %-36s warm, after the pause of a restore %4.1f ms; first answer x%.1f of it (%.1f..%.1f)%n", variant,
                median(all, FunctionProcess.Start::settled), ratios.at(0.5), ratios.at(0), ratios.at(1));
          }
        });
  }

  private interface Part {
    long of(FunctionProcess.Start start);
  }

  private static Stats ratios(List<FunctionProcess.Start> of, List<FunctionProcess.Start> to, Part part) {
    Stats ratios = new Stats(new ArrayList<>());
    for (int i = 0; i < of.size(); i++) {
      ratios.add(1e6 * part.of(of.get(i)) / part.of(to.get(i)));
    }
    return ratios;
  }

  private static double median(List<FunctionProcess.Start> all, Part part) {
    return new Stats(new ArrayList<>(all.stream().map(part::of).toList())).at(0.5);
  }

  private static double least(List<FunctionProcess.Start> all) {
    return new Stats(new ArrayList<>(all.stream().map(FunctionProcess.Start::first).toList())).at(0);
  }

  private static double most(List<FunctionProcess.Start> all) {
    return new Stats(new ArrayList<>(all.stream().map(FunctionProcess.Start::first).toList())).at(1);
  }

  private static double mb(long bytes) {
    return bytes / 1e6;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
