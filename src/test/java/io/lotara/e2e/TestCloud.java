package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.job.FollowUp;
import io.lotara.job.Timing;
import io.lotara.job.WorkMessage;
import io.lotara.local.FunctionCall.Trigger;
import io.lotara.local.FunctionFailure;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import io.lotara.sqs.NoticeMessageCodec;
import io.lotara.sqs.WorkMessageCodec;
import io.lotara.travel.Reservations;
import io.lotara.travel.TravelSource;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The whole of {@code template.yaml} on the backend of this run, with faults, two providers that book, and a clock that tests move.
 * Schedules fire only when a test says so.
 */
final class TestCloud implements AutoCloseable {
  static final String SWEEPER = "SweeperHandlerEveryMinute";
  static final String QUEUE = "AgentQueue";
  static final String DEAD_LETTERS = "AgentDeadLetters";
  static final String DELIVERIES = "DeliveryQueue";

  /** How long a test waits for what must happen. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Faults faults = new Faults();
  private final BookableTravel bookable = new BookableTravel("bookable", true, faults);
  private final BookableTravel keyless = new BookableTravel("keyless", false, faults);
  private final WorkMessageCodec codec = new WorkMessageCodec(JsonMapper.createDefault());
  private final NoticeMessageCodec notices = new NoticeMessageCodec(JsonMapper.createDefault());
  private final LocalClock clock;
  private final LocalCloud local;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<Trip> planned = new ConcurrentLinkedQueue<>();
  private volatile int copies = 1;
  private volatile boolean lostWithCrash;

  private TestCloud(LocalOptions options, LocalClock clock) {
    this.clock = clock;
    Backend.chosen().endpoint().ifPresent(options::endpoint);
    local =
        LocalCloud.start(
            options
                .clock(clock)
                .parameter("LoopbackWebhooks", "true")
                .visibility(Duration.ofSeconds(1))
                .interception(
                    (call, proceed) -> {
                      Object answer = proceed.call();
                      return call.trigger() == Trigger.QUEUE && !faults.on(Protection.PARTIAL_BATCH) ? null : answer;
                    })
                .context(this::beans));
  }

  /** A cloud whose schedules stand still. */
  static TestCloud start() {
    return new TestCloud(LocalOptions.of(Path.of("template.yaml")).schedules(false), LocalClock.atSpeed(1));
  }

  /** One that is started in another way, too. */
  static TestCloud start(Consumer<LocalOptions> change) {
    LocalOptions options = LocalOptions.of(Path.of("template.yaml")).schedules(false);
    change.accept(options);
    return new TestCloud(options, LocalClock.atSpeed(1));
  }

  /** A cloud whose clock runs, and whose schedules fire by it. */
  static TestCloud startAtSpeed(double speed) {
    Timing t = Timing.standard();
    // Leases are short on such a clock: a slow machine, and not a fault, uses up attempts.
    int attempts = 4 * t.maxAttempts();
    Timing patient =
        new Timing(t.lease(), t.resendAfter(), t.activeTime(), t.questionTime(), t.retention(), attempts);
    return new TestCloud(LocalOptions.of(Path.of("template.yaml")).bean(Timing.class, patient), LocalClock.atSpeed(speed));
  }

  private void beans(String function, ApplicationContextBuilder builder) {
    builder.properties(Map.of(FaultyBeans.PROPERTY, function));
    builder.beanDefinitions(
        bean(FaultyBeans.Place.class, new FaultyBeans.Place(faults, function), "place"),
        bean(TravelSource.class, bookable, "bookable"),
        bean(Reservations.class, bookable, "bookable"),
        bean(TravelSource.class, keyless, "keyless"),
        bean(Reservations.class, keyless, "keyless"));
  }

