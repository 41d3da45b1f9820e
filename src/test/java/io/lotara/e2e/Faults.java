package io.lotara.e2e;

import io.lotara.job.FollowUp;
import io.lotara.job.JobKey;
import io.lotara.job.Outputs;
import io.lotara.job.WorkMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What goes wrong in the functions of one cloud: which protection is off, who dies when, what is lost. Safe for threads. */
final class Faults {
  /** Stands at a place in a function. */
  @FunctionalInterface
  interface Hook {
    /**
     * @param function logical id of the function that is running
     * @param place for example {@code after read} or {@code before write}
     */
    void at(String function, String place, JobKey job);
  }

  private static final Hook NOTHING = (function, place, job) -> {};

  private final Set<Protection> off = EnumSet.noneOf(Protection.class);
  private final AtomicInteger effects = new AtomicInteger();
  private final ConcurrentLinkedQueue<WorkMessage> outbox = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<FollowUp.Notice> notices = new ConcurrentLinkedQueue<>();
  private final Map<JobKey, Map<Outputs.Ref, byte[]>> overlay = new ConcurrentHashMap<>();
  private final Map<JobKey, AtomicInteger> ended = new ConcurrentHashMap<>();
  private final Set<Integer> dieAfter = ConcurrentHashMap.newKeySet();
  private final List<String> made = Collections.synchronizedList(new ArrayList<>());
  private volatile int dieEvery;
  private volatile int deaths;
  private volatile boolean byHand;
  private volatile boolean answersLost;
  private volatile Hook hook = NOTHING;
  private volatile Predicate<WorkMessage> lost = message -> false;

  /** All is well again. */
  void clear() {
    off.clear();
    outbox.clear();
    notices.clear();
    overlay.clear();
    ended.clear();
    dieAfter.clear();
    made.clear();
    dieEvery = 0;
    byHand = false;
    answersLost = false;
    hook = NOTHING;
    lost = message -> false;
  }

  void switchOff(Protection protection) {
    off.add(protection);
  }

  boolean on(Protection protection) {
    return !off.contains(protection);
  }

  /** Messages are kept for the test to deliver instead of being sent. */
  void byHand() {
    byHand = true;
  }

  boolean isByHand() {
    return byHand;
  }

  /** The answer to the first try of each write is lost, and it is tried again. */
  void loseAnswers() {
    answersLost = true;
  }

  boolean losesAnswers() {
    return answersLost;
  }

  /** The functions that make these effects, by number from now on and of whatever kind, die right after them. */
  void dieAfter(Set<Integer> numbers) {
    effects.set(0);
    made.clear();
    dieAfter.clear();
    dieAfter.addAll(numbers);
  }

  /** What the effects since {@link #dieAfter} were, in order. */
  List<String> made() {
    return List.copyOf(made);
  }

  /** After every {@code n} effects the function that makes the next one dies right after it, so many times in all. */
  void dieEvery(int n, int times) {
    effects.set(0);
    deaths = times;
    dieEvery = n;
  }

  /** Effects since {@link #dieAfter}. */
  int effects() {
    return effects.get();
  }

  void hook(Hook wanted) {
    hook = wanted;
  }

  void lose(Predicate<WorkMessage> which) {
    lost = which;
  }

  boolean loses(WorkMessage message) {
    return lost.test(message);
  }

  void at(String function, String place, JobKey job) {
    hook.at(function, place, job);
  }

  /** An effect was made. */
  void made(String what) {
    int n = effects.incrementAndGet();
    if (byHand) {
      made.add(what);
    }
    if (dieAfter.contains(n) || dieEvery > 0 && n % dieEvery == 0 && n / dieEvery <= deaths) {
      throw new Crash("%s (effect %d)".formatted(what, n));
    }
  }

  void keep(List<WorkMessage> messages) {
    outbox.addAll(messages);
  }

  void keepNotices(List<FollowUp.Notice> owed) {
    notices.addAll(owed);
  }

  /** Takes the notices that wait to be told. */
  List<FollowUp.Notice> takeNotices() {
    List<FollowUp.Notice> taken = new ArrayList<>();
    for (FollowUp.Notice notice = notices.poll(); notice != null; notice = notices.poll()) {
      taken.add(notice);
    }
    return taken;
  }

  /** Takes the messages that wait to be delivered. */
  List<WorkMessage> take() {
    List<WorkMessage> taken = new ArrayList<>();
    for (WorkMessage message = outbox.poll(); message != null; message = outbox.poll()) {
      taken.add(message);
    }
    return taken;
  }

  /** Outputs that were written over, while {@link Protection#OUTPUT_FIRST} is off. */
  Map<Outputs.Ref, byte[]> overlay(JobKey job) {
    return overlay.computeIfAbsent(job, key -> new ConcurrentHashMap<>());
  }

  /** Ends of steps that were counted, while {@link Protection#FAN_IN_MAP} is off. */
  AtomicInteger ended(JobKey job) {
    return ended.computeIfAbsent(job, key -> new AtomicInteger());
  }
}
