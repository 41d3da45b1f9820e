package io.lotara.chat;

import io.lotara.trace.TracedTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conversations and settings of chats in memory, with the same conditions as the table. Thread-safe: one call at a time. */
public final class InMemoryConversations implements Conversations, ChatSettingsStore, AnswerCache {
  private static final Duration KEPT = Duration.ofDays(30);
  private final Map<List<String>, Conversation> conversations = new HashMap<>();
  private final Map<List<String>, List<Turn>> turns = new HashMap<>();
  private final Map<String, ChatSettings> settings = new HashMap<>();
  private final Map<List<String>, Cached> answers = new HashMap<>();

  /** Turns that are owed to be told of. */
  final List<TracedTurn> owed = new ArrayList<>();

  private record Cached(String answer, Instant until) {}

  /** The same conversations, to be changed without changing these; without settings, remembered answers and what is owed to be told. */
  public synchronized InMemoryConversations copy() {
    InMemoryConversations copy = new InMemoryConversations();
    copy.conversations.putAll(conversations);
    turns.forEach((key, all) -> copy.turns.put(key, new ArrayList<>(all)));
    return copy;
  }

  /** Conversations and their turns: equal for all that behave alike. */
  public synchronized List<Object> contents() {
    return List.of(Map.copyOf(conversations), turns.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.copyOf(e.getValue()))));
  }

  @Override
  public synchronized Optional<Conversation> find(String tenant, String id, Instant now) {
    return Optional.ofNullable(conversations.get(List.of(tenant, id))).filter(c -> now.isBefore(c.updatedAt().plus(KEPT)));
  }

  @Override
  public synchronized Optional<Turn> turn(String tenant, String id, String turnId, Instant now) {
    return turns.getOrDefault(List.of(tenant, id), List.of()).stream()
        .filter(t -> t.id().equals(turnId) && now.isBefore(t.at().plus(KEPT)))
        .findFirst();
  }

  @Override
  public synchronized boolean write(Conversation next, Turn answered, TracedTurn traced) {
    List<String> key = List.of(next.tenant(), next.id());
    Optional<Conversation> stored =
        next.version() == 1 ? find(next.tenant(), next.id(), next.updatedAt()) : Optional.ofNullable(conversations.get(key));
    boolean another = next.version() > 1 && stored.filter(c -> c.createdAt().equals(next.createdAt())).isEmpty();
    if (another || stored.map(Conversation::version).orElse(0L) != next.version() - 1) {
      return false;
    }
    conversations.put(key, next);
    if (traced != null) {
      owed.add(traced);
    }
    if (answered != null) {
      List<Turn> all = turns.computeIfAbsent(key, k -> new ArrayList<>());
      all.removeIf(t -> t.number() == answered.number());
      all.add(answered);
    }
    return true;
  }

  @Override
  public synchronized List<Turn> page(String tenant, String id, int after, int limit, Instant now) {
    return turns.getOrDefault(List.of(tenant, id), List.of()).stream()
        .filter(t -> t.number() > after && now.isBefore(t.at().plus(KEPT)))
        .sorted(Comparator.comparingInt(Turn::number))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean delete(String tenant, String id, Instant now) {
    boolean there = find(tenant, id, now).isPresent();
    conversations.remove(List.of(tenant, id));
    turns.remove(List.of(tenant, id));
    return there;
  }

  @Override
  public synchronized List<String> ofUser(String tenant, String userId) {
    return conversations.values().stream()
        .filter(c -> c.tenant().equals(tenant) && userId.equals(c.userId()))
        .sorted(Comparator.comparing(Conversation::createdAt).thenComparing(Conversation::id).reversed())
        .limit(MOST)
        .map(Conversation::id)
        .toList();
  }

  @Override
  public synchronized Optional<ChatSettings> get(String tenant) {
    return Optional.ofNullable(settings.get(tenant));
  }

  @Override
  public synchronized void put(String tenant, ChatSettings wanted) {
    settings.put(tenant, wanted);
  }

  @Override
  public synchronized void remove(String tenant) {
    settings.remove(tenant);
  }

  @Override
  public synchronized Optional<String> get(String tenant, String key, Instant now) {
    return Optional.ofNullable(answers.get(List.of(tenant, key))).filter(a -> now.isBefore(a.until())).map(Cached::answer);
  }

  @Override
  public synchronized void put(String tenant, String key, String answer, Instant until) {
    answers.put(List.of(tenant, key), new Cached(answer, until));
  }
}
