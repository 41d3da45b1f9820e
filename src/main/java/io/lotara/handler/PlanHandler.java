package io.lotara.handler;

import io.micronaut.context.ApplicationContext;
import java.util.List;

/** Takes trips in, and says who we are. Routes: {@link PlanController}. */
public class PlanHandler extends HttpFunction {

  /** All is well, but for the address. */
  private static final String ALMOST =
      "{\"user_id\": \"priming\", \"query\": \"A week in Rome for two from Hanoi\", \"constraints\": {\"travelers\": 2}, \"callback_url\": \"http://localhost\"}";

  public PlanHandler() {}

  /** With a context that is already running. */
  public PlanHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  List<PrimingEvent> refused() {
    return List.of(new PrimingEvent("POST /v1/plan", ALMOST));
  }
}
