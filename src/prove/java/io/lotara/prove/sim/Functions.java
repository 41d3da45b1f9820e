package io.lotara.prove.sim;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.handler.AgentWorkerHandler;
import io.lotara.handler.ApproveHandler;
import io.lotara.handler.DeadLetterHandler;
import io.lotara.handler.DeliveryWorkerHandler;
import io.lotara.handler.LotaraFunction;
import io.lotara.handler.PlanHandler;
import io.lotara.handler.StatusHandler;
import io.lotara.handler.SweeperHandler;
import io.lotara.job.FollowUp;
import io.lotara.job.WorkMessage;
import io.lotara.prove.Around;
import io.lotara.sqs.NoticeMessageCodec;
import io.lotara.sqs.WorkMessageCodec;
import io.lotara.travel.Reservations;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions as they are deployed: their handlers, each in a context of its own, which is given the worlds' ports by {@link Ports}. */
final class Functions implements AutoCloseable {
  /** The one tenant of an open deployment. */
  static final String TENANT = "open";

  private static final ObjectMapper JSON = new ObjectMapper();
  private final List<ApplicationContext> contexts = new ArrayList<>();
  private final PlanHandler plan = new PlanHandler(context(PlanHandler.class));
  private final StatusHandler status = new StatusHandler(context(StatusHandler.class));
  private final ApproveHandler approve = new ApproveHandler(context(ApproveHandler.class));
  private final AgentWorkerHandler worker = new AgentWorkerHandler(context(AgentWorkerHandler.class));
  private final SweeperHandler sweeper = new SweeperHandler(context(SweeperHandler.class));
  private final DeadLetterHandler deadLetter = new DeadLetterHandler(context(DeadLetterHandler.class));
  private final DeliveryWorkerHandler delivery = new DeliveryWorkerHandler(context(DeliveryWorkerHandler.class));
  private final NoticeMessageCodec notices = contexts.getFirst().getBean(NoticeMessageCodec.class);
  private final WorkMessageCodec codec = contexts.getFirst().getBean(WorkMessageCodec.class);
  private final JsonMapper json = contexts.getFirst().getBean(JsonMapper.class);

  /**
   * An answer over HTTP.
   *
   * @param status 0 when the connection broke
   */
  record Answer(int status, JsonNode body) {
    String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  private ApplicationContext context(Class<?> handler) {
    ApplicationContext context =
        Around.in(LotaraFunction.contextFor(handler), new Ports())
            .properties(
                Map.of(
                    "lotara.table", "none",
                    "lotara.agent-queue", "http://127.0.0.1:1/none",
                    "lotara.delivery-queue", "http://127.0.0.1:1/none",
                    "lotara.open-access", "true",
                    "lotara.link-secret", "the secret of a world that is not there",
                    "lotara.aws.dynamodb-endpoint", "http://127.0.0.1:1",
                    "lotara.aws.sqs-endpoint", "http://127.0.0.1:1",
                    "lotara.aws.region", "us-east-1"))
            .beanDefinitions(
                RuntimeBeanDefinition.builder(Reservations.class, Provider::new)
                    .singleton(true)
                    .exposedTypes(Reservations.class)
                    .named(Provider.NAME)
                    .build())
            .start();
    contexts.add(context);
    return context;
  }

  JsonMapper json() {
    return json;
  }

  String body(WorkMessage message) {
    return codec.write(message);
  }

  String body(FollowUp.Notice notice) {
    return notices.write(notice);
  }

  boolean tell(String id, String body) {
    return delivery.handleRequest(event(id, body), null).getBatchItemFailures().isEmpty();
  }

  /** Delivers a message to the worker; true when it may be deleted. */
  boolean work(String id, String body) {
    return worker.handleRequest(event(id, body), null).getBatchItemFailures().isEmpty();
  }

  boolean setAside(String id, String body) {
    return deadLetter.handleRequest(event(id, body), null).getBatchItemFailures().isEmpty();
  }

  private static SQSEvent event(String id, String body) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId(id);
    message.setBody(body);
    message.setAttributes(Map.of("ApproximateReceiveCount", "1"));
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }

  /** Sweeps; false when the run failed: as on AWS, the next one comes in a minute. */
  boolean sweep() {
    try {
      sweeper.handleRequest(new ScheduledEvent(), null);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  Answer plan(String body, String key) {
    return call(plan, "POST /v1/plan", "/v1/plan", Map.of(), body, Map.of("idempotency-key", key));
  }

  Answer status(String job) {
    return call(status, "GET /v1/status/{job_id}", "/v1/status/" + job, Map.of("job_id", job), null, Map.of());
  }

  Answer events(String job) {
    return call(status, "GET /v1/jobs/{job_id}/events", "/v1/jobs/%s/events".formatted(job), Map.of("job_id", job), null, Map.of());
  }

  Answer decide(String job, boolean approved) {
    String body = "{\"job_id\":\"%s\",\"approved\":%s}".formatted(job, approved);
    return call(approve, "POST /v1/approve", "/v1/approve", Map.of(), body, Map.of());
  }

  Answer cancel(String job) {
    return call(approve, "POST /v1/jobs/{job_id}/cancel", "/v1/jobs/%s/cancel".formatted(job), Map.of("job_id", job), "{}", Map.of());
  }

  Answer answer(String job) {
    String path = "/v1/jobs/%s/answer".formatted(job);
    return call(approve, "POST /v1/jobs/{job_id}/answer", path, Map.of("job_id", job), "{\"answer\":\"Hue\"}", Map.of());
  }

  private static Answer call(
      APIGatewayV2HTTPEventFunction function,
      String route,
      String path,
      Map<String, String> variables,
      String body,
      Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("content-type", "application/json");
    all.put("host", "sim");
    RequestContext context =
        RequestContext.builder()
            .withRouteKey(route)
            .withRequestId("r")
            .withDomainName("sim")
            .withStage("$default")
            .withHttp(RequestContext.Http.builder().withMethod(route.substring(0, route.indexOf(' '))).withPath(path)
                .withSourceIp("127.0.0.1").build())
            .build();
    APIGatewayV2HTTPEvent event =
        APIGatewayV2HTTPEvent.builder()
            .withVersion("2.0")
            .withRouteKey(route)
            .withRawPath(path)
            .withRawQueryString("")
            .withHeaders(all)
            .withPathParameters(variables.isEmpty() ? null : variables)
            .withRequestContext(context)
            .withBody(body)
            .withIsBase64Encoded(false)
            .build();
    try {
      APIGatewayV2HTTPResponse response = function.handleRequest(event, null);
      if (Actor.current().dead()) {
        return new Answer(0, JSON.nullNode());
      }
      String text = response.getBody() == null ? "" : response.getBody();
      byte[] bytes = response.getIsBase64Encoded() ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
      return new Answer(response.getStatusCode(), bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes));
    } catch (Actor.Death death) {
      return new Answer(0, JSON.nullNode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    contexts.forEach(ApplicationContext::close);
  }
}
