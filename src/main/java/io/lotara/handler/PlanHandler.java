package io.lotara.handler;

import io.micronaut.context.ApplicationContext;
import java.util.List;

/** Takes trips in, and says who we are. Routes: {@link PlanController}. */
public class PlanHandler extends HttpFunction {

  private static final String TRIP =
      "{\"user_id\": \"priming\", \"query\": \"A week in Rome for two from Hanoi\", \"constraints\": {\"travelers\": 2}}";

  public PlanHandler() {}

  /** With a context that is already running. */
  public PlanHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  List<PrimingEvent> played() {
    return List.of(new PrimingEvent("POST /v1/plan", TRIP));
  }
}
