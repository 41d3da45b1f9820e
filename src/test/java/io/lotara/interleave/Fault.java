package io.lotara.interleave;

/** What may become of a call beside being answered. That a process dies before or after it needs no name: it may die at any time. */
enum Fault {
  NONE(""),
  REFUSED(", which is refused"),
  UNHEARD(", which is done, but its answer is lost");

  final String says;

  Fault(String says) {
    this.says = says;
  }
}
