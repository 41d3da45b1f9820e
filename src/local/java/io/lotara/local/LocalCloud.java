package io.lotara.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Everything that {@code template.yaml} declares, running in this process: gateway, functions, queues, schedules, tables. Ids are the
 * template's logical ids; a queue source or a schedule has the name that SAM gives it, the function's id followed by the event's.
 */
public final class LocalCloud implements AutoCloseable {
  /** The page to try it all, beside the template. */
  private static final String PAGE = "infra/console";

  private final LocalOptions options;
  private final Template template;
  private final Optional<Emulators> emulators;
  private final URI dynamoEndpoint;
  private final URI sqsEndpoint;
  private final DynamoDbClient dynamo;
  private final SqsClient sqs;
  private final Provision provision;
  private final Gateway gateway;
  private final Path page;
  private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
  private final Map<String, QueuePoller> pollers = new LinkedHashMap<>();
  private final Map<String, Scheduler> schedulers = new LinkedHashMap<>();
  private final Map<String, QueuePoller> pollerByQueue = new HashMap<>();

  private LocalCloud(LocalOptions options) {
    this.options = options;
    var external = options.endpoint;
    var stack = external.isPresent() ? "lotara-" + UUID.randomUUID().toString().substring(0, 8) : "lotara-local";
    var parameters = new LinkedHashMap<>(options.parameters);
    if (Template.parameterNames(options.template).contains("OpenAccess")) {
      parameters.putIfAbsent("OpenAccess", "true");
    }
    template = Template.load(options.template, stack, parameters);
    gateway = new Gateway(options.bind, options.port, options.clock, options.console);
    page = options.template.toAbsolutePath().resolveSibling(PAGE);
    if (Files.isDirectory(page)) {
      gateway.files(new StaticFiles("/console", page));
    }
    emulators =
        external.isPresent()
            ? Optional.empty()
            : Optional.of(Emulators.start(options.bind, options.dynamoPort, options.sqsPort, options.data));
    dynamoEndpoint = external.orElseGet(() -> emulators.orElseThrow().dynamoEndpoint());
    sqsEndpoint = external.orElseGet(() -> emulators.orElseThrow().sqsEndpoint());
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    dynamo =
        DynamoDbClient.builder()
            .endpointOverride(dynamoEndpoint)
            .region(Region.of(Template.REGION))
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    sqs =
        SqsClient.builder()
            .endpointOverride(sqsEndpoint)
            .region(Region.of(Template.REGION))
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    provision = new Provision(template, stack, dynamo, sqs);
  }

  /**
   * Starts everything. When it returns, requests are answered.
   *
   * @throws TemplateException if the template cannot be served
   * @throws IllegalStateException if a port is taken
   */
  public static LocalCloud start(LocalOptions options) {
    var cloud = new LocalCloud(options);
    try {
      cloud.begin();
      return cloud;
    } catch (RuntimeException e) {
      cloud.close();
      throw e;
    }
  }

  private void begin() {
    provision.tables(template.tables());
    provision.queues(options.clock.speed(), options.visibility);
    apiNames();
    var contexts = new FunctionContexts(options, template, provision, dynamoEndpoint, sqsEndpoint);
    for (var spec : template.functions()) {
      functions.put(spec.id(), new LocalFunction(spec, handler -> contexts.of(spec, handler), options.interception));
    }
    for (var source : template.queueSources()) {
      var url = provision.queueUrl(source.queueArn(), source.id());
      var poller = new QueuePoller(source, url, functions.get(source.function()), sqs, options.console);
      pollers.put(source.id(), poller);
      provision.queues().forEach((id, made) -> { if (made.equals(url)) pollerByQueue.put(id, poller); });
    }
    for (var schedule : template.schedules()) {
      schedulers.put(schedule.id(), new Scheduler(schedule, functions.get(schedule.function()), options.clock, options.console));
    }
    gateway.serve(template.routes(), template.cors(), functions);
    if (!options.polling) {
      pause();
    }
    pollers.values().forEach(QueuePoller::start);
    if (options.schedules) {
      schedulers.values().forEach(Scheduler::start);
    }
    if (options.warm) {
      Thread.ofPlatform().daemon().name("warm").start(this::warm);
    }
  }

  private void apiNames() {
    for (String id : template.apis()) {
      template.made(id, Map.of("Ref", "local", "ApiEndpoint", baseUrl().toString(), "ApiId", "local"));
    }
  }

  private void warm() {
    for (var function : functions.values()) {
      try {
        function.warm();
      } catch (FunctionFailure e) {
        options.console.failure(e);
      }
    }
  }

  /** Where the API is, without a slash at its end. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  /** Where DynamoDB is. */
  public URI dynamoEndpoint() {
    return dynamoEndpoint;
  }

  /** Where SQS is. */
  public URI sqsEndpoint() {
    return sqsEndpoint;
  }

