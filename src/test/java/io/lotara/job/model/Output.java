package io.lotara.job.model;

/**
 * What a run of a step found, in five bits.
 *
 * @param kind what
 * @param attempt whose it is, 1 to 3
 */
record Output(Kind kind, int attempt) {
  enum Kind {
    NOTHING,
    FOUND,
    REPRICED,
    BOOKED,
    /** The provider does not sell it any more. */
    REFUSED,
    /** A call was made of which nobody knows what became. */
    UNKNOWN
  }

  static Output of(int bits) {
    return new Output(Kind.values()[bits >> 2], bits & 3);
  }

  int bits() {
    return kind.ordinal() << 2 | attempt;
  }

  static int bits(Kind kind, int attempt) {
    return kind.ordinal() << 2 | attempt;
  }

  static Kind kind(int bits) {
    return Kind.values()[bits >> 2];
  }
}
