package io.lotara.trip.agent;

import io.lotara.job.Agent;
import io.lotara.job.Answer;
import io.lotara.job.Effect;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobPlan;
import io.lotara.job.JobRequest;
import io.lotara.job.JobState;
import io.lotara.job.Mode;
import io.lotara.job.Policy;
import io.lotara.job.StepContext;
import io.lotara.job.StepOutcome;
import io.lotara.tenant.InMemoryTenants;
import io.lotara.tenant.ModelBudget;
import io.lotara.tenant.ModelSpend;
import io.lotara.tenant.SettingsStore;
import io.lotara.trip.Itinerary;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import io.lotara.trip.Understanding;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the agents of one trip one after the other, each with what the earlier ones have left, as JSON. */
final class TripScript implements AutoCloseable {
  static final Instant NOW = Instant.parse("2027-01-10T10:00:00Z");

  private final ApplicationContext beans;
  private final JsonMapper json;
  private final Map<String, String> left = new HashMap<>();
  private final JobRequest request;
  private final InMemoryTenants tenants = new InMemoryTenants();

  /**
   * @param properties the configuration
   * @param query what was asked for
   * @param constraints as JSON
   */
  TripScript(Map<String, Object> properties, String query, String constraints) {
    this.beans =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .eagerInitSingletons(false)
            .properties(new HashMap<>(properties))
            .beanDefinitions(nobodysPreferences(), kept(ModelSpend.class, tenants), kept(SettingsStore.class, tenants))
            .build();
    this.beans.registerSingleton(Clock.class, Clock.fixed(NOW, ZoneOffset.UTC));
    this.beans.start();
    this.json = beans.getBean(JsonMapper.class);
    this.request = new JobRequest("u", query, constraints, null, null);
  }

  /** No table stands behind these agents. */
  private static RuntimeBeanDefinition<PreferenceStore> nobodysPreferences() {
    PreferenceStore none =
        new PreferenceStore() {
          @Override
          public Optional<Preferences> get(String tenant, String userId) {
            return Optional.empty();
          }

          @Override
          public void put(String tenant, String userId, Preferences preferences) {
            throw new UnsupportedOperationException("agents keep nothing");
          }
        };
    return RuntimeBeanDefinition.builder(PreferenceStore.class, () -> none)
        .singleton(true)
        .exposedTypes(PreferenceStore.class)
        .replaces(PreferenceStore.class)
        .build();
  }

  private static <T> RuntimeBeanDefinition<T> kept(Class<T> port, T inMemory) {
    return RuntimeBeanDefinition.builder(port, () -> inMemory).singleton(true).exposedTypes(port).replaces(port).build();
  }

  /** Millionths of a dollar that the trip has cost so far. */
  long spent() {
    return beans.getBean(ModelBudget.class).spentToday("t");
  }

  /** Everything up to the plan. */
  Itinerary plan() {
    understand();
    for (Class<? extends Agent> agent : List.of(FlightsAgent.class, StaysAgent.class, ActivitiesAgent.class, ItineraryAgent.class)) {
      done(agent);
    }
    return value(TripAgent.ITINERARY, TripAgent.ITINERARY, Argument.of(Itinerary.class)).orElseThrow();
  }

  Understanding understand() {
    done(IntakeAgent.class);
    return value(TripAgent.INTAKE, TripAgent.UNDERSTANDING, Argument.of(Understanding.class)).orElseThrow();
  }

  /** What an agent comes to. */
  StepOutcome run(Class<? extends Agent> agent) {
    return beans.getBean(agent).run(new Context());
  }

  private void done(Class<? extends Agent> type) {
    Agent agent = beans.getBean(type);
    StepOutcome outcome = agent.run(new Context());
    if (!(outcome instanceof StepOutcome.Done done)) {
      throw new AssertionError(agent.name() + " came to " + outcome);
    }
    done.values()
        .forEach(
            (key, value) -> {
              try {
                left.put(agent.name() + " " + key, json.writeValueAsString(value));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private <T> Optional<T> value(String step, String key, Argument<T> type) {
    return Optional.ofNullable(left.get(step + " " + key))
        .map(
            text -> {
              try {
                return json.readValue(text, type);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Override
  public void close() {
    beans.close();
  }

  private final class Context implements StepContext {
    @Override
    public Job job() {
      return new Job(
          new JobKey("t", "j"), "trip", "u", Mode.values()[0], new JobPlan(List.of()), new Policy(BigDecimal.TEN, "USD", Duration.ofHours(1)),
          JobState.values()[0], 1, NOW, NOW, null, NOW.plusSeconds(600), Map.of(), Map.of(), null, 0, null, 0, Map.of(), List.of(), null, io.lotara.job.Lineage.NONE, NOW);
    }

    @Override
    public JobRequest request() {
      return request;
    }

    @Override
    public List<Answer> answers() {
      return List.of();
    }

    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public Optional<String> commit() {
      return Optional.empty();
    }

    @Override
    public <T> Optional<T> input(String step, String key, Argument<T> type) {
      return value(step, key, type);
    }

    @Override
    public <T> Optional<T> previous(String key, Argument<T> type) {
      return Optional.empty();
    }

    @Override
    public Optional<Map<String, Effect>> note(Map<String, Effect> effects) {
      return Optional.of(effects);
    }
  }
}
