package io.lotara.suggestion;

import io.lotara.job.JobStore;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks one watch. A drop is first written down with the watch, together with the id of the job that it is owed; then the job is made; then it is
 * written down that it was. The process may die between any two of these, and each may run twice and late: the watch stays due until the last
 * write, whoever comes next goes on where it stands, and the job's id is the same for all. An owner who deletes the watch in between deletes
 * nothing of that.
 */
@Singleton
public class CheckWatch {
  private static final int TRIES = 5;

  private final WatchStore store;
  private final WatchPrices prices;
  private final WatchRules rules;
  private final Suggestions suggestions;
  private final PreferenceStore preferences;
  private final Clock clock;

  public CheckWatch(
      WatchStore store, WatchPrices prices, WatchRules rules, Suggestions suggestions, PreferenceStore preferences, Clock clock) {
    this.store = store;
    this.prices = prices;
    this.rules = rules;
    this.suggestions = suggestions;
    this.preferences = preferences;
    this.clock = clock;
  }

  /** What a check came to. */
  public enum Checked {
    /** It is gone, paused, not due yet, or being checked by somebody else. */
    IDLE,
    /** It was looked at, or its source did not answer; it is due again later. */
    CHECKED,
    /** A drop's job was made. */
    SUGGESTED,
    /** Its day has come. */
    ENDED
  }

  /**
   * Checks a watch if it is due. May be called more than once and by several at once.
   *
   * @throws JobStore.Unavailable when the store throttles or cannot be reached; the watch is due still
   */
  public Checked check(WatchKey key) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Watch> read = store.readOwing(key).filter(w -> w.dueAt() != null && !w.dueAt().isAfter(clock.instant()));
      if (read.isEmpty()) {
        return Checked.IDLE;
      }
      Watch watch = read.get();
      if (watch.owed() != null) {
        return pay(watch);
      }
      Watch next = next(watch);
      if (store.write(next, UUID.randomUUID().toString())) {
        return next.owed() != null ? pay(next) : next.active() ? Checked.CHECKED : Checked.ENDED;
      }
    }
    return Checked.IDLE;
  }

  private Watch next(Watch watch) {
    if (rules.over(watch, clock.instant())) {
      return rules.ended(watch, clock.instant());
    }
    Quote quote = prices.of(watch);
    boolean told = !rules.drops(watch, quote) || told(watch);
    return rules.next(watch, quote, told, clock.instant());
  }

  private boolean told(Watch watch) {
    return preferences
        .get(watch.key().tenant(), watch.userId())
        .map(Preferences::notificationSettings)
        .map(Preferences.NotificationSettings::wantsDrops)
        .orElse(true);
  }

  private Checked pay(Watch watch) {
    suggestions.suggest(watch, watch.owed());
    // When this write is lost or loses, whoever comes next makes the same job again, which is there already.
    store.write(rules.paid(watch, clock.instant()), UUID.randomUUID().toString());
    return Checked.SUGGESTED;
  }
}
