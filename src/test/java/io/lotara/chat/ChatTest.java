package io.lotara.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.job.JobStore;
import io.lotara.job.ModelCalls;
import io.lotara.job.memory.InMemoryTable;
import io.lotara.tenant.RateLimited;
import io.lotara.trace.OpikSettings;
import io.lotara.trace.TracedTurn;
import io.lotara.trace.TurnTraces;
import io.micronaut.json.tree.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The protocol of turns, on twins: duplicates, crashes, late answers. */
class ChatTest {
  private static final JsonNode NOBODY = JsonNode.createObjectNode(Map.of());
  private static final TurnTraces TRACED = new TurnTraces(new OpikSettings("a key", "", "", "", ""));
  private final InMemoryConversations store = new InMemoryConversations();
  private final InMemoryTable table = new InMemoryTable();
  private final TestClock clock = new TestClock();
  private final AtomicInteger answered = new AtomicInteger();

  /** Jobs by the key of the turn that makes them, as the job store keeps them. */
  private final Map<String, String> jobs = new ConcurrentHashMap<>();

  private Function<ChatTurn, Optional<Reply>> answer = this::withAJob;

  /** A clock that stands still until told. */
  private static final class TestClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Optional<Reply> withAJob(ChatTurn turn) {
    int n = answered.incrementAndGet();
    String job = jobs.computeIfAbsent(TripDesk.key(turn), key -> "job-" + (jobs.size() + 1));
    return Optional.of(new Reply("answer " + n, job, turn.focus().on(job)));
  }

