package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.lotara.job.JobLog;
import io.lotara.job.WorkMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

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
      event.getRecords().forEach(message -> running.add(threads.submit(() -> work(message, work))));
      for (int i = 0; i < running.size(); i++) {
        String id = event.getRecords().get(i).getMessageId();
        try {
          running.get(i).get();
        } catch (ExecutionException e) {
          failures.add(new BatchItemFailure(id));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          failures.add(new BatchItemFailure(id));
        }
      }
    }
    return new SQSBatchResponse(failures);
  }

  /** What lines are about is said in the thread of the message, and ends with it. */
  private static void work(SQSMessage message, Consumer<SQSMessage> work) {
    MDC.put("message_id", message.getMessageId());
    try {
      work.accept(message);
    } catch (RuntimeException | Error e) {
      LOG.warn("message {} failed: {}", message.getMessageId(), e.toString());
      throw e;
    }
  }

  /** From now on the lines of this message's thread are about that step. */
  static void about(WorkMessage message) {
    JobLog.about(message.jobId());
    MDC.put("step", message.step());
  }
}
