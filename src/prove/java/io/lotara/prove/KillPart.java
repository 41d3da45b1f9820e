package io.lotara.prove;

import io.lotara.prove.kill.Kills;
import io.micronaut.core.annotation.Nullable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Worker processes that are killed, at named points and at any time. */
final class KillPart implements Prove.Part {
  /** Kills from which on somebody must have died at every named point; fewer need not come to the rare ones. */
  private static final int EVERY_POINT = 500;

  private static final int HEALED_WITHIN = 2;

  /** Rounds of a few kills in which a protection that is off must have been noticed. */
  private static final int ATTEMPTS = 3;

  /** What kills can show, where they hurt, and how it is noticed. */
  private static final Map<Protection, Shown> SHOWN = new EnumMap<>(Protection.class);

  static {
    List<String> betweenWriteAndSend = List.of("JobStore.write:after", "WorkQueue.send:before");
    List<String> afterTheCall = List.of("Reservations.reserve:after");
    SHOWN.put(Protection.OWED_SET, new Shown(betweenWriteAndSend, "stuck"));
    SHOWN.put(Protection.SWEEPER, new Shown(betweenWriteAndSend, "stuck"));
    SHOWN.put(Protection.EFFECT_KEY, new Shown(afterTheCall, "the provider holds|twice"));
    SHOWN.put(Protection.EFFECT_NOTED, new Shown(afterTheCall, "the provider holds"));
    SHOWN.put(Protection.COMPENSATION, new Shown(afterTheCall, "the provider holds"));
    SHOWN.put(Protection.VERSION, new Shown(List.of(), "twice|lost"));
    SHOWN.put(Protection.IDEMPOTENCY_KEY, new Shown(List.of(), "twice"));
  }

  private record Shown(List<String> points, String finding) {}

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public void run(Report report) throws Exception {
    int first = Prove.number("prove.first", 1);
    try (Kills kills = new Kills()) {
      all(report, kills.run(Prove.number("prove.kills", 500), first));
      Kills.Result none = kills.few(null, List.of(), first);
      report.must(none.findings().isEmpty(), "with every protection on, a few kills and little patience: %s",
          none.findings().isEmpty() ? "nothing is found" : none.findings());
      for (Map.Entry<Protection, Shown> shown : SHOWN.entrySet()) {
        String found = without(kills, shown.getKey(), shown.getValue(), first);
        report.must(found != null, "without %-17s %s", shown.getKey(), found == null ? "nobody noticed" : found);
      }
      Set<Protection> others = EnumSet.allOf(Protection.class);
      others.removeAll(SHOWN.keySet());
      report.line("not to be shown by kills, for no process need die for it, but by the simulation: %s", others);
    }
  }

  /** Who meets whom depends on the machine, too: what was not noticed the first time may be the next. */
  private static @Nullable String without(Kills kills, Protection off, Shown shown, int first) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (String finding : kills.few(off, shown.points(), first + attempt).findings()) {
        if (finding.matches("(?s).*(" + shown.finding() + ").*")) {
          return finding;
        }
      }
    }
    return null;
  }

  private static void all(Report report, Kills.Result result) {
    report.line("%d jobs by %d clients' requests; they ended %s", result.jobs(), result.jobs(), result.ends());
    report.line("kills: %s", result.kills());
    report.line("%d reservations were made, %d of them cancelled again", result.booked(), result.cancelled());
    report.line("after the last kill every job was at rest after %d sweeps, those of its remaining steps included", result.sweeps());
    report.must(result.mostSweeps() <= HEALED_WITHIN, "no job needed more than %d sweeps to go on: %d at most", HEALED_WITHIN,
        result.mostSweeps());
    result.findings().forEach(f -> report.line("  %s", f));
    int killed = result.kills().values().stream().mapToInt(n -> n).sum();
    int wanted = Prove.number("prove.kills", 500);
    report.must(killed >= wanted, "%d processes were killed, %d of them at named points", killed,
        killed - result.kills().getOrDefault("at any time", 0));
    if (wanted >= EVERY_POINT) {
      report.must(result.unreached().isEmpty(), "a process died at every named point%s",
          result.unreached().isEmpty() ? "" : ", but for " + result.unreached());
    } else {
      report.line("named points at which nobody died (%d kills come to all): %s", EVERY_POINT, result.unreached());
    }
    report.must(result.findings().isEmpty(), "%d jobs: 0 lost, 0 twice, 0 stuck", result.jobs());
  }
}
