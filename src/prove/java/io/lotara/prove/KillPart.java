package io.lotara.prove;

import io.lotara.prove.kill.Kills;

/** Worker processes that are killed, at named points and at any time. */
final class KillPart implements Prove.Part {
  @Override
  public String name() {
    return "kills";
  }

  @Override
  public void run(Report report) throws Exception {
    int count = Prove.number("prove.kills", 500);
    Kills.Result result = Kills.run(count, Prove.number("prove.first", 1));
    report.line("%d jobs by %d clients' requests; they ended %s", result.jobs(), result.jobs(), result.ends());
    report.line("kills: %s", result.kills());
    report.line("%d reservations were made, %d of them cancelled again", result.booked(), result.cancelled());
    report.line("after the last kill every job was at rest after %d sweeps, those of its remaining steps included", result.sweeps());
    result.findings().forEach(f -> report.line("  %s", f));
    int killed = result.kills().values().stream().mapToInt(n -> n).sum();
    report.must(killed >= count, "%d processes were killed, %d of them at named points", killed,
        killed - result.kills().getOrDefault("at any time", 0));
    // Some are come to only when a job is cancelled in the middle of its booking, or a message is set aside: a few dozen kills miss them.
    report.line("named points at which nobody died: %s", result.unreached().isEmpty() ? "none" : result.unreached());
    report.must(result.findings().isEmpty(), "%d jobs: 0 lost, 0 twice, 0 stuck", result.jobs());
  }
}
