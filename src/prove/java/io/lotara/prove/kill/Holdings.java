package io.lotara.prove.kill;

import io.lotara.handler.LotaraFunction;
import io.lotara.handler.SweeperHandler;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobStore;
import io.lotara.job.Task;
import io.lotara.job.WorkMessage;
import io.lotara.sqs.WorkMessageCodec;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the table holds, item by item: what an API that forgot a job, or a step that nobody will run, would not tell. */
final class Holdings implements AutoCloseable {
  private static final String TENANT = "open";
  private static final String JOB = "JOB";
  private static final String UNDO = "UNDO";
  private static final String DUE = "due_at";
  private static final String PARTITION = "T#" + TENANT + "#J#";

  private final ApplicationContext context;
  private final DynamoDbClient client;
  private final JobStore store;
  private final WorkMessageCodec codec;
  private final String table;

  /** A message that was set aside, of a step of a job. */
  record SetAside(String message, String job, String step) {}

  Holdings(WorkerMain.Settings settings) {
    context = LotaraFunction.contextFor(SweeperHandler.class).properties(settings.properties()).start();
    client = context.getBean(DynamoDbClient.class);
    store = context.getBean(JobStore.class);
    codec = context.getBean(WorkMessageCodec.class);
    table = settings.table();
  }

  private List<Map<String, AttributeValue>> items() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    client.scanPaginator(r -> r.tableName(table).consistentRead(true)).items().forEach(items::add);
    return items;
  }

  /** Whether nothing is owed and nobody is waited for. */
  boolean nothingDue() {
    return items().stream().noneMatch(Holdings::owed);
  }

  /** Notices are owed for ever here: nobody in this part tells them. */
  private static boolean owed(Map<String, AttributeValue> item) {
    return item.containsKey(DUE) && !item.get("sk").s().startsWith("TELL#");
  }

  /**
   * The jobs that wait for nobody, and those that have something to be undone: how far each has come. What a sweep changes by sending again
   * does not change that.
   */
  Map<String, Object> unfinished() {
    Map<String, Object> far = new HashMap<>();
    for (Map<String, AttributeValue> item : items()) {
      String pk = item.get("pk").s();
      boolean undo = item.get("sk").s().equals(UNDO);
      if (pk.startsWith(PARTITION) && item.containsKey(DUE) && (undo || item.get("sk").s().equals(JOB))) {
        store
            .read(new JobKey(TENANT, pk.substring(PARTITION.length())))
            .filter(job -> undo || job.state().active())
            .ifPresent(job -> far.put(job.key().id(), progress(job)));
      }
    }
    return far;
  }

  private static Object progress(Job job) {
    Map<String, String> steps = new TreeMap<>();
    for (Map.Entry<String, Task> step : job.tasks().entrySet()) {
      steps.put(step.getKey(), "%d.%d".formatted(step.getValue().revision(), step.getValue().attempt()));
    }
    return List.of(job.state(), job.log().size(), steps, job.effects());
  }

  Job job(String id) {
    return store.read(new JobKey(TENANT, id)).orElse(null);
  }

  /** The messages of steps that were set aside; nonsense is no step's. */
  List<SetAside> setAside() {
    List<SetAside> all = new ArrayList<>();
    for (Map<String, AttributeValue> item : items()) {
      if (item.get("pk").s().startsWith("PARKED#")) {
        try {
          WorkMessage message = codec.read(item.get("body").s());
          all.add(new SetAside(item.get("pk").s().substring("PARKED#".length()), message.jobId(), message.step()));
        } catch (IllegalArgumentException e) {
          // Nobody's.
        }
      }
    }
    return all;
  }

  /** What is wrong with the table once everything is at rest, next to the jobs that clients were told of. */
  List<String> faults(Set<String> accepted) {
    List<String> faults = new ArrayList<>();
    Set<String> jobs = new TreeSet<>();
    Map<String, Set<String>> parts = new TreeMap<>();
    for (Map<String, AttributeValue> item : items()) {
      String pk = item.get("pk").s();
      String sk = item.get("sk").s();
      if (owed(item)) {
        faults.add("stuck: the table still owes %s of %s".formatted(sk, pk));
      }
      if (pk.startsWith(PARTITION)) {
        parts.computeIfAbsent(pk.substring(PARTITION.length()), id -> new TreeSet<>()).add(sk);
      }
      if (sk.equals("KEY") && !accepted.contains(item.get("job").s())) {
        faults.add("lost: an idempotency key names the job %s, which nobody was told of".formatted(item.get("job").s()));
      }
    }
    parts.forEach(
        (id, sorts) -> {
          if (sorts.contains(JOB)) {
            jobs.add(id);
          } else {
            faults.add("lost: %s of %s belong to no job".formatted(sorts, id));
          }
          if (sorts.contains(JOB) && !sorts.contains("REQ")) {
            faults.add("lost: %s has no request".formatted(id));
          }
        });
    Set<String> gone = new TreeSet<>(accepted);
    gone.removeAll(jobs);
    Set<String> more = new TreeSet<>(jobs);
    more.removeAll(accepted);
    if (!gone.isEmpty()) {
      faults.add("lost: accepted and not in the table are " + gone);
    }
    if (!more.isEmpty()) {
      faults.add("twice: in the table are jobs that nobody was told of: " + more);
    }
    return faults;
  }

  @Override
  public void close() {
    context.close();
  }
}
