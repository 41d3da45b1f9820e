package io.lotara.bench.cost;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.local.FunctionCall;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/**
 * Whole trip jobs over HTTP on the local runner, so many at once: how many a second, how long one takes from POST to its end, and where the
 * time goes. Everything runs in this one process, so figures tell of the code and the machine, not of AWS. The numbers at once take turns, so that
 * what else the machine does is spread over all. System properties: {@code bench.load.rounds} (3), {@code bench.load.jobs} (70 in a round one at a
 * time; at least twice as many of several at once, in whole waves).
 */
public final class LoadBench {
  private static final int[] AT_ONCE = {1, 8, 64};
  private static final int WARM_UP = 30;
  private static final ExecutionAttribute<Long> BEGAN = new ExecutionAttribute<>("bench.began");

  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger next = new AtomicInteger();
  private volatile Load load = new Load(1);

  private LoadBench() {}

  /** How often a client looks at its job: every 20 ms, and 5 ms later for each further client, so that looking is not what is measured. */
  static Duration looksEvery(int atOnce) {
    return Duration.ofMillis(20 + 5L * (atOnce - 1));
  }

  /** Runs everything and prints it. */
  public static void run() throws Exception {
    new LoadBench().measure();
  }

  private void measure() throws Exception {
    int count = Integer.getInteger("bench.load.jobs", 70);
    int rounds = Integer.getInteger("bench.load.rounds", 3);
    LocalOptions options =
        LocalOptions.of(Path.of("template.yaml"))
            .context((function, builder) -> builder.singletons(new Watch()))
            .interception(this::timed)
            .warm(true);
    List<Load> loads = new ArrayList<>();
    for (int atOnce : AT_ONCE) {
      loads.add(new Load(atOnce));
    }
    try (LocalCloud cloud = LocalCloud.start(options)) {
      Jobs jobs = new Jobs(cloud);
      for (int i = 0; i < WARM_UP; i++) {
        one(jobs, load);
      }
      for (int round = 0; round < rounds; round++) {
        for (Load each : round % 2 == 0 ? loads : loads.reversed()) {
          cloud.awaitIdle(Duration.ofSeconds(30));
          load = each;
          run(jobs, each, each.atOnce() == 1 ? count : Math.ceilDiv(2 * count, each.atOnce()) * each.atOnce());
        }
      }
      cloud.awaitIdle(Duration.ofSeconds(30));
    }
    System.out.printf("%nWhole trip jobs on the local runner, POST to completed, in %d rounds in which the numbers at once take turns%n", rounds);
    loads.forEach(Load::print);
  }

  private void run(Jobs jobs, Load into, int count) throws Exception {
    AtomicInteger left = new AtomicInteger(count);
    long start = System.nanoTime();
    Clients.sideBySide(into.atOnce(), () -> {
      while (left.getAndDecrement() > 0) {
        one(jobs, into);
      }
      return null;
    });
    into.rate(count / ((System.nanoTime() - start) / 1e9));
  }

  private void one(Jobs jobs, Load into) throws IOException, InterruptedException {
    long asked = System.nanoTime();
    String job = jobs.plan(next.incrementAndGet(), 1_000_000);
    long accepted = System.nanoTime();
    String state = jobs.rest(job, looksEvery(into.atOnce()));
    if (!state.equals("completed")) {
      throw new IllegalStateException("a job is " + state);
    }
    into.timelines().seen(job, asked, accepted, System.nanoTime());
  }

  private Object timed(FunctionCall call, Callable<Object> proceed) throws Exception {
    Load into = load;
    List<SQSEvent.SQSMessage> messages = call.event() instanceof SQSEvent event ? event.getRecords() : List.of();
    for (SQSEvent.SQSMessage message : messages) {
      into.waited(System.currentTimeMillis() - Long.parseLong(message.getAttributes().get("SentTimestamp")));
    }
    long start = System.nanoTime();
    try {
      return proceed.call();
    } finally {
      long end = System.nanoTime();
      into.call("in " + call.function(), end - start);
      for (SQSEvent.SQSMessage message : messages) {
        into.timelines().worked(json.readTree(message.getBody()).path("job_id").asText(), start, end);
      }
    }
  }

  private final class Watch implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      attributes.putAttribute(BEGAN, System.nanoTime());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      done(context.request(), attributes);
      switch (context.request()) {
        case PutItemRequest put -> ended(put.item());
        case TransactWriteItemsRequest all -> all.transactItems().stream().flatMap(i -> Stream.ofNullable(i.put())).forEach(put -> ended(put.item()));
        default -> {}
      }
    }

    /** Only the last write of a job says when its item goes. */
    private void ended(Map<String, AttributeValue> item) {
      if (item.get("sk").s().equals("JOB") && item.containsKey("ttl")) {
        String key = item.get("pk").s();
        load.timelines().ended(key.substring(key.lastIndexOf('#') + 1), System.nanoTime());
      }
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
      done(context.request(), attributes);
    }

    private void done(Object request, ExecutionAttributes attributes) {
      String service = request instanceof SqsRequest ? "SQS " : "DynamoDB ";
      load.call(service + request.getClass().getSimpleName().replace("Request", ""), System.nanoTime() - attributes.getAttribute(BEGAN));
    }
  }
}
