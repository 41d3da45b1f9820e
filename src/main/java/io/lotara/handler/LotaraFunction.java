package io.lotara.handler;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import java.util.Map;

/** How the context of a function is made: with that function's own controller and no other. */
public final class LotaraFunction {
  /** Names the function whose beans are wanted. */
  static final String PROPERTY = "lotara.function";

  private LotaraFunction() {}

  /** A builder for the context of a handler; more properties and beans may be added before it is started. */
  public static ApplicationContextBuilder contextFor(Class<?> handler) {
    return configure(ApplicationContext.builder(), handler);
  }

  static ApplicationContextBuilder configure(ApplicationContextBuilder builder, Class<?> handler) {
    return builder
        .deduceEnvironment(false)
        .banner(false)
        .eagerInitSingletons(false)
        .properties(Map.of(PROPERTY, handler.getSimpleName()));
  }
}
