package io.lotara.aws;

import io.lotara.job.JobStore;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** The secrets that adapters ask for by name; each exists where it is configured. */
@Factory
class SecretBeans {
  private final Secrets secrets;

  SecretBeans(Secrets secrets) {
    this.secrets = secrets;
  }

  @Singleton
  @Named("duffel")
  @Requires(property = "lotara.duffel.token", pattern = ".+")
  Supplier<String> duffel(@Value("${lotara.duffel.token}") String configured) {
    return () -> secrets.reveal(configured);
  }

  @Singleton
  @Named("liteapi")
  @Requires(property = "lotara.liteapi.key", pattern = ".+")
  Supplier<String> liteapi(@Value("${lotara.liteapi.key}") String configured) {
    return () -> secrets.reveal(configured);
  }

  @Singleton
  @Named("llm")
  @Requires(property = "lotara.llm.key", pattern = ".+")
  Supplier<String> llm(@Value("${lotara.llm.key}") String configured) {
    return () -> secrets.reveal(configured);
  }

  @Singleton
  @Named("opik")
  @Requires(property = "lotara.opik.key", pattern = ".+")
  Supplier<String> opik(@Value("${lotara.opik.key}") String configured) {
    return () -> available(configured);
  }

  @Singleton
  @Named("api-key")
  @Requires(property = "lotara.api-key", pattern = ".+")
  Supplier<String> apiKey(@Value("${lotara.api-key}") String configured) {
    return () -> available(configured);
  }

  @Singleton
  @Named("link-secret")
  @Requires(property = "lotara.link-secret", pattern = ".+")
  Supplier<String> linkSecret(@Value("${lotara.link-secret}") String configured) {
    return () -> available(configured);
  }

  /** A request that needs a secret to be judged can be tried again. */
  private String available(String configured) {
    try {
      return secrets.reveal(configured);
    } catch (SdkException e) {
      throw new JobStore.Unavailable("a secret cannot be read", e);
    }
  }
}
