package io.lotara.llm;

import java.time.Duration;
import java.util.List;

/** A language model that talks and may ask for tools. It does nothing by itself. */
public interface DialogueModel {

  /** Its name, empty when there is none. */
  String name();

  /** Whether there is one; without, it is always {@link Spoken.Failed}. */
  boolean configured();

  /**
   * Lets the model speak once. May be called more than once with the same dialogue, has no effect outside, and never throws.
   *
   * @param within longest time that the caller waits
   */
  Turn speak(Dialogue dialogue, Duration within);

  /** The most that {@link #speak} can cost, in millionths of a US dollar. */
  long mostMicroUsd(Dialogue dialogue);

  /** What came, and what it took. */
  record Turn(Spoken spoken, Usage usage) {}

  /** What came. */
  sealed interface Spoken {
    /** Words for the person, not blank. */
    record Says(String text) implements Spoken {}

    /** It asks for tools, one or more. */
    record Calls(List<Dialogue.Call> calls) implements Spoken {}

    /**
     * Nothing that can be used.
     *
     * @param why for a log, without anything of the dialogue
     */
    record Failed(String why) implements Spoken {}
  }
}
