package io.lotara.trip.agent;

import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobRequest;
import io.lotara.job.Primable;
import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.job.Transitions;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Sources;
import io.lotara.travel.Town;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.lotara.trip.parse.Answer;
import io.lotara.trip.parse.RequestReader;
import io.lotara.trip.parse.Wording;
import io.lotara.trip.plan.SearchPlanner;
import io.lotara.trip.plan.SourcedTowns;
import io.lotara.trip.plan.UnknownPlaceException;
import io.lotara.trip.trigger.ContextReader;
import io.lotara.trip.trigger.ContextReading;
import io.lotara.trip.trigger.Trigger;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Understands what was asked for and says what the sources must be asked; asks the person when there is nowhere to go. */
@Singleton
class IntakeAgent extends TripAgent implements Primable {
  private final RequestReader reader;
  private final SearchPlanner searchPlanner;
  private final Sources sources;
  private final ExchangeRates rates;
  private final ModelReading model;
  private final PreferenceStore preferences;
  private final ContextReader contexts;
  private final Proposals proposals;
  private final Rehearsal rehearsal;
  private final Provider<Transitions> transitions;
  private final JsonMapper json;

  IntakeAgent(
      RequestReader reader,
      ModelReading model,
      SearchPlanner searchPlanner,
      Sources sources,
      ExchangeRates rates,
      PreferenceStore preferences,
      ContextReader contexts,
      Proposals proposals,
      Rehearsal rehearsal,
      Provider<Transitions> transitions,
      JsonMapper json) {
    this.reader = reader;
    this.model = model;
    this.searchPlanner = searchPlanner;
    this.sources = sources;
    this.rates = rates;
    this.preferences = preferences;
    this.contexts = contexts;
    this.proposals = proposals;
    this.rehearsal = rehearsal;
    this.transitions = transitions;
    this.json = json;
  }

  /** The grammar and the open data, which take the longest to load. */
  @Override
  public void prime() {
    reader.read("Plan a 5-day trip to Paris from Rome for two in May under $3000", null, null, List.of(), LocalDate.EPOCH);
  }

  @Override
  public String name() {
    return INTAKE;
  }

  @Override
  StepOutcome work(StepContext context) {
    Job job = context.job();
    if (job.lineage().revises() != null) {
      // Whoever took the change in may have died before it was told to the job that is changed.
      transitions.get().apply(new JobKey(job.key().tenant(), job.lineage().revises()), new JobEvent.Revised(job.key().id()));
    }
    Understanding understanding = understand(context);
    if (understanding.question() != null) {
      Understanding.Question question = understanding.question();
      return new StepOutcome.Asks(question.field(), question.text(), question.options());
    }
    TripRequest request = understanding.request();
    List<TravelSource> order = order(sources, context, request);
    if (order.isEmpty()) {
      return new StepOutcome.Failed(
          "NO_COVERAGE",
          "No travel source knows prices for %s to %s.".formatted(request.start(), request.end()),
          null,
          false,
          Duration.ZERO);
    }
    try {
      Search search = searchPlanner.search(request, new SourcedTowns(order, probe(order)), rates);
      double confidence =
          understanding.fields().stream().mapToDouble(Understanding.Field::confidence).average().orElse(0.5);
      return new StepOutcome.Done(
          StepFacts.found(Math.round(confidence * 100) / 100.0, List.of()),
          values(UNDERSTANDING, understanding, SEARCH, search));
    } catch (UnknownPlaceException e) {
      return new StepOutcome.Asks(
          e.field(),
          "I know no place called '%s'. Which town do you mean?".formatted(e.place()),
          List.of());
    }
  }

  private Understanding understand(StepContext context) {
    JobRequest request = context.request();
    LocalDate today = LocalDate.ofInstant(context.job().createdAt(), ZoneOffset.UTC);
    List<Answer> answers =
        context.answers().stream().map(a -> new Answer(a.text(), tree(a.constraints()))).toList();
    String tenant = context.job().key().tenant();
    Optional<Trigger> trigger = Trigger.read(json, request.context());
    Optional<ContextReading> told = trigger.map(t -> contexts.read(t.type(), t.context()));
    String query = request.query() == null ? told.map(ContextReading::query).orElse("") : request.query();
    ModelReading.Second second = model.of(tenant, query, today, this::town);
    Wording wording =
        Wording.of(query, today)
            .constraints(tree(request.constraints()))
            .preferences(preferences.get(tenant, request.userId()).orElse(null))
            .answers(answers)
            .second(second.reading())
            .sources(this::town)
            .regions(this::region)
            .context(told.map(ContextReading::constraints).orElse(null));
    Understanding bare = reader.read(wording);
    Understanding understanding =
        trigger
            .flatMap(t -> proposals.of(t.type(), wording, bare, tenant, request.userId(), reader::read, u -> rehearsal.works(tenant, u)))
            .orElse(bare);
    return understanding.withNotes(second.notes());
  }

  private Optional<Town> town(String name) {
    return sources.all().stream().flatMap(s -> s.towns(name).stream()).findFirst();
  }

  /** Only sources in memory are asked: most names that are looked up are none of a region. */
  private boolean region(String name) {
    return sources.all().stream().filter(TravelSource::inMemory).anyMatch(s -> !s.townsIn(name).isEmpty());
  }

  /** A source that answers from memory, when it is the first to be asked for transport: only then do its answers say what a route costs. */
  private static Optional<TravelSource> probe(List<TravelSource> order) {
    return order.stream()
        .filter(s -> s.offerings().contains(Offering.TRANSPORT))
        .findFirst()
        .filter(TravelSource::inMemory);
  }

  private @Nullable JsonNode tree(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return json.readValue(text, Argument.of(JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
