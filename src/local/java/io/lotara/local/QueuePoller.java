package io.lotara.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Feeds a function from a queue as Lambda's event source mapping does: batches, at most so many at once; what succeeded is deleted, what
 * failed comes again when its visibility ends, and moves to the dead letter queue after the queue's number of receives.
 */
final class QueuePoller implements AutoCloseable {
  private static final int WAIT_SECONDS = 1;
  private static final Duration AFTER_ERROR = Duration.ofMillis(500);

  private final Template.QueueSource source;
  private final String queueUrl;
  private final LocalFunction function;
  private final SqsClient sqs;
  private final Console console;
  private final Semaphore free;
  // Fair, or the loop that receives would never let pause in.
  private final ReentrantLock receiving = new ReentrantLock(true);
  private final Condition changed = receiving.newCondition();
  private final ReentrantLock working = new ReentrantLock();
  private final Condition ended = working.newCondition();
  private volatile boolean closed;
  private boolean paused;
  private int batches;
  private Thread thread;

  QueuePoller(Template.QueueSource source, String queueUrl, LocalFunction function, SqsClient sqs, Console console) {
    this.source = source;
    this.queueUrl = queueUrl;
    this.function = function;
    this.sqs = sqs;
    this.console = console;
    this.free = new Semaphore(source.concurrency());
  }

  void start() {
    thread = Thread.ofVirtual().name(source.id()).start(this::poll);
  }

  /** After it returns no message is taken from the queue; what was taken before may still run. */
  void pause() {
    receiving.lock();
    try {
      paused = true;
    } finally {
      receiving.unlock();
    }
  }

  void resume() {
    receiving.lock();
    try {
      paused = false;
      changed.signalAll();
    } finally {
      receiving.unlock();
    }
  }

  /** Waits until no batch runs; false if one still does after {@code limit}. */
  boolean awaitIdle(Duration limit) throws InterruptedException {
    working.lock();
    try {
      for (long left = limit.toNanos(); batches > 0; left = ended.awaitNanos(left)) {
        if (left <= 0) {
          return false;
        }
      }
      return true;
    } finally {
      working.unlock();
    }
  }

  private void count(int change) {
    working.lock();
    try {
      batches += change;
      ended.signalAll();
    } finally {
      working.unlock();
    }
  }

  private void poll() {
    try {
      while (!closed) {
        free.acquire();
        List<Message> batch = List.of();
        try {
          batch = receive();
        } catch (SdkException e) {
          if (!closed) {
            console.line(source.id() + " cannot read its queue: " + e.getMessage());
            Thread.sleep(AFTER_ERROR);
          }
        } finally {
          if (batch.isEmpty()) {
            free.release();
          }
        }
        if (!batch.isEmpty()) {
          count(1);
          var messages = batch;
          Thread.ofVirtual().name(source.id() + " batch").start(() -> run(messages));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Message> receive() throws InterruptedException {
    receiving.lock();
    try {
      while (paused) {
        changed.await();
      }
      var batch = new ArrayList<>(receive(source.batchSize(), WAIT_SECONDS));
      long end = System.nanoTime() + source.window().toNanos();
      while (!batch.isEmpty() && batch.size() < source.batchSize() && System.nanoTime() < end) {
        batch.addAll(receive(source.batchSize() - batch.size(), WAIT_SECONDS));
      }
      return batch;
    } finally {
      receiving.unlock();
    }
  }

  private List<Message> receive(int count, int seconds) {
    return sqs.receiveMessage(
            wanted ->
                wanted
                    .queueUrl(queueUrl)
                    .maxNumberOfMessages(Math.min(10, count))
                    .waitTimeSeconds(seconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  private void run(List<Message> messages) {
    long start = System.nanoTime();
    try {
      var failed = process(messages);
      delete(messages.stream().filter(message -> !failed.contains(message.messageId())).toList());
      var outcome = failed.isEmpty() ? "" : ", %d failed".formatted(failed.size());
      long millis = (System.nanoTime() - start) / 1_000_000;
      console.line("%s %d message(s)%s %s %d ms".formatted(source.id(), messages.size(), outcome, function.spec().id(), millis));
    } catch (FunctionFailure e) {
      console.failure(e);
    } catch (SdkException e) {
      console.line(source.id() + " cannot delete messages: " + e.getMessage());
    } finally {
      free.release();
      count(-1);
    }
  }

  /** Runs the function with these messages, and leaves the queue alone. Returns the ids of those that failed. */
  Set<String> process(List<Message> messages) throws FunctionFailure {
    var event = QueueEvents.event(messages, source.queueArn());
    var answer = function.invoke(FunctionCall.Trigger.QUEUE, event, function.spec().timeout());
    return source.partial() ? QueueEvents.failures(answer, messages) : Set.of();
  }

  private void delete(List<Message> messages) {
    for (int i = 0; i < messages.size(); i += 10) {
      var entries =
          messages.subList(i, Math.min(i + 10, messages.size())).stream()
              .map(message -> DeleteMessageBatchRequestEntry.builder().id(message.messageId()).receiptHandle(message.receiptHandle()).build())
              .toList();
      sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
    }
  }

  @Override
  public void close() {
    closed = true;
    resume();
    if (thread != null) {
      thread.interrupt();
    }
  }
}
