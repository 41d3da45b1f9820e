package io.lotara.handler;

import io.micronaut.context.ApplicationContext;

/** Keeps price watches. Routes: {@link WatchesController}. */
public class WatchesHandler extends HttpFunction {

  public WatchesHandler() {}

  /** With a context that is already running. */
  public WatchesHandler(ApplicationContext context) {
    super(context);
  }
}
