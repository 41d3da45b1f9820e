package io.lotara.local;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.lotara.local.FunctionCall.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;

/** Runs a function at its times. A run that takes long does not hold up the next one, and one that fails is not tried again. */
final class Scheduler implements AutoCloseable {
  private final Template.Schedule schedule;
  private final LocalFunction function;
  private final LocalClock clock;
  private final Console console;
  private Thread thread;

  Scheduler(Template.Schedule schedule, LocalFunction function, LocalClock clock, Console console) {
    this.schedule = schedule;
    this.function = function;
    this.clock = clock;
    this.console = console;
    event(clock.instant());
  }

  void start() {
    thread = Thread.ofVirtual().name(schedule.id()).start(this::keepTime);
  }

  private void keepTime() {
    var last = clock.instant();
    try {
      if (schedule.expression().firesAtStart()) {
        inBackground();
      }
      for (var next = schedule.expression().next(last); next.isPresent(); next = schedule.expression().next(last)) {
        clock.await(next.get());
        inBackground();
        // Times that went by while the clock leapt do not all come at once.
        var now = clock.instant();
        last = schedule.expression().next(next.get()).filter(now::isAfter).isPresent() ? now : next.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void inBackground() {
    Thread.ofVirtual()
        .name(schedule.id() + " run")
        .start(
            () -> {
              try {
                fire();
              } catch (FunctionFailure e) {
                console.failure(e);
              }
            });
  }

  /** Runs the function now, and waits for it. */
  void fire() throws FunctionFailure {
    long start = System.nanoTime();
    function.invoke(Trigger.SCHEDULE, event(clock.instant()), function.spec().timeout());
    console.line("%s %s %d ms".formatted(schedule.id(), function.spec().id(), (System.nanoTime() - start) / 1_000_000));
  }

  private Object event(Instant instant) {
    var type = function.eventType();
    var id = UUID.randomUUID().toString();
    var now = instant.truncatedTo(ChronoUnit.SECONDS);
    var service = schedule.scheduler() ? "scheduler" : "events";
    var kind = schedule.scheduler() ? "schedule/default/" : "rule/";
    var resource = "arn:aws:" + service + ":" + Template.REGION + ":000000000000:" + kind + schedule.id();
    if (schedule.input().isPresent()) {
      var input = TemplateYaml.parse(schedule.input().get(), schedule.id() + ".Input");
      if (!type.isAssignableFrom(HashMap.class)) {
        throw new TemplateException(schedule.id() + " has an Input, which " + function.spec().handler() + " can take as a map only");
      }
      return new HashMap<>(input);
    }
    if (type.isAssignableFrom(ScheduledEvent.class)) {
      return new ScheduledEvent()
          .withVersion("0")
          .withId(id)
          .withDetailType("Scheduled Event")
          .withSource("aws." + service)
          .withAccount("000000000000")
          .withTime(new DateTime(now.toEpochMilli(), DateTimeZone.UTC))
          .withRegion(Template.REGION)
          .withResources(List.of(resource))
          .withDetail(new HashMap<>());
    }
    if (type.isAssignableFrom(HashMap.class)) {
      return new HashMap<>(
          Map.of(
              "version", "0",
              "id", id,
              "detail-type", "Scheduled Event",
              "source", "aws." + service,
              "account", "000000000000",
              "time", now.toString(),
              "region", Template.REGION,
              "resources", List.of(resource),
              "detail", Map.of()));
    }
    throw new TemplateException(schedule.id() + " sends a ScheduledEvent, and " + function.spec().handler() + " takes " + type.getName());
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
