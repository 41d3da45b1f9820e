package io.lotara.contract;

import io.lotara.local.FunctionFailure;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The whole service, from template.yaml, in this process; shared by all classes of this package and stopped after the last one. */
final class Service implements BeforeAllCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace PLACE = ExtensionContext.Namespace.create(Service.class);
  /** How long answers are held; shorter than in earnest, so that tests need not wait. */
  static final int HELD_SECONDS = 3;

  private static volatile Running running;

  /**
   * What runs.
   *
   * @param throttle what the store refuses
   */
  record Running(LocalCloud cloud, Throttle throttle) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    @Override
    public void close() {
      cloud.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running = context.getRoot().getStore(PLACE).getOrComputeIfAbsent("service", key -> withTexts(start(options -> {})), Running.class);
  }

  /** The chat of those without a key knows a text. */
  private static Running withTexts(Running service) {
    List<Map<String, String>> faqs = List.of(Map.of("title", "Luggage", "text", "# Luggage\nYou may take one bag of 23 kg."));
    try {
      service.cloud().invoke("ChatSettingsHandler", Map.of("action", "set", "tenant", "open", "settings", Map.of("brand_name", "Lotara", "faqs", faqs)));
    } catch (FunctionFailure e) {
      throw new IllegalStateException(e);
    }
    return service;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    running.throttle().nothing();
  }

  /** A service of its own, which the caller closes. */
  static Running start(Consumer<LocalOptions> change) {
    Throttle throttle = new Throttle();
    LocalOptions options =
        LocalOptions.of(Path.of("template.yaml"))
            .clock(LocalClock.atSpeed(1))
            .environment("LOTARA_HELD_SECONDS", String.valueOf(HELD_SECONDS))
            .environment("LOTARA_STREAMS_HELD", "3")
            .bean(ExecutionInterceptor.class, throttle);
    change.accept(options);
    return new Running(LocalCloud.start(options), throttle);
  }

  static LocalCloud cloud() {
    return running.cloud();
  }

  static Http http() {
    return new Http(cloud().baseUrl());
  }

  static Throttle throttle() {
    return running.throttle();
  }
}
