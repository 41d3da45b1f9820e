package io.lotara.handler;

import io.micronaut.context.ApplicationContext;

/** Serves what the operators of a tenant do. */
public class AdminHandler extends HttpFunction {
  public AdminHandler() {}

  /** With a context that is already running. */
  public AdminHandler(ApplicationContext context) {
    super(context);
  }
}
