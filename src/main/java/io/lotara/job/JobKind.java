package io.lotara.job;

import java.time.Instant;
import java.util.List;

/** A kind of job. The class is its own registration. */
public interface JobKind {

  /** Stable name, kept in each job. */
  String name();

  /** The steps of a job that is accepted now; each has one {@link Agent}. */
  List<StepSpec> steps();

  /**
   * What is wrong with a request, so that it can be refused at the door.
   *
   * @param constraints the JSON object as it was sent
   */
  List<Violation> check(String constraints, Instant now);

  /** What was agreed for a job of this kind, from its request and the settings of its tenant and of the deployment. */
  Policy policy(String tenant, String constraints);

  /** Whether subscribers are told of jobs of this kind. */
  default boolean told() {
    return true;
  }

  /** Whether clients may cancel, pin and rate jobs of this kind. */
  default boolean openToClients() {
    return true;
  }

  /**
   * Something wrong in a request.
   *
   * @param loc path to it, names and indexes
   * @param msg what would be right
   * @param type stable name of the fault
   */
  record Violation(List<Object> loc, String msg, String type) {}
}
