package io.lotara.handler;

import io.micronaut.context.ApplicationContext;
import java.util.List;

/** Takes trips in, and says who we are. Routes: {@link PlanController}. */
public class PlanHandler extends HttpFunction {

  public PlanHandler() {}

  /** With a context that is already running. */
  public PlanHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  List<String> refused() {
    return List.of("POST /v1/plan");
  }
}
