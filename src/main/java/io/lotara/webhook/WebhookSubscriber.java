package io.lotara.webhook;

import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.JobReducer;
import io.lotara.job.JobRequest;
import io.lotara.job.JobStore;
import io.lotara.job.KeepParts;
import io.lotara.job.Lifetimes;
import io.lotara.job.NoticeQueue;
import io.lotara.job.Subscriber;
import io.lotara.job.Subscription;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells webhooks. A notice of a job's change becomes one delivery for each address that wants to know; each of them is a notice of its own,
 * with its own tries.
 */
@Singleton
public class WebhookSubscriber implements Subscriber {
  static final String NAME = "webhook";

  /** What is sent next sooner than this is sent through the queue; the sweeper comes once a minute. */
  private static final Duration SOON = Duration.ofMinutes(10);

  /** How long a message may take that was sent before the sweeper sends another. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

  /** Longer than sending may take, and shorter than {@link #ON_ITS_WAY}: whoever dies at it is followed by another. */
  private static final Duration SENDING = Duration.ofSeconds(15);

  private final JobStore store;
  private final Endpoints endpoints;
  private final Deliveries deliveries;
  private final Sender sender;
  private final NoticeQueue queue;
  private final KeepParts parts;
  private final Lifetimes lifetimes;
  private final JsonMapper json;
  private final Clock clock;

  WebhookSubscriber(
      JobStore store,
      Endpoints endpoints,
      Deliveries deliveries,
      Sender sender,
      NoticeQueue queue,
      KeepParts parts,
      JobReducer reducer,
      JsonMapper json,
      Clock clock) {
    this.store = store;
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.sender = sender;
    this.queue = queue;
    this.parts = parts;
    this.lifetimes = reducer.lifetimes();
    this.json = json;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Subscription> wants(String tenant, JobRequest request) {
    return request.callbackUrl() != null || endpoints.any(tenant)
        ? Optional.of(new Subscription(NAME, false))
        : Optional.empty();
  }

  @Override
  public Told tell(FollowUp.Notice notice) {
    String[] about = notice.about().split("#", 2);
    int event = Integer.parseInt(about[0]);
    Optional<Job> job = store.read(notice.job());
    if (job.isEmpty()) {
      return new Told.Done();
    }
    if (about.length == 1) {
      spread(job.get(), event);
      return new Told.Done();
    }
    deliveries
        .find(notice.job(), event, about[1])
        .filter(d -> d.state() == Delivery.State.PENDING && !clock.instant().isBefore(d.nextAt()))
        .filter(d -> deliveries.claim(d, clock.instant(), clock.instant().plus(SENDING)))
        .ifPresent(d -> send(job.get(), d));
    return new Told.Kept();
  }

  /** A delivery for everybody who wants to know; one that is there already stays as it is. */
  private void spread(Job job, int event) {
    EventType type = EventType.of(job, event).orElse(null);
    if (type == null) {
      return;
    }
    Instant now = clock.instant();
    List<FollowUp.Notice> made = new ArrayList<>();
    for (String target : targets(job, type)) {
      Delivery delivery = Delivery.fresh(job.key(), event, target, type, now);
      if (deliveries.create(delivery, now.plus(ON_ITS_WAY), lifetimes.ofPart(job))) {
        made.add(notice(delivery, now));
      }
    }
    queue.send(made, Duration.ZERO);
    if (job.completedAt() != null) {
      // It may have been pinned since it was read.
      parts.settleIfChanged(job);
    }
  }

  private List<String> targets(Job job, EventType type) {
    List<String> targets = new ArrayList<>();
    endpoints.list(job.key().tenant()).stream().filter(e -> e.wants(type)).map(Endpoint::id).forEach(targets::add);
    if (request(job).callbackUrl() != null) {
      targets.add(Delivery.CALLBACK);
    }
    return targets;
  }

  private JobRequest request(Job job) {
    try {
      return json.readValue(store.request(job.key()), Argument.of(JobRequest.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored request cannot be read", e);
    }
  }

  private static FollowUp.Notice notice(Delivery delivery, Instant due) {
    return new FollowUp.Notice(delivery.job(), NAME, delivery.about(), due, 0);
  }

  private void send(Job job, Delivery delivery) {
    Delivery next =
        delivery.target().equals(Delivery.CALLBACK)
            ? sender.toCallback(job, delivery, request(job).callbackUrl())
            : sender.toEndpoint(job, delivery);
    keep(delivery, next);
  }

  /** Writes what became of a delivery; one that is still pending is sent again in time. */
  private boolean keep(Delivery read, Delivery next) {
    if (next.state() != Delivery.State.PENDING) {
      return deliveries.write(read, next, null);
    }
    Duration wait = Duration.between(clock.instant(), next.nextAt());
    boolean soon = wait.compareTo(SOON) <= 0;
    boolean kept = deliveries.write(read, next, soon ? next.nextAt().plus(ON_ITS_WAY) : next.nextAt());
    if (kept && soon) {
      // Queues count whole seconds: rather a moment late than one that is not due when it arrives.
      queue.send(List.of(notice(next, next.nextAt())), wait.isPositive() ? wait.plusSeconds(1) : Duration.ZERO);
    }
    return kept;
  }

  /**
   * Sends a delivery again, whatever became of it; its id stays the same. May be called more than once.
   *
   * @return the delivery as it is now
   */
  public Delivery redeliver(Delivery delivery) {
    Delivery again = delivery.again(clock.instant());
    return keep(delivery, again) ? again : deliveries.find(delivery.job(), delivery.event(), delivery.target()).orElse(again);
  }
}
