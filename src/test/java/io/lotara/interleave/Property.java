package io.lotara.interleave;

/** What must hold in every world. */
public enum Property {
  NOTHING_LOST("what was accepted, seen or said has its effect in the end"),
  NOTHING_TWICE("nothing has its effect twice"),
  NOTHING_STUCK("from everywhere, time, sweeps and living workers alone lead to rest"),
  ONE_AT_A_TIME("whoever has claimed something has it alone until that ends"),
  TOLD_THE_SAME("whoever asks the same is told the same"),
  KEPT_STAYS("what was kept is not overwritten"),
  NOTHING_COMES_BACK("what was deleted neither comes back nor begins anything"),
  NOTHING_IS_LEFT("when an erasure is complete, nothing of the user is left, here or outside"),
  OPEN_STAYS("nothing of a job that runs is removed"),
  NOBODY_ELSE("nothing of anybody else is touched");

  final String says;

  Property(String says) {
    this.says = says;
  }

  /** The property in words. */
  public String says() {
    return says;
  }
}
