package io.lotara.prove.sim;

import io.lotara.job.JobKey;
import io.micronaut.core.annotation.Nullable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What faults have done to each job. With many jobs in one world, what has happened to one of them explains nothing of the others.
 */
final class Toll {
  private final Map<JobKey, Set<Fault>> sorts = new HashMap<>();

  /** The processes that worked on a step and were disturbed: one can use up one try of it, however often it is hit. */
  private final Map<List<Object>, Set<Actor>> spoilt = new HashMap<>();

  /** A fault has met what is done for a job. */
  void met(JobKey job, Fault fault, Actor process) {
    sorts.computeIfAbsent(job, k -> EnumSet.noneOf(Fault.class)).add(fault);
    if (fault.costsATry()) {
      spoil(job, process);
    }
  }

  /** A process did not come to its end. */
  void spoil(JobKey job, Actor process) {
    if (process.worksOn() != null && job.equals(process.job())) {
      spoilt.computeIfAbsent(List.of(job, process.worksOn()), k -> Collections.newSetFromMap(new IdentityHashMap<>())).add(process);
    }
  }

  boolean hasMet(JobKey job, Fault fault) {
    return sorts.getOrDefault(job, Set.of()).contains(fault);
  }

  /** How many tries of a step can have come to nothing by faults; of any step when it is null. */
  int tries(JobKey job, @Nullable String step) {
    Set<Actor> all = new HashSet<>();
    spoilt.forEach(
        (which, processes) -> {
          if (which.getFirst().equals(job) && (step == null || which.getLast().equals(step))) {
            all.addAll(processes);
          }
        });
    return all.size();
  }

  void forget() {
    sorts.clear();
    spoilt.clear();
  }
}
