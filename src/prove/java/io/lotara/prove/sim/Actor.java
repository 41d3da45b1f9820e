package io.lotara.prove.sim;

import io.lotara.job.JobKey;
import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * One process: a function that works on an event, or a client. It runs only while the scheduler lets it, from one call outside to the next,
 * so that a seed alone says in which order everything happens.
 */
final class Actor {
  /** Inherited: a function may do its work in threads of its own. */
  private static final InheritableThreadLocal<Actor> CURRENT = new InheritableThreadLocal<>();

  final World world;
  final String name;
  private final Semaphore go = new Semaphore(0);
  private final Semaphore stopped = new Semaphore(0);
  private boolean ended;
  private volatile boolean dead;
  private Throwable failure;
  private Instant wakes;

  private @Nullable JobKey job;
  private @Nullable String step;

  /** When the platform ends it, whatever it does. */
  private Instant timeout = Instant.MAX;

  /** The end of a process: nothing in it can catch this and go on. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String where) {
      super(where, null, false, false);
    }
  }

  Actor(World world, String name, Runnable body) {
    this.world = world;
    this.name = name;
    this.wakes = world.now();
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              CURRENT.set(this);
              go.acquireUninterruptibly();
              try {
                body.run();
              } catch (Death death) {
                dead = true;
              } catch (Throwable thrown) {
                failure = thrown;
              } finally {
                ended = true;
                stopped.release();
              }
            });
  }

  /** Whose thread this is. */
  static Actor current() {
    Actor actor = CURRENT.get();
    if (actor == null) {
      throw new IllegalStateException("a thread of nobody");
    }
    return actor;
  }

  /** Whether the process of that name runs now; a write that was on its way when its process died belongs to none. */
  static boolean isCurrent(String name) {
    Actor actor = CURRENT.get();
    return actor != null && actor.name.equals(name);
  }

  /** What it is for: a job, and a step of it or null. */
  Actor about(JobKey job, @Nullable String step) {
    this.job = job;
    this.step = step;
    return this;
  }

  /** The one job that it is for, or null. */
  @Nullable JobKey job() {
    return job;
  }

  /** The step that it works on, or null. */
  @Nullable String worksOn() {
    return step;
  }

  Actor timeout(Duration after) {
    timeout = world.now().plus(after);
    return this;
  }

  /** Of a client: what it calls next is another process. */
  void newProcess(Duration after) {
    dead = false;
    timeout = world.now().plus(after);
  }

  void noProcess() {
    dead = false;
    timeout = Instant.MAX;
  }

  boolean ended() {
    return ended;
  }

  boolean dead() {
    return dead;
  }

  Throwable failure() {
    return failure;
  }

  /** When it wants to go on, or when it is ended. */
  Instant next() {
    return dead || wakes.isBefore(timeout) ? wakes : timeout;
  }

  boolean overdue(Instant now) {
    return !ended && !dead && !timeout.isAfter(now);
  }

  /** By the scheduler: it may go on to its next call. */
  void step() {
    go.release();
    stopped.acquireUninterruptibly();
  }

  /** By the process itself: somebody else's turn. */
  void pause() {
    stopped.release();
    go.acquireUninterruptibly();
    if (dead) {
      throw new Death(name);
    }
  }

  void sleep(Duration time) {
    wakes = world.now().plus(time);
    pause();
  }

  /** It is ended where it stands. */
  void die() {
    dead = true;
    wakes = world.now();
  }

  Death death(String where) {
    dead = true;
    return new Death(where);
  }
}
