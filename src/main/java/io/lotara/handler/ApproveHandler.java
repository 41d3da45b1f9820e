package io.lotara.handler;

import io.micronaut.context.ApplicationContext;
import java.util.List;

/** Takes what people say of a running job. Routes: {@link ApproveController}. */
public class ApproveHandler extends HttpFunction {

  public ApproveHandler() {}

  /** With a context that is already running. */
  public ApproveHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  List<PrimingEvent> played() {
    return List.of(new PrimingEvent("POST /v1/approve"));
  }
}
