package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.lotara.aws.Rehearsal;
import io.lotara.job.JobLog;
import io.lotara.job.JobStore;
import io.lotara.job.SampleJob;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.BeanRegistration;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** What the HTTP functions have in common. The routes of a function are those of the controllers that its context holds. */
abstract class HttpFunction extends APIGatewayV2HTTPEventFunction implements RequestStreamHandler {
  /** The name of the gateway's id in the logging context. */
  private static final String REQUEST = "gateway_request_id";

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

  /** Held, because those who run it hold it weakly. */
  private final @Nullable Snapshot snapshot;

  HttpFunction() {
    snapshot = Snapshot.of(this::getApplicationContext, this::rehearse);
  }

  HttpFunction(ApplicationContext context) {
    super(context);
    snapshot = null;
  }

  /** Requests that are played through before a function is frozen, in addition to every GET that it has. They reach no service. */
  List<PrimingEvent> played() {
    return List.of();
  }

  /**
   * Asks everything that only reads, for a job that does not exist, which brings about clients and connections. Then plays the same, for a job that
   * does, and what the function writes, without leaving the process.
   *
   * @return how each route was answered last
   */
  final Map<String, Integer> rehearse() {
    try (PrimingContext.Traced trace = PrimingContext.traced()) {
      return playAll();
    }
  }

  private Map<String, Integer> playAll() {
    Map<String, Integer> answers = new HashMap<>();
    List<PrimingEvent> reads =
        getApplicationContext()
            .getBean(Router.class)
            .uriRoutes()
            .filter(route -> route.getHttpMethod() == HttpMethod.GET)
            .map(route -> "GET " + route.getUriMatchTemplate())
            .sorted()
            .map(PrimingEvent::new)
            .toList();
    play(reads, answers);
    Rehearsal.of(
        () -> {
          play(played(), answers);
          for (BeanRegistration<JobStore> store : getApplicationContext().getActiveBeanRegistrations(JobStore.class)) {
            store.getBean().create(SampleJob.job(), SampleJob.request(), List.of());
          }
          // A stream waits for the job's end.
          play(reads.stream().filter(event -> !event.getRouteKey().contains("/stream")).toList(), answers);
        });
    return answers;
  }

  private void play(List<PrimingEvent> events, Map<String, Integer> answers) {
    try {
      GatewayJson.read(new ByteArrayInputStream(PrimingEvent.JSON.getBytes(StandardCharsets.UTF_8)));
      for (PrimingEvent event : events) {
        APIGatewayV2HTTPResponse answer = handleRequest(event, PrimingContext.INSTANCE);
        GatewayJson.write(answer, OutputStream.nullOutputStream());
        answers.put(event.getRouteKey(), answer.getStatusCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  /** What the runtime calls: it takes a function that reads its events itself for one that reads streams. */
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    GatewayJson.write(handleRequest(GatewayJson.read(in), context), out);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    event.getRequestContext().getHttp().setPath(RoutePath.of(event));
    if (event.getHeaders() != null) {
      // The adapter breaks on control characters; what replaces them is as wrong in any header that has rules.
      event.getHeaders().replaceAll((name, value) -> CONTROL.matcher(value).replaceAll("\uFFFD"));
    }
    APIGatewayV2HTTPResponse response = answer(event, context);
    if (event.getRequestContext().getHttp().getMethod().equals("HEAD")) {
      response.setBody("");
      response.setIsBase64Encoded(false);
    }
    Map<String, String> headers = new HashMap<>();
    if (response.getHeaders() != null) {
      headers.putAll(response.getHeaders());
    }
    headers.put("X-Request-Id", event.getRequestContext().getRequestId());
    response.setHeaders(headers);
    return response;
  }

  /** With the request, by the id that its client is told, and the job that its path names in every line of the log. */
  private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
    try (MDC.MDCCloseable request = MDC.putCloseable(REQUEST, event.getRequestContext().getRequestId())) {
      if (event.getPathParameters() != null && event.getPathParameters().get("job_id") != null) {
        JobLog.about(event.getPathParameters().get("job_id"));
      }
      return super.handleRequest(event, context);
    } finally {
      JobLog.end();
    }
  }
}
