package io.lotara.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.e2e.Backend;
import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/** The agents' queue on ElasticMQ in this JVM, or where {@link Backend} says. */
class SqsWorkQueueTest {
  private static SQSRestServer server;
  private static ApplicationContext context;
  private static String url;
  private static final Batches BATCHES = new Batches();

  /** What was asked for. */
  private static final class Batches implements ExecutionInterceptor {
    private final List<SendMessageBatchRequest> sent = new ArrayList<>();

    @Override
    public synchronized void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (context.request() instanceof SendMessageBatchRequest batch) {
        sent.add(batch);
      }
    }

    synchronized List<SendMessageBatchRequest> take() {
      List<SendMessageBatchRequest> all = List.copyOf(sent);
      sent.clear();
      return all;
    }
  }

  @BeforeAll
  static void open() {
    String endpoint = Backend.chosen().endpoint().map(URI::toString).orElse("");
    if (endpoint.isEmpty()) {
      server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
      endpoint = "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort();
    }
    String name = "agents-" + UUID.randomUUID();
    try (ApplicationContext maker = context(endpoint, "none")) {
      url = maker.getBean(SqsClient.class).createQueue(r -> r.queueName(name)).queueUrl();
    }
    context = context(endpoint, url);
    context.registerSingleton(ExecutionInterceptor.class, BATCHES);
  }

  private static ApplicationContext context(String endpoint, String queue) {
    return ApplicationContext.builder()
        .properties(
            Map.of(
                "lotara.table", "none",
                "lotara.agent-queue", queue,
                "lotara.aws.sqs-endpoint", endpoint,
                "lotara.aws.region", "us-east-1"))
        .build()
        .start();
  }

  @AfterAll
  static void close() {
    context.getBean(SqsClient.class).deleteQueue(r -> r.queueUrl(url));
    context.close();
    if (server != null) {
      server.stopAndWait();
    }
  }

  private List<WorkMessage> receive(int count) {
    SqsClient client = context.getBean(SqsClient.class);
    WorkMessageCodec codec = context.getBean(WorkMessageCodec.class);
    List<WorkMessage> received = new ArrayList<>();
    Instant deadline = Instant.now().plusSeconds(20);
    while (received.size() < count && Instant.now().isBefore(deadline)) {
      for (Message message :
          client.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1)).messages()) {
        received.add(codec.read(message.body()));
        client.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
    }
    return received;
  }

  private static List<WorkMessage> messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> new WorkMessage("acme", "job-" + i, "flights", 1)).toList();
  }

  @Test
  void anyNumberOfMessagesArrivesInAsFewRequestsAsCanBe() {
    BATCHES.take();
    List<WorkMessage> messages = messages(23);
    context.getBean(WorkQueue.class).send(messages, Duration.ZERO);
    assertEquals(List.of(10, 10, 3), BATCHES.take().stream().map(b -> b.entries().size()).toList());
    List<WorkMessage> received = new ArrayList<>(receive(23));
    received.sort(Comparator.comparing(m -> messages.indexOf(m)));
    assertEquals(messages, received);
  }

  @Test
  void nothingToSendAsksForNothing() {
    BATCHES.take();
    context.getBean(WorkQueue.class).send(List.of(), Duration.ZERO);
    assertEquals(List.of(), BATCHES.take());
  }

  @Test
  void aDelayIsPassedOnUpToWhatTheQueueTakes() {
    BATCHES.take();
    WorkQueue queue = context.getBean(WorkQueue.class);
    queue.send(messages(1), Duration.ofSeconds(880));
    queue.send(messages(1), Duration.ofHours(3));
    assertEquals(
        List.of(880, 900), BATCHES.take().stream().map(b -> b.entries().getFirst().delaySeconds()).toList());
  }

  @Test
  void aQueueThatIsGoneOrOutOfReachIsNoFault() {
    try (ApplicationContext gone = context(endpointOf(url), url + "-gone")) {
      gone.getBean(WorkQueue.class).send(messages(2), Duration.ZERO);
    }
    // Nothing listens on the discard port.
    try (ApplicationContext away = context("http://127.0.0.1:9", url)) {
      away.getBean(WorkQueue.class).send(messages(12), Duration.ZERO);
    }
    assertTrue(context.isRunning());
  }

  private static String endpointOf(String queueUrl) {
    return queueUrl.replaceFirst("^(https?://[^/]+).*$", "$1");
  }
}
