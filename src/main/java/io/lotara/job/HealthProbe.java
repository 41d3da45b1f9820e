package io.lotara.job;

/** Says whether something that a function depends on answers. */
public interface HealthProbe {

  /** Name of the service, as in {@code /health}. */
  String service();

  /** Whether it answers now. Never throws; takes no longer than its client's time-out. */
  boolean healthy();

  /** Whether the service cannot work without it. */
  default boolean vital() {
    return true;
  }
}
