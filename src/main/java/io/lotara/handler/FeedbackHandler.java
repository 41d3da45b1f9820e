package io.lotara.handler;

import io.micronaut.context.ApplicationContext;

/** Takes what people thought of a job. Routes: {@link FeedbackController}. */
public class FeedbackHandler extends HttpFunction {

  public FeedbackHandler() {}

  /** With a context that is already running. */
  public FeedbackHandler(ApplicationContext context) {
    super(context);
  }
}
