package io.lotara.trip.agent;

import io.lotara.job.Agent;
import io.lotara.job.JobOutputs;
import io.lotara.job.StepContext;
import io.lotara.job.StepOutcome;
import io.lotara.travel.SourceException;
import io.lotara.travel.Sources;
import io.lotara.travel.TravelSource;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.lotara.trip.revise.Revision;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** What the agents of a trip have in common. */
abstract class TripAgent implements Agent {
  static final String INTAKE = "intake";
  static final String FLIGHTS = "flights";
  static final String STAYS = "stays";
  static final String ACTIVITIES = "activities";
  static final String ITINERARY = "itinerary";
  static final String REVIEW = "review";
  static final String EXECUTION = "execution";

  static final String UNDERSTANDING = "understanding";
  static final String SEARCH = "search";
  static final String HOTELS = "hotels";
  static final String EATERIES = "eateries";
  static final String NOTES = "notes";
  static final String DIFF = JobOutputs.DIFF;

  @Override
  public String kind() {
    return TripJobKind.NAME;
  }

  static Understanding understanding(StepContext context) {
    return needed(context, INTAKE, UNDERSTANDING, Argument.of(Understanding.class));
  }

  static Search search(StepContext context) {
    return needed(context, INTAKE, SEARCH, Argument.of(Search.class));
  }

  static <T> T needed(StepContext context, String step, String key, Argument<T> type) {
    return context
        .input(step, key, type)
        .orElseThrow(() -> new IllegalStateException("the step '%s' has left no '%s'".formatted(step, key)));
  }

  static List<TravelSource> order(Sources sources, StepContext context, TripRequest request) {
    return sources.order(context.job().key().tenant(), request.provider(), request.start(), request.end());
  }

  /** Asks all questions at once, each of the first source that has an answer; answers keep the order of the questions. */
  static <Q, T> Sources.Found<T> askAll(
      List<TravelSource> order,
      TravelSource.Offering offering,
      List<Q> questions,
      Function<TravelSource, Function<Q, List<T>>> ask) {
    List<T> offers = new ArrayList<>();
    TreeSet<String> notes = new TreeSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Sources.Found<T>>> asked =
          questions.stream()
              .map(q -> threads.submit(() -> Sources.<T>ask(order, offering, s -> ask.apply(s).apply(q))))
              .toList();
      for (Future<Sources.Found<T>> found : asked) {
        offers.addAll(found.get().offers());
        notes.addAll(found.get().notes());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException.Retriable("interrupted", e);
    }
    return new Sources.Found<>(offers, List.copyOf(notes));
  }

  /** Refs of what has to stay in the plan: those of a trip that is a change of another. */
  static Set<String> keep(StepContext context, JsonMapper json) {
    return Revision.of(context.request(), json).map(r -> (Set<String>) new LinkedHashSet<>(r.keep())).orElse(Set.of());
  }

  @Override
  public StepOutcome run(StepContext context) {
    try {
      return work(context);
    } catch (SourceException e) {
      boolean retriable = e instanceof SourceException.Retriable;
      return new StepOutcome.Failed(
          "SOURCE_UNAVAILABLE",
          "No travel source could answer for the step '%s': %s".formatted(name(), e.getMessage()),
          null,
          retriable,
          Duration.ofSeconds(retriable ? 5 : 0));
    }
  }

  /** The agent's work; a source that fails is taken care of. */
  abstract StepOutcome work(StepContext context);

  static Map<String, Object> values(Object... keysAndValues) {
    Map<String, Object> values = new java.util.LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return values;
  }
}
