package io.lotara.job.model;

/** What must hold in every world that can come about. */
enum Property {
  INVARIANT("every write keeps the invariants of a job"),
  DONE_ONCE("nothing is booked twice"),
  ONE_AT_A_TIME("no two workers have one step at the same time"),
  WHAT_WAS_TOLD_IS_KEPT("the output of a completed step is there and is the one that the job was told of"),
  BOOKED_MEANS_BOOKED("a completed job that says booked is booked, and one that is booked says so"),
  UNDONE_MEANS_UNDONE("what a job says is undone is not booked"),
  NOTHING_IS_LEFT("when everything is quiet, nothing is booked for a job that was cancelled or failed, or a person is told"),
  NOTHING_IS_TOLD_BEFORE("no change is told that was not made"),
  EVERYTHING_IS_TOLD("when everything is quiet, every change that was to be told has been told"),
  TOLD_UNDER_ONE_NAME("a change that is told more than once is told under the same name"),
  APPROVED_IN_TIME("an approval counts only before its time is up"),
  END_IS_FINAL("a job that is over stays over"),
  NOTHING_IS_UNTOLD("what the log has told stays told"),
  NOT_LOST("as long as tries and time are left, a job can still be completed without anybody's luck or help but its person's yes"),
  NOT_STUCK("from everywhere, time, sweeps and living workers alone lead to rest");

  final String says;

  Property(String says) {
    this.says = says;
  }
}
