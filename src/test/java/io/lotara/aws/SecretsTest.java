package io.lotara.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.job.HealthProbe;
import io.lotara.llm.LanguageModel;
import io.lotara.replay.ReplayServer;
import io.lotara.travel.Sources;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Keys by name, from the Parameter Store's wire format. */
class SecretsTest {
  private ReplayServer store;

  @BeforeEach
  void start() throws IOException {
    store = new ReplayServer();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  /** A clock that stands still until it is set. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2027-01-10T10:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private ApplicationContext beans(Clock clock, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("lotara.aws.ssm-endpoint", store.url());
    all.put("lotara.agent-queue", store.url() + "/queue");
    all.put("lotara.table", "jobs");
    ApplicationContext beans = ApplicationContext.builder().deduceEnvironment(false).eagerInitSingletons(false).properties(all).build();
    beans.registerSingleton(Clock.class, clock);
    return beans.start();
  }

  private static String parameter(String value) {
    return "{\"Parameter\": {\"Name\": \"/lotara/duffel\", \"Type\": \"SecureString\", \"Value\": \"" + value + "\", \"Version\": 1}}";
  }

  @Test
  void readsAParameterWhenItIsNeededAndAgainAfterFiveMinutes() {
    SetClock clock = new SetClock();
    try (ApplicationContext beans = beans(clock, Map.of("lotara.duffel.token", "ssm:/lotara/duffel"))) {
      @SuppressWarnings("unchecked")
      Supplier<String> token = beans.getBean(Supplier.class, Qualifiers.byName("duffel"));
      assertEquals(List.of("duffel", "open"), beans.getBean(Sources.class).names());
      assertTrue(store.asked().isEmpty(), "that it is configured can be told without it");
      store.then(200, parameter("one")).then(200, parameter("two")).otherwise(400, "{\"__type\": \"AccessDeniedException\"}");
      assertEquals("one", token.get());
      clock.now = clock.now.plus(Duration.ofMinutes(4));
      assertEquals("one", token.get());
      assertEquals(1, store.asked().size());
      clock.now = clock.now.plus(Duration.ofMinutes(2));
      assertEquals("two", token.get());
      clock.now = clock.now.plus(Duration.ofMinutes(6));
      assertEquals("two", token.get(), "a store that fails takes no key away");
    }
    ReplayServer.Asked asked = store.asked().getFirst();
    assertEquals("AmazonSSM.GetParameter", asked.headers().get("x-amz-target"));
    assertEquals("/lotara/duffel", asked.json().get("Name").getStringValue());
    assertTrue(asked.json().get("WithDecryption").getBooleanValue());
  }

  @Test
  void aStoreThatNeverAnsweredHasNoKey() {
    store.otherwise(400, "{\"__type\": \"ParameterNotFound\"}");
    try (ApplicationContext beans = beans(new SetClock(), Map.of())) {
      Secrets secrets = beans.getBean(Secrets.class);
      assertThrows(SdkException.class, () -> secrets.reveal("ssm:/lotara/none"));
      assertEquals("plain", secrets.reveal("plain"));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{\"__type\": \"ParameterNotFound\"} | 400 ParameterNotFound",
      "{\"message\": \"/lotara/none\", \"__type\": \"com.amazonaws.ssm#AccessDeniedException\"} | 400 AccessDeniedException",
      "{\"message\": \"the \\\"__type\\\": \\\"of\\\" /lotara/none\"} | 400",
      "{\"__type\": {\"is\": \"/lotara/none\"}} | 400",
      "[\"__type\", \"/lotara/none\"] | 400",
      "<html>/lotara/none</html> | 400",
      "'' | 400"})
  void whatIsWrongIsToldByItsKindAlone(String answer, String told) {
    store.otherwise(400, answer);
    try (ApplicationContext beans = beans(new SetClock(), Map.of())) {
      Secrets secrets = beans.getBean(Secrets.class);
      SdkException failure = assertThrows(SdkException.class, () -> secrets.reveal("ssm:/lotara/none"));
      assertEquals("a secret cannot be read: the Parameter Store answers " + told, failure.getMessage());
    }
  }

  @Test
  void withoutKeysThereAreOpenDataAndRules() {
    try (ApplicationContext beans = beans(new SetClock(), Map.of())) {
      assertEquals(List.of("open"), beans.getBean(Sources.class).names());
      assertFalse(beans.getBean(LanguageModel.class).configured());
      assertTrue(beans.getBeansOfType(HealthProbe.class).stream().noneMatch(p -> p.service().equals("llm")));
    }
    assertTrue(store.asked().isEmpty());
  }

  @Test
  void withKeysThereIsMore() {
    Map<String, Object> keys = Map.of("lotara.duffel.token", "t", "lotara.liteapi.key", "k", "lotara.llm.key", "ssm:/lotara/llm");
    try (ApplicationContext beans = beans(new SetClock(), keys)) {
      assertEquals(List.of("duffel", "liteapi", "open"), beans.getBean(Sources.class).names());
      assertTrue(beans.getBean(LanguageModel.class).configured());
      assertTrue(beans.getBeansOfType(HealthProbe.class).stream().anyMatch(p -> p.service().equals("llm") && p.healthy()));
    }
    assertTrue(store.asked().isEmpty(), "nobody called to see how it feels");
  }
}
