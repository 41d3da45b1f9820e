package io.lotara.local;

import java.util.concurrent.Callable;

/**
 * One run of a function.
 *
 * @param function the function's logical id in the template
 * @param trigger what caused it
 * @param event what the handler gets
 */
public record FunctionCall(String function, Trigger trigger, Object event) {
  /** What makes functions run. */
  public enum Trigger {
    /** A request; the event is an {@code APIGatewayV2HTTPEvent}. */
    HTTP,
    /** Messages; the event is an {@code SQSEvent}. */
    QUEUE,
    /** A time; the event is a {@code ScheduledEvent} or a map. */
    SCHEDULE,
    /** Somebody, by hand. */
    DIRECT
  }

  /**
   * Stands around every run of every function. A test makes faults with it: {@code proceed} called twice is a duplicate delivery; an
   * exception instead of {@code proceed} is a function that dies before its first line; an exception after it one that dies after its
   * last, so that a queue's messages come again; anything slow is a timeout.
   */
  @FunctionalInterface
  public interface Interception {
    /** Nothing in between. */
    Interception NONE = (call, proceed) -> proceed.call();

    /** Returns what the function is taken to have returned. */
    Object around(FunctionCall call, Callable<Object> proceed) throws Exception;
  }
}
