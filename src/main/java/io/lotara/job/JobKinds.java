package io.lotara.job;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of jobs there are: every bean of the type. */
@Singleton
public class JobKinds {
  private final Map<String, JobKind> kinds = new LinkedHashMap<>();

  public JobKinds(List<JobKind> kinds) {
    kinds.forEach(k -> this.kinds.put(k.name(), k));
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public JobKind kind(String name) {
    JobKind kind = kinds.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("no kind of job is called " + name);
    }
    return kind;
  }

  /** The plan that a job of this kind gets when it is accepted now. */
  public JobPlan plan(String kind) {
    return new JobPlan(kind(kind).steps());
  }
}
