package io.lotara.bench.plain;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Has a plain function answer requests before its checkpoint, as those who prime without a framework do: real ones, whose effects stay. */
final class Priming implements Resource {
  private static final int REQUESTS = Integer.getInteger("bench.plain.primed", 0);
  private static final String BODY = "{\"user_id\":\"priming\",\"query\":\"Plan a 7-day trip to Tokyo for two under $3000\"}";

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler;

  private Priming(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
    this.handler = handler;
  }

  /** Takes part in the checkpoint when the system property {@code bench.plain.primed} says how many requests. The result must be held on to. */
  static Priming of(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
    Priming priming = new Priming(handler);
    if (REQUESTS > 0) {
      Core.getGlobalContext().register(priming);
    }
    return priming;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> hooks) {
    APIGatewayV2HTTPEvent event =
        APIGatewayV2HTTPEvent.builder()
            .withBody(BODY)
            .withPathParameters(Map.of("job_id", System.getProperty("bench.plain.job", "")))
            .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder().withRequestId("priming").build())
            .build();
    for (int i = 0; i < REQUESTS; i++) {
      int status = handler.handleRequest(event, null).getStatusCode();
      if (status > 202) {
        throw new IllegalStateException("a request before the checkpoint was answered " + status);
      }
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> hooks) {
    // Nothing is to be fetched anew.
  }
}
