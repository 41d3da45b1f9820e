package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop over a batch of messages. They are worked on side by side, so that a slow one does not use up its neighbours' time. */
final class SqsBatch {
  private static final Logger LOG = LoggerFactory.getLogger(SqsBatch.class);

  private SqsBatch() {}

  /**
   * Gives every message to {@code work} and reports those for which it threw: they are delivered again, the others are not.
   */
  static SQSBatchResponse run(SQSEvent event, Consumer<SQSMessage> work) {
    List<BatchItemFailure> failures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      event.getRecords().forEach(message -> running.add(threads.submit(() -> work.accept(message))));
      for (int i = 0; i < running.size(); i++) {
        String id = event.getRecords().get(i).getMessageId();
        try {
          running.get(i).get();
        } catch (ExecutionException e) {
          LOG.warn("message {} failed: {}", id, e.getCause().toString());
          failures.add(new BatchItemFailure(id));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          failures.add(new BatchItemFailure(id));
        }
      }
    }
    return new SQSBatchResponse(failures);
  }
}
