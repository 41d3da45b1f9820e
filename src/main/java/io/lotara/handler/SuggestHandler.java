package io.lotara.handler;

import io.micronaut.context.ApplicationContext;

/** Takes triggers in that suggest a trip. Routes: {@link SuggestController}. */
public class SuggestHandler extends HttpFunction {

  public SuggestHandler() {}

  /** With a context that is already running. */
  public SuggestHandler(ApplicationContext context) {
    super(context);
  }
}
