package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Queues, schedules, tables and environment of the local runner. */
@ResourceLock("handlers")
class LocalCloudTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final LocalClock CLOCK = LocalClock.atSpeed(1);
  private static volatile FunctionCall.Interception fault = FunctionCall.Interception.NONE;
  private static LocalCloud cloud;

  static Path template() {
    try {
      return Path.of(LocalCloudTest.class.getResource("template.yaml").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    TickHandler.TICKS.clear();
    cloud =
        LocalCloud.start(
            LocalOptions.of(template())
                .clock(CLOCK)
                .visibility(Duration.ofSeconds(2))
                .interception((call, proceed) -> fault.around(call, proceed)));
    // A function that is made while its first messages wait may take longer than they stay hidden.
    cloud.deliver("Work", List.of("first"));
    cloud.deliver("DeadWork", List.of("first"));
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @BeforeEach
  void forget() throws InterruptedException {
    fault = FunctionCall.Interception.NONE;
    // The test before may have looked at a message that the poller has yet to delete.
    assertTrue(cloud.awaitIdle(LONG));
    BatchHandler.seen("work").clear();
    BatchHandler.seen("dead").clear();
  }

  private static void send(String... bodies) {
    for (String body : bodies) {
      cloud.sqs().sendMessage(message -> message.queueUrl(cloud.queueUrl("Work")).messageBody(body));
    }
  }

  private static List<BatchHandler.Seen> await(String list, int count) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (BatchHandler.seen(list).size() < count && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return List.copyOf(BatchHandler.seen(list));
  }

  @Test
  void poisonReachesTheDeadLetterQueueAndItsNeighboursDoNot() throws Exception {
    send("one", "poison", "two");
    var dead = await("dead", 1);
    assertEquals(List.of("poison"), dead.stream().map(BatchHandler.Seen::body).toList());
    assertTrue(dead.getFirst().arn().endsWith("-DeadWork"), dead.getFirst().arn());
    var counts =
        BatchHandler.seen("work").stream().collect(Collectors.groupingBy(BatchHandler.Seen::body, Collectors.summingInt(seen -> 1)));
    assertEquals(1, counts.get("one"));
    assertEquals(1, counts.get("two"));
    assertEquals(2, counts.get("poison"), "maxReceiveCount");
    assertTrue(cloud.awaitIdle(LONG));
    assertEquals(new LocalCloud.Depth(0, 0), cloud.depth("Work"));
  }

  @Test
  void aFunctionThatDiesAfterItsLastLineGetsTheMessageAgain() throws Exception {
    var first = new AtomicInteger();
    fault =
        (call, proceed) -> {
          var result = proceed.call();
          if (call.trigger() == FunctionCall.Trigger.QUEUE && first.getAndIncrement() == 0) {
            throw new IllegalStateException("dies");
          }
          return result;
        };
    send("again");
    assertEquals(List.of(1, 2), await("work", 2).stream().map(BatchHandler.Seen::receives).toList());
  }

  @Test
  void messagesWaitWhilePollingIsPaused() throws Exception {
    cloud.pause("Work");
    send("later");
    assertEquals(1, cloud.depth("Work").waiting());
    assertEquals(List.of(), List.copyOf(BatchHandler.seen("work")));
    cloud.resume("Work");
    assertEquals("later", await("work", 1).getFirst().body());
  }

  @Test
  void deliveryByHandTellsWhichMessagesFailed() throws Exception {
    assertEquals(List.of(1), cloud.deliver("Work", List.of("good", "poison")));
    assertEquals(new LocalCloud.Depth(0, 0), cloud.depth("Work"));
  }

  @Test
  void functionsHaveTheRunnersClock() throws Exception {
    cloud.deliver("Work", List.of("x"));
    assertSame(CLOCK, BatchHandler.seen("work").peek().clock());
  }

  @Test
  void aFunctionHasTheTemplatesEnvironmentWithWhatOverridesIt() throws Exception {
    var seen = new ConcurrentHashMap<String, String>();
    var options =
        LocalOptions.of(template())
            .polling(false)
            .schedules(false)
            .environment("TEST_SHADE", "red")
            .bean(StringBuilder.class, new StringBuilder("replaced"))
            .contexts(
                handler ->
                    ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .beanDefinitions(RuntimeBeanDefinition.of(new StringBuilder("deployed"))));
    try (var other = LocalCloud.start(options.context((function, builder) -> builder.properties(Map.of("hook", function))))) {
      BatchHandler.observer =
          context -> {
            for (String property : List.of("test.shade", "test.table", "test.seen", "hook", "lotara.aws.dynamodb-endpoint")) {
              seen.put(property, context.getRequiredProperty(property, String.class));
            }
            seen.put("bean", context.getBean(StringBuilder.class).toString());
          };
      other.deliver("Work", List.of("x"));
      assertEquals("red", seen.get("test.shade"), "the option beats the template");
      assertEquals("lotara-local-Things", seen.get("test.table"));
      assertEquals("work", seen.get("test.seen"), "the function's own beside the globals");
      assertEquals("Batch", seen.get("hook"));
      assertEquals(other.dynamoEndpoint().toString(), seen.get("lotara.aws.dynamodb-endpoint"));
      assertEquals("replaced", seen.get("bean"));
    } finally {
      BatchHandler.observer = context -> {};
    }
  }

  @Test
  void theTableIsAsTheTemplateSays() {
    var name = cloud.tableName("Things");
    var table = cloud.dynamo().describeTable(wanted -> wanted.tableName(name)).table();
    assertEquals("due", table.globalSecondaryIndexes().getFirst().indexName());
    var ttl = cloud.dynamo().describeTimeToLive(wanted -> wanted.tableName(name)).timeToLiveDescription();
    assertEquals(TimeToLiveStatus.ENABLED, ttl.timeToLiveStatus());
  }

  @Test
  void aRateFiresAtStartAndWhenTheClockComesToIt() throws Exception {
    assertEquals(Set.of("TickHourly"), cloud.scheduleIds());
    assertNotNull(TickHandler.TICKS.poll(30, TimeUnit.SECONDS), "at start");
    CLOCK.advance(Duration.ofMinutes(61));
    var tick = TickHandler.TICKS.poll(30, TimeUnit.SECONDS);
    assertNotNull(tick, "after an hour");
    assertEquals("Scheduled Event", tick.getDetailType());
    assertTrue(Math.abs(tick.getTime().getMillis() - CLOCK.millis()) < 60_000, "the event has the runner's time");
    cloud.fire("TickHourly");
    assertNotNull(TickHandler.TICKS.poll(), "by hand");
  }

  @Test
  void concurrencyIsBounded() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var enough = new CountDownLatch(40);
    fault =
        (call, proceed) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          try {
            TimeUnit.MILLISECONDS.sleep(20);
            return proceed.call();
          } finally {
            running.decrementAndGet();
            enough.countDown();
          }
        };
    for (int i = 0; i < 200; i++) {
      send("m" + i);
    }
    assertTrue(enough.await(30, TimeUnit.SECONDS));
    assertTrue(most.get() <= 5, "at most five batches at once, and " + most + " ran");
    await("work", 200);
    assertTrue(cloud.awaitIdle(LONG));
  }
}
