package io.lotara.webhook;

import io.lotara.job.JobKey;
import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One event for one address, and what became of it. It is owed as long as it is pending.
 *
 * @param event position in the job's log, from 1
 * @param target id of the {@link Endpoint}, or {@link #CALLBACK}
 * @param tries the last ones, oldest first
 * @param tried how often it was sent
 * @param failures in a row since it was first sent, or sent again by request
 * @param nextAt when it is sent next, or null when it is not pending
 * @param why it is dead, or null
 */
public record Delivery(
    JobKey job,
    int event,
    String target,
    EventType type,
    State state,
    Instant createdAt,
    List<Try> tries,
    int tried,
    int failures,
    @Nullable Instant nextAt,
    @Nullable String why) {

  /** The {@code callback_url} of the job's own request. */
  public static final String CALLBACK = "callback";

  /** How many tries are shown. */
  private static final int SHOWN = 20;

  /** How long after each failure it is sent again; after the last of them it is dead. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12));

  private static final Duration LONGEST_WAIT = Duration.ofHours(12);

  public Delivery {
    tries = List.copyOf(tries);
  }

  /** How it stands. */
  public enum State {
    PENDING,
    DELIVERED,
    /** Given up: nobody took it. */
    DEAD
  }

  /**
   * One time that it was sent.
   *
   * @param status of the answer, or null when there was none
   * @param error why there was none, or null
   * @param millis that it took
   */
  public record Try(Instant at, @Nullable Integer status, @Nullable String error, long millis) {}

  /** One that was not sent yet. */
  static Delivery fresh(JobKey job, int event, String target, EventType type, Instant now) {
    return new Delivery(job, event, target, type, State.PENDING, now, List.of(), 0, 0, now, null);
  }

  /** Its id in the job. */
  public String id() {
    return event + "." + target;
  }

  /** What it is about, as its notice says it. */
  String about() {
    return about(event, target);
  }

  static String about(int event, String target) {
    return event + "#" + target;
  }

  /** The id of the message, the same however often it is sent: receivers tell repetitions by it. */
  String messageId() {
    return "msg_" + job.id() + "_" + event;
  }

  Delivery delivered(Try last) {
    return new Delivery(job, event, target, type, State.DELIVERED, createdAt, with(last), tried + 1, 0, null, null);
  }

  Delivery dead(@Nullable Try last, String why) {
    return new Delivery(
        job, event, target, type, State.DEAD, createdAt, last == null ? tries : with(last), tried + (last == null ? 0 : 1), failures, null, why);
  }

  /**
   * After a failure.
   *
   * @param atLeast what the receiver asked to be left alone for, or null
   */
  Delivery failed(Try last, @Nullable Duration atLeast) {
    if (failures >= WAITS.size()) {
      return dead(last, "it was sent %d times in vain".formatted(failures + 1));
    }
    Duration wait = WAITS.get(failures);
    if (atLeast != null && atLeast.compareTo(wait) > 0) {
      wait = atLeast.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : atLeast;
    }
    Instant next = last.at().plus(wait);
    return new Delivery(job, event, target, type, State.PENDING, createdAt, with(last), tried + 1, failures + 1, next, null);
  }

  /** To be sent again because somebody asks for it. */
  Delivery again(Instant now) {
    return new Delivery(job, event, target, type, State.PENDING, createdAt, tries, tried, 0, now, null);
  }

  private List<Try> with(Try last) {
    List<Try> all = new ArrayList<>(tries);
    all.add(last);
    return all.subList(Math.max(0, all.size() - SHOWN), all.size());
  }
}
