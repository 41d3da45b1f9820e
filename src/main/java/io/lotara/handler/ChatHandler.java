package io.lotara.handler;

import io.micronaut.context.ApplicationContext;

/** Talks. Routes: {@link ChatController}, {@link ConversationsController}. */
public class ChatHandler extends HttpFunction {

  public ChatHandler() {}

  /** With a context that is already running. */
  public ChatHandler(ApplicationContext context) {
    super(context);
  }
}
