package io.lotara.suggestion;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The scheduled run: hands out the watches that are due. It keeps one page in memory, changes no watch, and may run twice or die anywhere: a
 * watch is due until it was checked, and checking one that is not due does nothing.
 */
@Singleton
public class DispatchWatches {
  /**
   * A run begins only when the last one's messages are nearly all worked on: else what waits would be sent again each time, and a slow source
   * would be asked ever more.
   */
  static final int NEARLY_DONE = 50;

  /** Fewer messages than this are delivered at once. */
  private static final int FEW = 20;

  private final WatchStore store;
  private final WatchQueue queue;
  private final Duration spread;
  private final Clock clock;

  /**
   * @param spreadSeconds over which the messages of a run are delivered, when they are many
   */
  public DispatchWatches(
      WatchStore store, WatchQueue queue, @Value("${lotara.watch-spread-seconds:240}") int spreadSeconds, Clock clock) {
    this.store = store;
    this.queue = queue;
    this.spread = Duration.ofSeconds(spreadSeconds);
    this.clock = clock;
  }

  /**
   * What a run did.
   *
   * @param due watches found due in the index
   * @param sent messages that were taken
   * @param refused messages that were not
   * @param behind true when the workers are behind and nothing was looked at
   * @param complete false when the time was over first; the next run goes on
   */
  public record Dispatched(int due, int sent, int refused, boolean behind, boolean complete) {}

  /**
   * One run over every shard.
   *
   * @param stopAt when to leave the rest to the next run
   */
  public Dispatched dispatch(Instant stopAt) {
    if (queue.waiting() > NEARLY_DONE) {
      return new Dispatched(0, 0, 0, true, true);
    }
    int due = 0;
    int sent = 0;
    int messages = 0;
    Instant now = clock.instant();
    // Not always the same shard first: a run that is cut off must not leave the last ones out for ever.
    int first = Math.floorMod(now.getEpochSecond() / 60, store.shards());
    for (int i = 0; i < store.shards(); i++) {
      String cursor = null;
      do {
        if (!clock.instant().isBefore(stopAt)) {
          return new Dispatched(due, sent, messages - sent, false, false);
        }
        WatchStore.DuePage page = store.due((first + i) % store.shards(), now, cursor);
        List<List<WatchKey>> batches = batches(page.watches());
        sent += batches.isEmpty() ? 0 : queue.send(batches, messages < FEW ? Duration.ZERO : spread);
        messages += batches.size();
        due += page.watches().size();
        cursor = page.next();
      } while (cursor != null);
    }
    return new Dispatched(due, sent, messages - sent, false, true);
  }

  private static List<List<WatchKey>> batches(List<WatchKey> watches) {
    List<List<WatchKey>> batches = new ArrayList<>();
    for (int from = 0; from < watches.size(); from += WatchQueue.MOST) {
      batches.add(watches.subList(from, Math.min(watches.size(), from + WatchQueue.MOST)));
    }
    return batches;
  }
}
