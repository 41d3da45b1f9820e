package io.lotara.handler;

import io.micronaut.context.ApplicationContext;

/** Tells how a job stands. Routes: {@link StatusController}. */
public class StatusHandler extends HttpFunction {

  public StatusHandler() {}

  /** With a context that is already running. */
  public StatusHandler(ApplicationContext context) {
    super(context);
  }
}
