package io.lotara.job;

/** What a step is to the protocol. */
public enum Role {
  /** Understands the request; the only one that may ask the person. Runs while the job is planning. */
  INTAKE,
  /** Finds or makes something. */
  WORK,
  /** Its bill decides whether a person must approve. */
  REVIEW,
  /** Commits money; runs only when approval was given or was not needed. */
  EXECUTION
}
