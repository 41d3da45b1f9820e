package io.lotara.prove.kill;

import java.time.ZoneOffset;
import java.time.InstantSource;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.lotara.e2e.BookableOffers;
import io.lotara.handler.AgentWorkerHandler;
import io.lotara.handler.DeadLetterHandler;
import io.lotara.handler.LotaraFunction;
import io.lotara.handler.SweeperHandler;
import io.lotara.job.Timing;
import io.lotara.prove.Around;
import io.lotara.prove.Protection;
import io.lotara.travel.Reservations;
import io.lotara.travel.TravelSource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.core.annotation.Nullable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A worker process: the handlers of the agents, the dead letters and the sweeper, fed from the queues, until it is killed. What it is to do
 * comes line by line on its standard input: {@code halt POINT N}, {@code sweep}. It says {@code ready} when it can, {@code took IDS} with
 * messages, {@code done IDS} when they are deleted, {@code free} when it is ready for more, and {@code swept whole} or {@code swept part}.
 */
public final class WorkerMain {
  /** Messages at once, at most. */
  private static final int BATCH = 3;

  /** A sweep that takes longer leaves the rest to the next one. */
  private static final Duration WHOLE_SWEEP = Duration.ofSeconds(45);

  private final Settings settings;
  private final SqsClient sqs;
  private final AgentWorkerHandler worker;

  /** Most processes die before they need these two. */
  private final Supplier<DeadLetterHandler> deadLetter = later(DeadLetterHandler.class, DeadLetterHandler::new);
  private final Supplier<SweeperHandler> sweeper = later(SweeperHandler.class, SweeperHandler::new);

  private WorkerMain(Settings settings) {
    this.settings = settings;
    ApplicationContext context = context(AgentWorkerHandler.class);
    sqs = context.getBean(SqsClient.class);
    worker = new AgentWorkerHandler(context);
  }

  private <T> Supplier<T> later(Class<T> handler, Function<ApplicationContext, T> made) {
    return new Supplier<>() {
      private T known;

      @Override
      public synchronized T get() {
        known = known == null ? made.apply(context(handler)) : known;
        return known;
      }
    };
  }

  /** Starts the process; with {@code train} it ends by itself once everything is made. */
  public static void main(String[] arguments) throws Exception {
    WorkerMain main = new WorkerMain(Settings.parse(arguments[0]));
    say("ready");
    if (arguments.length > 1) {
      main.deadLetter.get();
      main.sweeper.get();
      main.take(main.settings.queue(), main.worker::handleRequest, 1);
      // Threads of clients would keep it for a minute.
      System.exit(0);
    }
    Thread.ofPlatform().start(() -> main.poll(main.settings.queue(), main.worker::handleRequest));
    Thread.ofPlatform().start(() -> main.poll(main.settings.deadLetters(), (event, context) -> main.deadLetter.get().handleRequest(event, context)));
    main.listen();
  }

  private ApplicationContext context(Class<?> handler) {
    CrashPoints points = new CrashPoints(settings.off(), settings.slow());
    Reservations reservations = points.around(new RemoteReservations(settings.provider(), settings.off() != Protection.EFFECT_KEY));
    return Around.in(LotaraFunction.contextFor(handler), points)
        .properties(settings.properties())
        .beanDefinitions(
            replacing(Clock.class, settings.clock()),
            replacing(Timing.class, Settings.timing()),
            named(TravelSource.class, BookableOffers.source()),
            named(Reservations.class, reservations))
        .start();
  }

