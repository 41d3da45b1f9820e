package io.lotara.job.model;

import io.lotara.job.Job;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes through every world that can come about, nearest first, so that what breaks a property is shown on a shortest way. */
final class Explorer {
  private final Scope scope;
  private final Jobs jobs;
  private final Moves moves;
  private final Checks checks;
  private final Map<World, Integer> numbers = new HashMap<>(1 << 18);
  private final ArrayDeque<World> open = new ArrayDeque<>();
  private final IntList parents = new IntList();
  private final IntList labels = new IntList();
  private final IntList helpFrom = new IntList();
  private final IntList helpTo = new IntList();
  private final BitSet completed = new BitSet();
  private final BitSet atRest = new BitSet();
  private final BitSet hopeful = new BitSet();
  private @Nullable Finding finding;

  Explorer(Scope scope, Mutant mutant) {
    this.scope = scope;
    this.jobs = new Jobs(scope, mutant);
    this.moves = new Moves(scope, mutant, jobs);
    this.checks = new Checks(scope, jobs);
  }

  /**
   * What was found.
   *
   * @param property that does not hold
   * @param detail more of it
   * @param trace a shortest way there
   */
  record Finding(Property property, String detail, List<String> trace) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(property + " (" + property.says + ") does not hold: " + detail);
      for (int i = 0; i < trace.size(); i++) {
        text.append("\n  %2d. %s".formatted(i + 1, trace.get(i)));
      }
      return text.toString();
    }
  }

  /**
   * What an exploration came to.
   *
   * @param worlds distinct worlds
   * @param jobs distinct jobs in them
   * @param questions that were put to the reducer
   * @param rests worlds in which all is over
   * @param works what the reducer did, see {@link Work}
   * @param finding what is wrong, or null
   */
  record Result(int worlds, int jobs, int questions, int rests, Set<String> works, @Nullable Finding finding) {}

  /**
   * Explores.
   *
   * @param limit worlds after which it gives up
   */
  Result explore(int limit) {
    add(moves.start(), -1, 0);
    int current = 0;
    while (!open.isEmpty() && finding == null) {
      if (numbers.size() > limit) {
        throw new IllegalStateException("more than %d worlds in %s".formatted(limit, scope.name()));
      }
      World world = open.remove();
      int from = current++;
      moves.from(
          world,
          new Sink() {
            @Override
            public void next(int label, boolean helps, World next) {
              int to = add(next, from, label);
              if (helps && to != from) {
                helpFrom.add(from);
                helpTo.add(to);
              }
            }

            @Override
            public void breaks(int label, Property property, String detail) {
              found(property, detail, from, label);
            }
          });
    }
    if (finding == null) {
      mustReach(completed, hopeful, Property.NOT_LOST);
    }
    if (finding == null) {
      BitSet all = new BitSet();
      all.set(0, numbers.size());
      mustReach(atRest, all, Property.NOT_STUCK);
    }
    if (finding == null && scope.activeTime() != Scope.FAR) {
      timeAloneEndsEveryJob();
    }
    return new Result(numbers.size(), jobs.count(), jobs.questions(), atRest.cardinality(), jobs.works(), finding);
  }

  private int add(World world, int from, int label) {
    Integer known = numbers.get(world);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    numbers.put(world, number);
    open.add(world);
    parents.add(from);
    labels.add(label);
    completed.set(number, checks.completed(world));
    atRest.set(number, checks.atRest(world));
    hopeful.set(number, checks.hopeful(world));
    Property broken = checks.broken(world);
    if (broken != null) {
      found(broken, describe(world), number);
    }
    return number;
  }

  private String describe(World world) {
    Job job = jobs.job(world.job());
    List<String> steps = job.tasks().entrySet().stream().map(e -> e.getKey() + " " + e.getValue().state().wire()).toList();
    List<String> effects = job.effects().values().stream().map(e -> e.key() + " " + e.state()).toList();
    return "the job is %s, its steps %s, owed %s, effects %s; at the provider %d and %d are booked, %d and %d ever were"
        .formatted(
            job.state().wire(),
            steps,
            job.owed().keySet(),
            effects,
            world.booked(1),
            world.booked(2),
            world.everBooked(1),
            world.everBooked(2));
  }

  private void found(Property property, String detail, int from, int label) {
    if (finding == null) {
      List<String> trace = trace(from);
      trace.add(Move.words(label, scope));
      finding = new Finding(property, detail, trace);
    }
  }

  private void found(Property property, String detail, int at) {
    if (finding == null) {
      finding = new Finding(property, detail, trace(at));
    }
  }

  private List<String> trace(int to) {
    List<String> trace = new ArrayList<>();
    for (int at = to; parents.get(at) >= 0; at = parents.get(at)) {
      trace.addFirst(Move.words(labels.get(at), scope));
    }
    return trace;
  }

  /** Without workers and messages, too, each job comes to its end: by its deadlines. */
  private void timeAloneEndsEveryJob() {
    for (int first = 0; first < jobs.count() && finding == null; first++) {
      int at = first;
      for (int i = 0; i < 10 * scope.activeTime() && !jobs.job(at).state().terminal(); i++) {
        Outcome swept = jobs.ask(at, Event.of(Event.Kind.SWEEP));
        boolean due = jobs.job(at).dueAt() != null && !jobs.job(at).dueAt().isAfter(Canonical.NOW);
        at = due && swept.writes() ? swept.job() : jobs.later(at);
      }
      if (!jobs.job(at).state().terminal()) {
        finding = new Finding(Property.NOT_STUCK, "time and sweeps alone never end " + jobs.job(first), List.of());
      }
    }
  }

  /** From each world of {@code from} a way of helpful moves must lead into {@code goal}. */
  private void mustReach(BitSet goal, BitSet from, Property property) {
    int worlds = numbers.size();
    int[] start = new int[worlds + 1];
    for (int i = 0; i < helpTo.size(); i++) {
      start[helpTo.get(i) + 1]++;
    }
    for (int i = 0; i < worlds; i++) {
      start[i + 1] += start[i];
    }
    int[] place = Arrays.copyOf(start, worlds);
    int[] sources = new int[helpTo.size()];
    for (int i = 0; i < helpTo.size(); i++) {
      sources[place[helpTo.get(i)]++] = helpFrom.get(i);
    }
    BitSet reach = (BitSet) goal.clone();
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    goal.stream().forEach(queue::add);
    while (!queue.isEmpty()) {
      int at = queue.remove();
      for (int i = start[at]; i < start[at + 1]; i++) {
        if (!reach.get(sources[i])) {
          reach.set(sources[i]);
          queue.add(sources[i]);
        }
      }
    }
    BitSet lost = (BitSet) from.clone();
    lost.andNot(reach);
    int first = lost.nextSetBit(0);
    if (first >= 0) {
      World world = numbers.entrySet().stream().filter(e -> e.getValue() == first).findFirst().orElseThrow().getKey();
      found(property, describe(world), first);
    }
  }

  /** Numbers without boxes. */
  private static final class IntList {
    private int[] values = new int[1 << 16];
    private int size;

    void add(int value) {
      values = size == values.length ? Arrays.copyOf(values, size * 2) : values;
      values[size++] = value;
    }

    int get(int index) {
      return values[index];
    }

    int size() {
      return size;
    }
  }
}
