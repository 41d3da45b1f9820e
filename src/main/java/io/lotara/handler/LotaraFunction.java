package io.lotara.handler;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import java.util.Map;

/** How the context of a function is made: with that function's own controller and no other. */
public final class LotaraFunction {
  /** Names the function whose beans are wanted. */
  static final String PROPERTY = "lotara.function";

  private static final String LAMBDA = "lambda";

  static {
    LazyIntrospections.install();
  }

  private LotaraFunction() {}

  /**
   * A builder for the context of a handler; more properties and beans may be added before it is started. Beans are made when they are first
   * needed: the framework's own builder for Lambda makes every one at the start, used or not, and cannot be told otherwise.
   */
  public static ApplicationContextBuilder contextFor(Class<?> handler) {
    return new FunctionContext.Builder(FunctionBeans.of(handler.getSimpleName()))
        .environments(Environment.FUNCTION, LAMBDA)
        .deduceEnvironment(false)
        .deduceCloudEnvironment(false)
        .banner(false)
        .properties(Map.of(PROPERTY, handler.getSimpleName()));
  }
}
