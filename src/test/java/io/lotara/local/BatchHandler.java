package io.lotara.local;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Remembers what it was sent, in a list named by its environment, and fails the messages that say {@code poison}. */
public final class BatchHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  /** A message as the handler saw it. */
  record Seen(String body, int receives, String arn, Clock clock) {}

  private static final Map<String, Queue<Seen>> SEEN = new ConcurrentHashMap<>();

  /** Looks at the context of the next batches. */
  static volatile Consumer<ApplicationContext> observer = context -> {};

  public BatchHandler(ApplicationContext context) {
    super(context);
  }

  static Queue<Seen> seen(String name) {
    return SEEN.computeIfAbsent(name, ignored -> new ConcurrentLinkedQueue<>());
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    observer.accept(applicationContext);
    var name = applicationContext.getRequiredProperty("test.seen", String.class);
    var failures = new ArrayList<BatchItemFailure>();
    for (var record : event.getRecords()) {
      int receives = Integer.parseInt(record.getAttributes().get("ApproximateReceiveCount"));
      seen(name).add(new Seen(record.getBody(), receives, record.getEventSourceArn(), applicationContext.getBean(Clock.class)));
      if (record.getBody().contains("poison")) {
        failures.add(new BatchItemFailure(record.getMessageId()));
      }
    }
    return new SQSBatchResponse(List.copyOf(failures));
  }
}
