package io.lotara.handler;

import io.micronaut.context.ApplicationContext;

/** Says what the API is, to programs and to people. Routes: {@link DocsController}. Touches no store. */
public class DocsHandler extends HttpFunction {

  public DocsHandler() {}

  /** With a context that is already running. */
  public DocsHandler(ApplicationContext context) {
    super(context);
  }
}