  private static Responder responder(String name, int order, Function<ChatTurn, Optional<Reply>> answer) {
    return new Responder() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int order() {
        return order;
      }

      @Override
      public Optional<Reply> answer(ChatTurn turn) {
        return answer.apply(turn);
      }
    };
  }

  private Chat chat(Conversations conversations, String perMinute) {
    Responders responders = new Responders(List.of(responder("test", 5, turn -> answer.apply(turn))));
    return new Chat(conversations, table, responders, new ChatProfiles(store, new FaqTexts(null), clock), TRACED, true, perMinute, clock);
  }

  private static Chat.Saying saying(String conversation, String turn, String message) {
    return new Chat.Saying("acme", conversation, false, turn, message, null, NOBODY, new Rights(true));
  }

  private static Chat.Outcome.Answered said(Chat.Outcome outcome) {
    return assertInstanceOf(Chat.Outcome.Answered.class, outcome);
  }

  @Test
  void theSameTurnTenTimesIsOneJob() throws Exception {
    Chat chat = chat(store, "");
    String conversation = said(chat.say(saying(null, null, "hello"))).conversationId();
    for (String where : new String[] {conversation, null}) {
      CountDownLatch go = new CountDownLatch(1);
      Set<Chat.Outcome> outcomes = new HashSet<>();
      int before = jobs.size();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Chat.Outcome>> turns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          turns.add(
              threads.submit(
                  () -> {
                    go.await();
                    return chat.say(saying(where, "0123456789abcdef", "a week in Rome"));
                  }));
        }
        go.countDown();
        for (Future<Chat.Outcome> turn : turns) {
          outcomes.add(turn.get());
        }
      }
      assertEquals(1, outcomes.size(), "all are told the same: " + outcomes);
      assertEquals(before + 1, jobs.size());
    }
    assertEquals(2, store.page("acme", conversation, 0, 100, clock.now).size());
  }

  @Test
  void anIdBelongsToItsWords() {
    Chat chat = chat(store, "");
    String conversation = said(chat.say(saying(null, "0123456789abcdef", "hello"))).conversationId();
    assertInstanceOf(Chat.Outcome.IdReused.class, chat.say(saying(null, "0123456789abcdef", "goodbye")));
    assertInstanceOf(Chat.Outcome.IdReused.class, chat.say(saying(conversation, "0123456789abcdef", "goodbye")));
    assertEquals(conversation, said(chat.say(saying(null, "0123456789abcdef", "hello"))).conversationId());
  }

  @Test
  void aConversationOfOthersIsUnknown() {
    Chat chat = chat(store, "");
    String conversation = said(chat.say(saying(null, null, "hello"))).conversationId();
    assertInstanceOf(Chat.Outcome.Unknown.class, chat.say(saying("nothing", null, "hello")));
    Chat.Saying stranger = new Chat.Saying("other", conversation, false, null, "hello", null, NOBODY, new Rights(true));
    assertInstanceOf(Chat.Outcome.Unknown.class, chat.say(stranger));
  }

  @Test
  void aTurnThatDiedIsAnsweredByTheNextWhoSendsIt() {
    Conversation claimed =
        Conversation.fresh("acme", "c", null, clock.now).claimed("t", null, Chat.LEASE, new io.lotara.tenant.Limits(0, 1, 0), clock.now);
    assertTrue(store.write(claimed, null), "and then its function died");
    clock.now = clock.now.plus(Chat.LEASE).plusSeconds(1);
    assertEquals("answer 1", said(chat(store, "").say(saying("c", "t", "a week in Rome"))).turn().response());
  }

  @Test
  void aTurnThatDiedAfterItsJobMakesNoOther() {
    Chat chat = chat(store, "");
    String conversation = said(chat.say(saying(null, null, "hello"))).conversationId();
    int before = jobs.size();
    answer =
        turn -> {
          withAJob(turn);
          throw new JobStore.Unavailable("the table went away", null);
        };
    assertThrows(JobStore.Unavailable.class, () -> chat.say(saying(conversation, "t", "a week in Rome")));
    answer = this::withAJob;
    assertEquals("job-" + (before + 1), said(chat.say(saying(conversation, "t", "a week in Rome"))).turn().jobId());
    assertEquals(before + 1, jobs.size());
  }

  @Test
  void whoWasTakenForDeadTellsTheAnswerThatWasKept() {
    Chat chat = chat(store, "");
    String conversation = said(chat.say(saying(null, null, "hello"))).conversationId();
    Chat[] other = {chat};
    answer =
        turn -> {
          answer = this::withAJob;
          clock.now = clock.now.plus(Chat.LEASE).plusSeconds(1);
          Chat.Outcome.Answered first = said(other[0].say(saying(conversation, "t", "a week in Rome")));
          assertEquals("answer 2", first.turn().response());
          return Optional.of(new Reply("too late", null, turn.focus()));
        };
    assertEquals("answer 2", said(chat.say(saying(conversation, "t", "a week in Rome"))).turn().response());
    assertEquals(2, store.page("acme", conversation, 0, 100, clock.now).size());
  }

  @Test
  void whatIsDeletedMeanwhileIsNotBroughtBack() {
    Chat chat = chat(store, "");
    String conversation = said(chat.say(saying(null, null, "hello"))).conversationId();
    answer =
        turn -> {
          store.delete("acme", conversation, clock.now);
          return Optional.of(new Reply("too late", null, turn.focus()));
        };
    assertInstanceOf(Chat.Outcome.Unknown.class, chat.say(saying(conversation, "t", "hello")));
    assertEquals(Optional.empty(), store.find("acme", conversation, clock.now));
  }

  @Test
  void aConversationHasItsRate() {
    Chat chat = chat(store, "6");
    String conversation = said(chat.say(saying(null, null, "hello"))).conversationId();
    for (int i = 0; i < 5; i++) {
      said(chat.say(saying(conversation, null, "hello")));
    }
    assertEquals(10, assertThrows(RateLimited.class, () -> chat.say(saying(conversation, null, "hello"))).retryAfter());
    said(chat.say(saying(null, null, "another conversation")));
    clock.now = clock.now.plus(Duration.ofSeconds(10));
    said(chat.say(saying(conversation, null, "hello")));
  }

  /** An answer for which a model was asked. */
  private Optional<Reply> asked(ChatTurn turn) {
    ModelCalls.Asked asked = ModelCalls.begin("chat");
    clock.now = clock.now.plusMillis(700);
    asked.end("a-model", 20, 10, 5, "given");
    return withAJob(turn);
  }

  @Test
  void whatModelsWereAskedIsOwedToBeToldWithTheTurn() {
    Chat chat = chat(store, "");
    said(chat.say(saying(null, null, "hello")));
    assertEquals(List.of(), store.owed, "no model was asked");
    answer = this::asked;
    Chat.Outcome.Answered first = said(chat.say(saying(null, null, "a week in Rome")));
    said(chat.say(saying(first.conversationId(), "t", "and now")));
    said(chat.say(saying(first.conversationId(), "t", "and now")));
    assertEquals(2, store.owed.size(), "a turn that comes again asks nobody");
    TracedTurn owed = store.owed.getFirst();
    assertEquals(first.turn().jobId(), owed.jobId());
    assertEquals("test", owed.responder());
    assertEquals(List.of("a-model", "a-model"), store.owed.stream().map(t -> t.calls().getFirst().model()).toList());
    assertEquals(List.of(1, 2), store.owed.stream().map(TracedTurn::number).toList());
    assertEquals(owed.thread(), store.owed.getLast().thread());
    assertTrue(!owed.toString().contains(first.conversationId()) && !owed.toString().contains("Rome"), owed::toString);
  }

  @Test
  void aTurnThatFailedOwesWhatItHasSpent() {
    answer =
        turn -> {
          asked(turn);
          throw new JobStore.Unavailable("throttled", null);
        };
    assertThrows(JobStore.Unavailable.class, () -> chat(store, "").say(saying(null, null, "hello")));
    assertEquals(List.of(0), store.owed.stream().map(TracedTurn::number).toList());
  }

  @Test
  void withoutAKeyNothingIsCollectedNorOwed() {
    answer = this::asked;
    Responders responders = new Responders(List.of(responder("test", 5, this::asked)));
    TurnTraces none = new TurnTraces(new OpikSettings("", "", "", "", ""));
    ChatProfiles profiles = new ChatProfiles(store, new FaqTexts(null), clock);
    said(new Chat(store, table, responders, profiles, none, true, "", clock).say(saying(null, null, "hello")));
    assertEquals(List.of(), store.owed);
  }

  @Test
  void whoFailsPasses() {
    Responders responders =
        new Responders(
            List.of(
                responder("rules", 9, turn -> Optional.of(new Reply("by the rules", null, turn.focus()))),
                responder(
                    "model",
                    2,
                    turn -> {
                      throw new IllegalStateException("out of order");
                    }),
                responder("intents", 1, turn -> Optional.empty())));
    Chat chat = new Chat(store, table, responders, new ChatProfiles(store, new FaqTexts(null), clock), TRACED, true, "", clock);
    Turn turn = said(chat.say(saying(null, null, "hello"))).turn();
    assertEquals("rules", turn.responder());
    assertEquals("by the rules", turn.response());
  }
}