  /** A client of the database. It closes with this cloud. */
  public DynamoDbClient dynamo() {
    return dynamo;
  }

  /** A client of the queues. It closes with this cloud. */
  public SqsClient sqs() {
    return sqs;
  }

  /** The time that schedules and functions have. */
  public LocalClock clock() {
    return options.clock;
  }

  /** Name of the template's table {@code id}. */
  public String tableName(String id) {
    return known(provision.tables(), id, "table");
  }

  /** URL of the template's queue {@code id}. */
  public String queueUrl(String id) {
    return known(provision.queues(), id, "queue");
  }

  /** Ids of the queue sources. */
  public Set<String> queueSources() {
    return Set.copyOf(pollers.keySet());
  }

  /** Ids of the schedules. */
  public Set<String> scheduleIds() {
    return Set.copyOf(schedulers.keySet());
  }

  /** The routes as API Gateway writes them, {@code POST /v1/plan}. */
  public List<String> routes() {
    return template.routes().stream().map(Template.Route::key).toList();
  }

  /** Runs a schedule's function now, and waits for it. */
  public void fire(String schedule) throws FunctionFailure {
    known(schedulers, schedule, "schedule").fire();
  }

  /**
   * Invokes a function with an event made by hand, and waits for it.
   *
   * @return what the function returned
   */
  public Object invoke(String function, Object event) throws FunctionFailure {
    var chosen = known(functions, function, "function");
    return chosen.invoke(FunctionCall.Trigger.DIRECT, event, chosen.spec().timeout());
  }

  /** Stops taking messages from queues, of these ids or all; batches that were taken before go on. */
  public void pause(String... queues) {
    chosen(queues).forEach(QueuePoller::pause);
  }

  /** Takes messages again. */
  public void resume(String... queues) {
    chosen(queues).forEach(QueuePoller::resume);
  }

  /**
   * Waits until no batch of these queues, or of all, is being worked on.
   *
   * @return false if it still is after {@code limit}
   */
  public boolean awaitIdle(Duration limit, String... queues) throws InterruptedException {
    for (var poller : chosen(queues)) {
      if (!poller.awaitIdle(limit)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Delivers messages to the function behind a queue in one batch, past the queue: a duplicate, a late one, one that was never sent.
   *
   * @return indexes of the bodies whose messages failed
   */
  public List<Integer> deliver(String queue, List<String> bodies) throws FunctionFailure {
    var messages = QueueEvents.byHand(bodies, options.clock.millis());
    var failed = known(pollerByQueue, queue, "queue with a function").process(messages);
    var indexes = new ArrayList<Integer>();
    for (int i = 0; i < messages.size(); i++) {
      if (failed.contains(messages.get(i).messageId())) {
        indexes.add(i);
      }
    }
    return indexes;
  }

  /**
   * How many messages a queue holds.
   *
   * @param waiting to be received
   * @param taken and neither deleted nor visible again
   */
  public record Depth(int waiting, int taken) {}

  /** How many messages the queue holds at this moment. */
  public Depth depth(String queue) {
    var counts =
        sqs.getQueueAttributes(
                wanted ->
                    wanted
                        .queueUrl(queueUrl(queue))
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return new Depth(
        Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
        Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)));
  }

  /** What is served, in plain lines. */
  List<String> description() {
    var lines = new ArrayList<String>();
    template.routes().forEach(route -> lines.add("  %-34s %s".formatted(route.key(), route.function())));
    if (Files.isDirectory(page)) {
      lines.add("  %-34s %s".formatted("GET /console", PAGE));
    }
    template.queueSources().forEach(source -> lines.add("  %-34s %s".formatted("queue " + source.id(), source.function())));
    template.schedules().forEach(schedule -> lines.add("  %-34s %s".formatted("schedule " + schedule.id(), schedule.function())));
    template.unserved().forEach(event -> lines.add("  not served locally: " + event));
    return lines;
  }

  private Collection<QueuePoller> chosen(String... queues) {
    return queues.length == 0
        ? List.copyOf(pollers.values())
        : Stream.of(queues).map(id -> known(pollerByQueue, id, "queue with a function")).toList();
  }

  private static <T> T known(Map<String, T> map, String id, String kind) {
    return Optional.ofNullable(map.get(id))
        .orElseThrow(() -> new IllegalArgumentException("The template has no %s %s; it has %s".formatted(kind, id, map.keySet())));
  }

  /** Stops taking events, then ends functions and emulators. Data in a directory stay. */
  @Override
  public void close() {
    schedulers.values().forEach(Scheduler::close);
    pollers.values().forEach(QueuePoller::close);
    gateway.close();
    functions.values().forEach(LocalFunction::close);
    if (options.endpoint.isPresent()) {
      provision.remove();
    }
    sqs.close();
    dynamo.close();
    emulators.ifPresent(Emulators::close);
  }
}
