package io.lotara.job;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outputs of a job that clients may see, read with one request to the store. */
public final class JobOutputs {
  /** The key under which steps keep the trip; the last one that did holds the present plan. */
  public static final String ITINERARY = "itinerary";

  /** The key under which the review of a changed trip keeps what changed. */
  public static final String DIFF = "diff";

  /** The key under which execution keeps where to book what was not booked. */
  public static final String BOOKINGS = "bookings";

  private static final JobOutputs NONE = new JobOutputs(Map.of());
  private final Map<Outputs.Ref, StoredOutput> stored;

  private JobOutputs(Map<Outputs.Ref, StoredOutput> stored) {
    this.stored = stored;
  }

  public static JobOutputs none() {
    return NONE;
  }

  public static JobOutputs read(Outputs outputs, Job job, JsonMapper json) {
    Map<Outputs.Ref, StoredOutput> stored = new LinkedHashMap<>();
    outputs.all(job.key()).forEach((ref, bytes) -> stored.put(ref, StoredOutput.read(json, bytes)));
    return new JobOutputs(stored);
  }

  /** A value of one output; it never changes. */
  public Optional<JsonNode> value(String key, String step, int revision) {
    return Optional.ofNullable(stored.get(new Outputs.Ref(step, revision))).map(o -> o.values().get(key));
  }

  /** Names of the values of one output that clients may see, with how many there are where it is a list. */
  public Map<String, Object> counts(String step, int revision) {
    Map<String, Object> counts = new LinkedHashMap<>();
    StoredOutput output = stored.get(new Outputs.Ref(step, revision));
    if (output != null) {
      for (String key : output.facts().keys()) {
        JsonNode value = output.values().get(key);
        counts.put(key, value != null && value.isArray() ? value.size() : 1);
      }
    }
    return counts;
  }

  /** The newest value of each key that clients may see and that the job has told of. */
  public Map<String, JsonNode> current(Job job) {
    Map<String, JsonNode> current = new LinkedHashMap<>();
    for (StepSpec step : job.plan().steps()) {
      newest(job, step.id())
          .ifPresent(o -> o.facts().keys().forEach(key -> latest(job, key).ifPresent(value -> current.put(key, value))));
    }
    return current;
  }

  /** The newest value of a key, seen by clients or not. */
  public Optional<JsonNode> latest(Job job, String key) {
    List<StepSpec> steps = job.plan().steps();
    for (StepSpec step : steps.reversed()) {
      Optional<JsonNode> value = newest(job, step.id()).map(o -> o.values().get(key));
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** The output that the job knows of: of the step's present revision when it has ended, or of one before that a re-check has left. */
  private Optional<StoredOutput> newest(Job job, String step) {
    boolean ended = job.task(step).state().ended();
    int revision = job.task(step).revision() - (ended ? 0 : 1);
    boolean replaced = !ended && job.approvalRounds() == 0;
    return replaced ? Optional.empty() : Optional.ofNullable(stored.get(new Outputs.Ref(step, revision)));
  }
}