  private static <T> RuntimeBeanDefinition<T> replacing(Class<T> type, T bean) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).exposedTypes(type).replaces(type).build();
  }

  private static <T> RuntimeBeanDefinition<T> named(Class<T> type, T bean) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).exposedTypes(type).named(BookableOffers.NAME).build();
  }

  private void listen() throws Exception {
    try (var input = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("halt")) {
          CrashPoints.choose(words[1], Integer.parseInt(words[2]));
        } else {
          Thread.ofPlatform().start(this::sweep);
        }
      }
    }
    // Whoever started it is gone.
    Runtime.getRuntime().halt(0);
  }

  private void sweep() {
    String how = "part";
    try {
      SweeperHandler handler = sweeper.get();
      Instant begun = settings.clock().instant();
      handler.handleRequest(new ScheduledEvent(), null);
      how = settings.clock().instant().isBefore(begun.plus(WHOLE_SWEEP)) ? "whole" : how;
    } catch (RuntimeException e) {
      System.err.println("sweeper: " + e);
    }
    say("swept " + how);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  @FunctionalInterface
  private interface Handler {
    SQSBatchResponse handle(SQSEvent event, com.amazonaws.services.lambda.runtime.Context context);
  }

  private void poll(String queue, Handler handler) {
    while (true) {
      try {
        take(queue, handler, 1);
      } catch (RuntimeException e) {
        System.err.println("worker: " + e);
      }
    }
  }

  private void take(String queue, Handler handler, int seconds) {
    List<Message> messages = sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(BATCH).waitTimeSeconds(seconds)).messages();
    if (messages.isEmpty()) {
      return;
    }
    say("took " + messages.stream().map(Message::messageId).collect(Collectors.joining(",")));
    try {
      work(queue, handler, messages);
    } finally {
      say("free");
    }
  }

  private void work(String queue, Handler handler, List<Message> messages) {
    CrashPoints.at("queue.receive:after");
    SQSEvent event = new SQSEvent();
    event.setRecords(messages.stream().map(WorkerMain::record).toList());
    Set<String> failed =
        handler.handle(event, null).getBatchItemFailures().stream().map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
            .collect(Collectors.toSet());
    List<DeleteMessageBatchRequestEntry> done =
        messages.stream()
            .filter(m -> !failed.contains(m.messageId()))
            .map(m -> DeleteMessageBatchRequestEntry.builder().id(m.messageId()).receiptHandle(m.receiptHandle()).build())
            .toList();
    CrashPoints.at("queue.delete:before");
    if (!done.isEmpty()) {
      sqs.deleteMessageBatch(r -> r.queueUrl(queue).entries(done));
      say("done " + done.stream().map(DeleteMessageBatchRequestEntry::id).collect(Collectors.joining(",")));
    }
    CrashPoints.at("queue.delete:after");
  }

  private static SQSEvent.SQSMessage record(Message message) {
    SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
    record.setMessageId(message.messageId());
    record.setBody(message.body());
    return record;
  }

  /**
   * What a worker process must know.
   *
   * @param start of the clock, milliseconds since the epoch
   * @param speed of the clock
   * @param off the protection that is off, or null
   * @param slow whether whoever writes a job hesitates
   */
  record Settings(
      String table,
      String queue,
      String deadLetters,
      URI dynamo,
      URI sqs,
      URI provider,
      long start,
      double speed,
      @Nullable Protection off,
      boolean slow) {
    private static final String NONE = "-";

    static Settings parse(String text) {
      String[] parts = text.split(" ");
      return new Settings(
          parts[0],
          parts[1],
          parts[2],
          URI.create(parts[3]),
          URI.create(parts[4]),
          URI.create(parts[5]),
          Long.parseLong(parts[6]),
          Double.parseDouble(parts[7]),
          parts[8].equals(NONE) ? null : Protection.valueOf(parts[8]),
          Boolean.parseBoolean(parts[9]));
    }

    String text() {
      return String.join(" ", table, queue, deadLetters, dynamo.toString(), sqs.toString(), provider.toString(), Long.toString(start),
          Double.toString(speed), off == null ? NONE : off.name(), Boolean.toString(slow));
    }

    /** As deployed, but that no job runs out of tries: here every step is hit again and again. */
    static Timing timing() {
      Timing t = Timing.standard();
      return new Timing(t.lease(), t.resendAfter(), Duration.ofDays(30), t.questionTime(), t.retention(), 10_000);
    }

    /** One that several processes have in common: it starts at a moment of the wall clock and runs faster. */
    Clock clock() {
      InstantSource faster = () -> Instant.ofEpochMilli(start + (long) ((System.currentTimeMillis() - start) * speed));
      return faster.withZone(ZoneOffset.UTC);
    }

    Map<String, Object> properties() {
      return Map.of(
          "lotara.table", table,
          "lotara.agent-queue", queue,
          "lotara.delivery-queue", queue + "-of-nobody",
          "lotara.open-access", "true",
          "lotara.link-secret", "the secret of links that nobody follows",
          "lotara.aws.dynamodb-endpoint", dynamo.toString(),
          "lotara.aws.sqs-endpoint", sqs.toString(),
          "lotara.aws.region", "us-east-1");
    }
  }
}
