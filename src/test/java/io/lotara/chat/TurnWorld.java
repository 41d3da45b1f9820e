package io.lotara.chat;

import io.lotara.interleave.Stored;
import io.lotara.job.UserJobs;
import io.lotara.job.memory.InMemoryTable;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One conversation, the jobs of its turns, the time; and what was ever kept and told. */
final class TurnWorld implements Stored<TurnWorld> {
  static final String TENANT = "acme";
  static final String ID = "c";
  static final String USER = "ada";
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  final InMemoryConversations conversations;
  final InMemoryTable table;
  Instant now = NOON;
  int ticks;

  /** How many answers were begun; each says its number. */
  int attempts;

  /** How many keys of jobs were taken. */
  int keys;

  /** How many answers were begun when the conversation was deleted; -1 as long as it was not. */
  int deletedAfter = -1;

  /** Turns that were ever claimed. */
  final Set<String> claimed;

  /** What was told, by turn. */
  final Map<String, Set<String>> told;

  /** Whether a turn was claimed while whoever had claimed the one before might live. */
  boolean overlapped;

  /** Whether what was kept became something else. */
  boolean overwritten;

  /** Whether those who said their turns at rest were all answered. */
  boolean answered = true;

  /** When the conversation was deleted, or null. */
  @Nullable Instant deletedAt;

  private @Nullable Conversation before;
  private List<Turn> kept = List.of();

  private TurnWorld(InMemoryConversations conversations, InMemoryTable table, Set<String> claimed, Map<String, Set<String>> told) {
    this.conversations = conversations;
    this.table = table;
    this.claimed = claimed;
    this.told = told;
  }

  static TurnWorld begin() {
    return new TurnWorld(new InMemoryConversations(), new InMemoryTable(), new TreeSet<>(), new TreeMap<>());
  }

  Optional<Conversation> conversation() {
    return conversations.find(TENANT, ID, now);
  }

  List<Turn> turns() {
    return conversations.page(TENANT, ID, 0, Conversations.MOST, now);
  }

  /** Ids of the jobs that were made. */
  List<String> jobs() {
    return table.page(TENANT, USER, null, UserJobs.MOST).jobs().stream().map(j -> j.key().id()).toList();
  }

  void tell(Turn turn) {
    told.computeIfAbsent(turn.id(), id -> new TreeSet<>()).add(turn.response());
  }

  void delete() {
    conversations.delete(TENANT, ID, now);
    deletedAfter = attempts;
    deletedAt = now;
    now = now.plusMillis(1);
    before = null;
    kept = List.of();
  }

  @Override
  public TurnWorld copy() {
    Map<String, Set<String>> heard = new TreeMap<>();
    told.forEach((turn, all) -> heard.put(turn, new TreeSet<>(all)));
    TurnWorld copy = new TurnWorld(conversations.copy(), table.copy(), new TreeSet<>(claimed), heard);
    copy.now = now;
    copy.ticks = ticks;
    copy.attempts = attempts;
    copy.keys = keys;
    copy.deletedAfter = deletedAfter;
    copy.overlapped = overlapped;
    copy.overwritten = overwritten;
    copy.answered = answered;
    copy.deletedAt = deletedAt;
    copy.before = before;
    copy.kept = kept;
    return copy;
  }

  @Override
  public Object image() {
    return List.of(
        conversations.contents(),
        table.contents(),
        now,
        attempts,
        keys,
        deletedAfter,
        Optional.ofNullable(deletedAt),
        claimed,
        told,
        overlapped,
        overwritten);
  }

  @Override
  public void changed() {
    Conversation next = conversation().orElse(null);
    if (next != null && next.claim() != null) {
      claimed.add(next.claim().turnId());
      overlapped |= before != null && before.busy(now) && before.version() != next.version();
    }
    before = next;
    List<Turn> turns = turns();
    overwritten |= !turns.containsAll(kept);
    kept = turns;
  }
}