  private static <T> RuntimeBeanDefinition<T> bean(Class<T> type, T bean, String name) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).exposedTypes(type).named(name).build();
  }

  /** All faults off, the trips of the test before ended, both ledgers empty, nothing waiting to be delivered. */
  void clear() {
    faults.clear();
    List<Trip> before = planned.stream().distinct().filter(trip -> trip.status().status() == 200 && !trip.terminal()).toList();
    planned.clear();
    before.forEach(Trip::cancel);
    if (!before.isEmpty()) {
      // What they had begun is undone now, and not in the middle of the next test.
      faults.byHand();
      copies = 1;
      minute();
      faults.clear();
    }
    bookable.clear();
    keyless.clear();
    copies = 1;
    lostWithCrash = false;
  }

  Faults faults() {
    return faults;
  }

  BookableTravel bookable() {
    return bookable;
  }

  BookableTravel keyless() {
    return keyless;
  }

  LocalCloud local() {
    return local;
  }

  LocalClock clock() {
    return clock;
  }

  /** What the context of a function without faults needs to work with this cloud's table, and a queue. */
  Map<String, Object> properties(String queueUrl) {
    return Map.of(
        "lotara.table", local.tableName("Table"),
        "lotara.agent-queue", queueUrl,
        "lotara.delivery-queue", queueUrl,
        "lotara.watch-queue", local.queueUrl("WatchQueue"),
        "lotara.open-access", "true",
        "lotara.version", "test",
        "lotara.aws.dynamodb-endpoint", local.dynamoEndpoint().toString(),
        "lotara.aws.sqs-endpoint", local.sqsEndpoint().toString(),
        "lotara.aws.region", "us-east-1");
  }

  // ──── HTTP ────

  Answer get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  Answer post(String path, String body, String... headers) {
    Answer answer =
        send(request(path, headers).header("content-type", "application/json").POST(BodyPublishers.ofString(body)).build());
    if (path.equals("/v1/plan") && answer.status() == 202) {
      planned.add(trip(answer));
    }
    return answer;
  }

  Answer put(String path, String body) {
    return send(request(path).header("content-type", "application/json").PUT(BodyPublishers.ofString(body)).build());
  }

  Answer delete(String path) {
    return send(request(path).DELETE().build());
  }

  Answer send(String method, String path, String body) {
    return send(request(path).header("content-type", "application/json").method(method, BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(local.baseUrl().resolve(path)).timeout(PATIENCE);
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  private Answer send(HttpRequest request) {
    try {
      return Answer.of(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Plans a trip on open data that costs more than its threshold. */
  Trip plan() {
    return plan("3 days in Da Nang from Hanoi for two", "{\"approval\":{\"threshold\":1}}");
  }

  /** Plans a trip with a provider that books. */
  Trip planWith(BookableTravel provider) {
    return trip(post("/v1/plan", bookedBy(provider)).expect(202));
  }

  /** Plans a trip on open data that costs more than its threshold, and is told of at an address. */
  Trip planToldAt(String url) {
    String body = body("3 days in Da Nang from Hanoi for two", "{\"approval\":{\"threshold\":1}}");
    return trip(post("/v1/plan", body.replaceFirst("}$", ",\"callback_url\":\"" + url + "\"}")).expect(202));
  }

  /** A request for a trip with a provider that books. */
  String bookedBy(BookableTravel provider) {
    return body("3 days in Da Nang from Hanoi for two", "{\"provider\":\"%s\",\"approval\":{\"threshold\":1}}".formatted(provider.name()));
  }

  Trip plan(String query, String constraints) {
    return trip(post("/v1/plan", body(query, constraints)).expect(202));
  }

  static String body(String query, String constraints) {
    return "{\"user_id\":\"ana\",\"query\":\"%s\",\"constraints\":%s}".formatted(query, constraints);
  }

  Trip trip(Answer accepted) {
    return new Trip(this, accepted.text("/job_id"));
  }

  // ──── Work by hand ────

  /** Each message is delivered so many times at once, and again when nothing else is left. */
  void copies(int count) {
    copies = count;
  }

  /** A message whose worker died is not delivered again: what it stood for must be owed. */
  void losesMessagesWithCrashes() {
    lostWithCrash = true;
  }

  /** Delivers what was sent, one message after the other, until nothing is left; a message whose worker died is delivered once more. */
  void work() {
    List<WorkMessage> late = new ArrayList<>();
    List<WorkMessage> failed = new ArrayList<>();
    for (List<WorkMessage> batch = faults.take(); !batch.isEmpty(); batch = faults.take()) {
      for (WorkMessage message : batch) {
        List<WorkMessage> same = Collections.nCopies(copies, message);
        if (!deliver(same).isEmpty()) {
          failed.add(message);
        } else if (copies > 1) {
          late.add(message);
        }
      }
    }
    late.forEach(message -> deliver(List.of(message)));
    if (!lostWithCrash) {
      failed.forEach(message -> deliver(List.of(message)));
    }
    if (!failed.isEmpty()) {
      work();
    }
  }

  /** Delivers notices that were kept, and those that come of them, until none is left. */
  void tell() {
    for (List<FollowUp.Notice> owed = faults.takeNotices(); !owed.isEmpty(); owed = faults.takeNotices()) {
      try {
        local.deliver(DELIVERIES, owed.stream().map(notices::write).toList());
      } catch (FunctionFailure e) {
        if (!Crash.in(e)) {
          throw new AssertionError(e);
        }
      }
    }
  }

  /** Delivers messages in one batch; returns the indexes of those that failed. */
  List<Integer> deliver(List<WorkMessage> messages) {
    return deliverBodies(messages.stream().map(codec::write).toList());
  }

  List<Integer> deliverBodies(List<String> bodies) {
    try {
      return local.deliver(QUEUE, bodies);
    } catch (FunctionFailure e) {
      throw new AssertionError(e);
    }
  }

  /** Delivers messages as dead letters; returns the indexes of those that could not be parked. */
  List<Integer> deliverDeadLetters(List<String> bodies) {
    try {
      return local.deliver(DEAD_LETTERS, bodies);
    } catch (FunctionFailure e) {
      throw new AssertionError(e);
    }
  }

  /** Items of the table that keep a message with this body. */
  List<Map<String, AttributeValue>> parked(String body) {
    return local
        .dynamo()
        .scanPaginator(
            s ->
                s.tableName(local.tableName("Table"))
                    .filterExpression("begins_with(pk, :parked) AND #body = :body")
                    .expressionAttributeNames(Map.of("#body", "body"))
                    .expressionAttributeValues(
                        Map.of(":parked", AttributeValue.fromS("PARKED#"), ":body", AttributeValue.fromS(body))))
        .items()
        .stream()
        .toList();
  }

  String bodyOf(WorkMessage message) {
    return codec.write(message);
  }

  /** One sweep. */
  void sweep() {
    try {
      local.fire(SWEEPER);
    } catch (FunctionFailure e) {
      if (!Crash.in(e)) {
        throw new AssertionError(e);
      }
    }
  }

  /** A minute goes by, the sweeper looks, and what it sends is worked on. */
  void minute() {
    clock.advance(Duration.ofMinutes(1));
    sweep();
    work();
    tell();
  }

  /** Minutes go by until a trip rests. */
  void minutesUntilRest(Trip trip, int atMost) {
    for (int i = 0; i < atMost && !trip.rests(); i++) {
      minute();
    }
    assertTrue(trip.rests(), () -> "after " + atMost + " minutes the job is " + trip.status().body());
  }

  @Override
  public void close() {
    http.close();
    local.close();
  }
}
