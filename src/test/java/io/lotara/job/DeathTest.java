package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The use cases when whoever runs them dies, at each of their calls in turn. */
class DeathTest {

  /** Lives through a job again and again, a call longer each time, until nobody dies any more. */
  private static void atEveryCall(boolean reached, Consumer<Workshop> life) {
    int deaths = 0;
    for (int last = 1; last < 500; last++) {
      Mortal mortal = new Mortal(last, reached);
      life.accept(new Workshop(mortal));
      if (!mortal.died()) {
        assertTrue(deaths > 20, "only %d calls were made: %s".formatted(deaths, mortal.calls()));
        return;
      }
      deaths++;
    }
    throw new AssertionError("it takes more calls than it should");
  }

  /** Asks again until there is an answer, as a client does. */
  private static <T> T answer(Supplier<T> call) {
    AtomicReference<T> answer = new AtomicReference<>();
    boolean lives = false;
    while (!lives) {
      lives = Workshop.mayDie(() -> answer.set(call.get()));
    }
    return answer.get();
  }

  private static JobKey accepted(Workshop shop) {
    AcceptJob.Outcome first = answer(() -> shop.accept("key-1", "Hue"));
    Job job = assertInstanceOf(AcceptJob.Outcome.Accepted.class, first).job();
    assertEquals(first, answer(() -> shop.accept("key-1", "Hue")));
    assertInstanceOf(AcceptJob.Outcome.KeyReused.class, answer(() -> shop.accept("key-1", "Hoi An")));
    return job.key();
  }

  private static JobKey approved(Workshop shop) {
    JobKey key = accepted(shop);
    assertEquals(JobState.WAITING_APPROVAL, shop.settle(key).state());
    answer(() -> shop.transitions.apply(key, new JobEvent.Decided(true, "plan-1", null)));
    return key;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTripIsCompletedAndBookedOnce(boolean reached) {
    atEveryCall(
        reached,
        shop -> {
          JobKey key = approved(shop);
          Job job = shop.settle(key);
          assertEquals(JobState.COMPLETED, job.state());
          assertEquals(1, shop.provider.made);
          assertEquals(1, shop.provider.active());
          assertEquals(EffectState.BOOKED, job.effects().get("flight").state());
          assertEquals("R1", job.effects().get("flight").ref());
          assertEquals(5, shop.table.all(key).size());
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTripThatIsCancelledWhileItIsBookedIsUndone(boolean reached) {
    atEveryCall(
        reached,
        shop -> {
          JobKey key = approved(shop);
          Transitions somebody =
              new Transitions(shop.table, shop.queue, shop.notices, new JobReducer(Timing.standard()), shop.clock);
          shop.provider.during = () -> somebody.apply(key, new JobEvent.CancelRequested("user"));
          Job job = shop.settle(key);
          assertEquals(JobState.CANCELLED, job.state());
          assertEquals(1, shop.provider.made);
          assertEquals(0, shop.provider.active());
          assertEquals(EffectState.COMPENSATED, job.effects().get("flight").state());
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasToBeToldIsToldAndNotBefore(boolean reached) {
    atEveryCall(
        reached,
        shop -> {
          shop.told.wants = true;
          shop.told.deaf = 2;
          JobKey key = approved(shop);
          Job job = shop.settle(key);
          List<String> changes = new ArrayList<>();
          for (int i = 0; i < job.log().size(); i++) {
            LogEntry.Type type = job.log().get(i).type();
            if (type == LogEntry.Type.APPROVAL_REQUIRED || type == LogEntry.Type.COMPLETE) {
              changes.add(Integer.toString(i + 1));
            }
          }
          assertEquals(2, changes.size());
          assertEquals(Set.copyOf(changes), Set.copyOf(shop.told.heard));
          assertTrue(shop.told.heard.size() <= 3, "one death makes at most one of them come twice: " + shop.told.heard);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTripWhoseMessagesAreAllLostIsCompletedBySweeps(boolean reached) {
    atEveryCall(
        reached,
        shop -> {
          shop.queue.breaks(true);
          JobKey key = accepted(shop);
          shop.queue.breaks(false);
          assertEquals(JobState.WAITING_APPROVAL, shop.settle(key).state());
          shop.queue.breaks(true);
          answer(() -> shop.transitions.apply(key, new JobEvent.Decided(true, null, null)));
          shop.queue.breaks(false);
          assertEquals(JobState.COMPLETED, shop.settle(key).state());
          assertEquals(Map.of(), shop.table.read(key).orElseThrow().owed());
        });
  }
}
