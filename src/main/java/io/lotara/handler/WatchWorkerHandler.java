package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.lotara.sqs.WatchMessageCodec;
import io.lotara.suggestion.CheckWatch;
import io.lotara.suggestion.WatchKey;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks price watches, all of a message side by side. A message is delivered again when one of its watches could not be checked. */
public class WatchWorkerHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchWorkerHandler.class);

  @Inject private CheckWatch checkWatch;
  @Inject private WatchMessageCodec codec;

  public WatchWorkerHandler() {}

  /** With a context that is already running. */
  public WatchWorkerHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    return SqsBatch.run(event, message -> check(codec.read(message.getBody())));
  }

  private void check(List<WatchKey> watches) {
    RuntimeException failure = null;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      watches.forEach(watch -> running.add(threads.submit(() -> check(watch))));
      for (Future<?> one : running) {
        try {
          one.get();
        } catch (ExecutionException e) {
          failure = new IllegalStateException("not all watches of the message could be checked", e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          failure = new IllegalStateException(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Told in the thread of the watch, where it is known which job a drop has led to. */
  private void check(WatchKey watch) {
    try {
      checkWatch.check(watch);
    } catch (RuntimeException | Error e) {
      LOG.warn("watch {} could not be checked: {}", watch.id(), e.toString());
      throw e;
    }
  }
}
