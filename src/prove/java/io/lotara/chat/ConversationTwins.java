package io.lotara.chat;

import io.lotara.prove.Twins;
import io.lotara.tenant.Limits;
import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Random calls of stores of conversations, of whose chat it is, and of answers that are kept. */
public final class ConversationTwins {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Twins twins;
  private final Random random;
  private @Nullable Conversation old;

  public ConversationTwins(Twins twins, Random random) {
    this.twins = twins;
    this.random = random;
  }

  /** One call, or a few that belong together. */
  public void operation(Instant now) {
    String tenant = "t" + random.nextInt(2);
    String id = "c" + random.nextInt(8);
    switch (random.nextInt(12)) {
      case 0 -> {
        if (random.nextInt(4) == 0) {
          twins.both(Conversations.class, "delete a conversation", c -> c.delete(tenant, id, now));
        }
      }
      case 1 -> {
        String turn = "turn" + random.nextInt(6);
        twins.both(Conversations.class, "find a turn", c -> c.turn(tenant, id, turn, now));
      }
      case 2 -> page(tenant, id, now);
      case 3 -> {
        String user = "user" + random.nextInt(3);
        twins.both(Conversations.class, "conversations of a user", c -> c.ofUser(tenant, user).stream().sorted().toList());
      }
      case 4 -> settings(tenant);
      case 5 -> answers(tenant, now);
      // A month later: it has lapsed, and its id may be used anew.
      case 6 -> {
        Instant then = now.plus(Duration.ofDays(random.nextInt(60)));
        twins.both(Conversations.class, "find a conversation", c -> c.find(tenant, id, then));
      }
      default -> turn(tenant, id, now);
    }
  }

  /** A turn claimed, answered or given up; now and then on what was read long ago. */
  private void turn(String tenant, String id, Instant now) {
    Conversation read = twins.both(Conversations.class, "find a conversation", c -> c.find(tenant, id, now)).orElse(null);
    Conversation on = read != null ? read : Conversation.fresh(tenant, id, random.nextInt(4) == 0 ? null : "user" + random.nextInt(3), now);
    if (random.nextInt(6) == 0 && old != null) {
      on = old;
    }
    old = on;
    if (on.claim() == null) {
      claim(on, now);
    } else if (random.nextInt(5) == 0) {
      write(on.released(now), null);
    } else {
      int number = on.turns() + 1;
      String job = random.nextBoolean() ? "job-" + number : null;
      Turn turn = new Turn(number, on.claim().turnId(), "Xin chào 👋 " + number, "Hello " + number, "rules", job, now);
      write(on.answered(job == null ? on.focus().asks("trip", "Rome") : on.focus().on(job), now), turn);
    }
  }

  private void claim(Conversation on, Instant now) {
    Limits limits = random.nextBoolean() ? new Limits(0, 1, 0) : new Limits(60, 2, 0);
    // An id that was answered is not claimed again.
    write(on.claimed("turn" + (on.turns() + 1), random.nextBoolean() ? "ana" : null, LEASE, limits, now), null);
  }

  private void write(Conversation next, @Nullable Turn answered) {
    twins.both(Conversations.class, answered == null ? "write a conversation" : "write a turn", c -> c.write(next, answered));
  }

  private void page(String tenant, String id, Instant now) {
    int limit = 1 + random.nextInt(3);
    twins.both(
        Conversations.class,
        "page through turns",
        c -> Twins.pages(after -> {
          List<Turn> turns = c.page(tenant, id, after == null ? 0 : (Integer) after, limit, now);
          return new Twins.Part(turns, turns.isEmpty() ? null : (Object) turns.getLast().number());
        }));
  }

  private void settings(String tenant) {
    ChatSettings wanted =
        new ChatSettings("Brand " + random.nextInt(5), "Hi", random.nextBoolean() ? "Be kind" : null, random.nextBoolean(), true,
            List.of(ChatSettings.Faq.of("Returns", "# Returns\nThirty days")), List.of("politics"));
    int what = random.nextInt(3);
    twins.both(
        ChatSettingsStore.class,
        "settings of a chat",
        s -> {
          if (what == 0) {
            s.remove(tenant);
          } else if (what == 1) {
            s.put(tenant, wanted);
          }
          return s.get(tenant);
        });
  }

  private void answers(String tenant, Instant now) {
    String key = "question" + random.nextInt(5);
    String answer = "answer " + random.nextInt();
    Instant until = now.plusSeconds(random.nextInt(600));
    boolean put = random.nextBoolean();
    twins.both(
        AnswerCache.class,
        "answers that are kept",
        a -> {
          if (put) {
            a.put(tenant, key, answer, until);
          }
          return a.get(tenant, key, now);
        });
  }
}
