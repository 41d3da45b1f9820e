package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.lotara.aws.Rehearsal;
import io.lotara.job.Primable;
import io.lotara.tenant.LinkTokens;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/** Before a function is frozen it uses what it will need, and changes nothing; with writes counted and keys asked for, as deployments are. */
class SnapshotTest {
  private static KeyedService service;

  @BeforeAll
  static void start() {
    service = new KeyedService(options -> {});
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static List<SdkRequest> primed(Class<?> type, Function<ApplicationContext, AutoCloseable> function) throws Exception {
    return primed(type, function, (snapshot, context, asked) -> {});
  }

  private interface Afterwards {
    void look(Snapshot snapshot, ApplicationContext context, BlockingQueue<SdkRequest> asked) throws Exception;
  }

  /** What reached a service, until the end of what comes afterwards. */
  private static List<SdkRequest> primed(Class<?> type, Function<ApplicationContext, AutoCloseable> function, Afterwards afterwards)
      throws Exception {
    BlockingQueue<SdkRequest> asked = new LinkedBlockingQueue<>();
    ExecutionInterceptor ear =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (!Rehearsal.on()) {
              asked.add(context.request());
            }
          }
        };
    ApplicationContext context =
        LotaraFunction.contextFor(type)
            .properties(
                Map.of(
                    "lotara.table", service.cloud().tableName("Table"),
                    "lotara.agent-queue", service.cloud().queueUrl("AgentQueue"),
                    "lotara.delivery-queue", service.cloud().queueUrl("DeliveryQueue"),
                    "lotara.watch-queue", service.cloud().queueUrl("WatchQueue"),
                    "lotara.writes-per-minute", "60",
                    "lotara.jobs-per-day", "10",
                    "lotara.aws.dynamodb-endpoint", service.cloud().dynamoEndpoint().toString(),
                    "lotara.aws.sqs-endpoint", service.cloud().sqsEndpoint().toString()))
            .singletons(ear)
            .build();
    try (AutoCloseable made = function.apply(context)) {
      Runnable requests = made instanceof HttpFunction http ? http::rehearse : () -> {};
      Snapshot snapshot = Snapshot.of(() -> context, requests);
      snapshot.prime();
      afterwards.look(snapshot, context, asked);
    } finally {
      context.close();
    }
    return List.copyOf(asked);
  }

  private static boolean changesNothing(SdkRequest request) {
    return switch (request) {
      case GetItemRequest r -> true;
      case QueryRequest r -> true;
      case BatchGetItemRequest r -> true;
      case GetQueueAttributesRequest r -> true;
      case SendMessageBatchRequest r -> r.entries().isEmpty();
      case PutItemRequest r -> r.conditionExpression().equals("attribute_exists(pk) AND attribute_not_exists(pk)");
      default -> false;
    };
  }

  private static void check(List<SdkRequest> asked, Class<?>... expected) {
    assertEquals(List.of(), asked.stream().filter(r -> !changesNothing(r)).toList());
    for (Class<?> type : expected) {
      assertTrue(asked.stream().anyMatch(type::isInstance), type.getSimpleName() + " in " + asked);
    }
    assertEquals(0, service.cloud().dynamo().scan(r -> r.tableName(service.cloud().tableName("Table"))).count());
    assertEquals(0, service.cloud().depth("AgentQueue").waiting());
  }

  @Test
  void planTouchesTheTableAndTheQueue() throws Exception {
    check(primed(PlanHandler.class, PlanHandler::new), GetItemRequest.class, PutItemRequest.class, SendMessageBatchRequest.class);
  }

  @Test
  void statusReads() throws Exception {
    check(primed(StatusHandler.class, StatusHandler::new), GetItemRequest.class);
  }

  @Test
  void approveIsRefused() throws Exception {
    check(primed(ApproveHandler.class, ApproveHandler::new), GetItemRequest.class, SendMessageBatchRequest.class);
  }

  @Test
  void feedbackReads() throws Exception {
    check(primed(FeedbackHandler.class, FeedbackHandler::new), GetItemRequest.class);
  }

  @Test
  void theWorkerReadsASentence() throws Exception {
    check(primed(AgentWorkerHandler.class, AgentWorkerHandler::new), GetItemRequest.class);
  }

  /** A trip is accepted in the rehearsal, and no job is there. */
  @Test
  void aTripIsPlayedThrough() throws Exception {
    Map<String, Integer> answers = new HashMap<>();
    check(
        primed(
            PlanHandler.class,
            context -> {
              PlanHandler function = new PlanHandler(context);
              answers.putAll(function.rehearse());
              return function;
            }));
    assertEquals(202, answers.get("POST /v1/plan"), answers.toString());
  }

  @Test
  void aJobThatIsNowhereIsTold() throws Exception {
    Map<String, Integer> answers = new HashMap<>();
    check(
        primed(
            StatusHandler.class,
            context -> {
              StatusHandler function = new StatusHandler(context);
              answers.putAll(function.rehearse());
              return function;
            }));
    assertEquals(200, answers.get("GET /v1/status/{job_id}"), answers.toString());
    assertEquals(200, answers.get("GET /v1/jobs/{job_id}/events"), answers.toString());
  }

  /** As every invocation of Lambda has one, for the SDK to send on; and it is gone before the first one. */
  @Test
  void whatIsPlayedHasATrace() throws Exception {
    Set<String> headers = ConcurrentHashMap.newKeySet();
    ExecutionInterceptor witness =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            headers.add(System.getProperty(PrimingContext.TRACE, "none"));
          }
        };
    primed(
        StatusHandler.class,
        context -> {
          context.registerSingleton(ExecutionInterceptor.class, witness, Qualifiers.byName("witness"));
          return new StatusHandler(context);
        });
    assertTrue(headers.stream().anyMatch(h -> h.startsWith("Root=1-0")), headers.toString());
    assertNull(System.getProperty(PrimingContext.TRACE));
  }

  /** The secret of links that was made up in the rehearsal would sign links that nobody else takes. */
  @Test
  void whatWasPlayedIsForgotten() throws Exception {
    check(
        primed(
            PlanHandler.class,
            PlanHandler::new,
            (snapshot, context, asked) ->
                assertEquals(Optional.empty(), context.getBean(LinkTokens.class).sign("tenant", "job", Instant.EPOCH))));
  }

  @Test
  void afterTheThawTheSecretOfLinksIsAskedForBesideTheRequest() throws Exception {
    primed(
        StatusHandler.class,
        StatusHandler::new,
        (snapshot, context, asked) -> {
          asked.clear();
          snapshot.afterRestore(null);
          SdkRequest first = asked.poll(10, TimeUnit.SECONDS);
          assertTrue(first instanceof GetItemRequest r && r.key().get("pk").s().equals("LINKS"), String.valueOf(first));
        });
  }

  /** What comes from outside is made by the runtime's serializer: of the event's own class, and of no tenant's. */
  @Test
  void nobodyCanBeTheOneWhoPrimes() {
    assertFalse(PrimingEvent.class.isAssignableFrom(APIGatewayV2HTTPEvent.class));
    assertTrue(java.lang.reflect.Modifier.isFinal(PrimingEvent.class.getModifiers()));
  }
}
