package io.lotara.handler;

import io.micronaut.context.ApplicationContext;

/** Takes what people say of a running job. Routes: {@link ApproveController}. */
public class ApproveHandler extends HttpFunction {

  public ApproveHandler() {}

  /** With a context that is already running. */
  public ApproveHandler(ApplicationContext context) {
    super(context);
  }
}
