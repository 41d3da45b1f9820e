package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.Context;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.function.aws.DefaultLambdaContextFactory;
import io.micronaut.function.aws.LambdaContextFactory;
import jakarta.inject.Singleton;

/**
 * Keeps Lambda's context out of the application context. The framework's own factory makes beans of the context and its logger anew with each
 * invocation, which took a sixth of a warm request's processor time; no bean asks for them.
 */
@Singleton
@Replaces(DefaultLambdaContextFactory.class)
final class NoContextBeans implements LambdaContextFactory {
  @Override
  public void registerSingletons(Context context) {}
}
