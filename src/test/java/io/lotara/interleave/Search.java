package io.lotara.interleave;

import io.micronaut.core.annotation.Nullable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through every world of a play, nearest first: each process does its next call, which may be refused or done without an answer; anybody dies;
 * somebody begins; something happens. From every world in which nobody lives it must come to rest.
 */
public final class Search<S extends Stored<S>> {
  private static final int OVER = -1;

  private final Play<S> play;
  private final List<Role<S>> roles;
  private final List<Happening<S>> happenings;
  private final Numbers<Object> images = new Numbers<>();
  private final List<S> states = new ArrayList<>();
  private final Numbers<Life> lives = new Numbers<>();
  private final Map<World, Integer> worlds = new HashMap<>();
  private final ArrayDeque<World> open = new ArrayDeque<>();
  private final List<Integer> parents = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<Optional<Broken>> broken = new ArrayList<>();
  private final Map<Asked, Stepped> steps = new HashMap<>();
  private final Map<List<Integer>, Integer> happened = new HashMap<>();
  private final Set<Integer> settled = new HashSet<>();
  private long calls;
  private @Nullable Finding finding;

  public Search(Play<S> play) {
    this.play = play;
    this.roles = play.roles();
    this.happenings = play.happenings();
  }

  /**
   * What was found.
   *
   * @param trace a shortest way there
   */
  public record Finding(Property property, String detail, List<String> trace) {
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
   * What a search came to.
   *
   * @param worlds distinct worlds
   * @param states distinct states of what is stored in them
   * @param calls that were made by real classes: one for each process in each state, whoever else there is
   * @param ends distinct states in which nobody lived, each brought to rest
   */
  public record Result(int worlds, int states, long calls, int ends, Optional<Finding> finding) {}

  /**
   * A process: who it is and all that it has heard.
   *
   * @param age how often time has passed since it began, where that counts
   */
  private record Life(int role, List<Heard> heard, int age) {
    Life later() {
      return new Life(role, heard, age + 1);
    }
  }

  /** What a process does next follows from what is stored and from the process: it need not be asked twice. */
  private record Asked(int state, int life, Fault fault) {}

  /**
   * What it did.
   *
   * @param life what it is then; {@link #OVER} for nobody
   */
  private record Stepped(int state, int life, String label, boolean faulty) {}

  /** A moment: numbers of what is stored and of the processes, in order, and how many calls may still fail. */
  private record World(int state, int faults, List<Integer> lives) {}

  /**
   * Searches.
   *
   * @param limit worlds after which it gives up
   */
  public Result search(int limit) {
    S start = play.start();
    start.changed();
    add(number(start), play.faults(), List.of(), -1, "");
    for (int from = 0; !open.isEmpty() && finding == null; from++) {
      if (worlds.size() > limit) {
        throw new IllegalStateException("more than %d worlds in %s".formatted(limit, play.name()));
      }
      World world = open.remove();
      if (world.lives().isEmpty() && settled.add(world.state())) {
        rest(world, from);
      }
      happen(world, from);
      begin(world, from);
      for (int i = 0; i < world.lives().size() && finding == null; i++) {
        if (i == 0 || !world.lives().get(i).equals(world.lives().get(i - 1))) {
          live(world, i, from);
        }
      }
    }
    return new Result(worlds.size(), states.size(), calls, settled.size(), Optional.ofNullable(finding));
  }

  private int number(S state) {
    int number = images.of(state.image());
    if (number == states.size()) {
      states.add(state);
      broken.add(play.broken(state));
    }
    return number;
  }

  private void add(int state, int faults, List<Integer> living, int from, String label) {
    World world = new World(state, faults, living);
    if (finding != null || worlds.putIfAbsent(world, worlds.size()) != null) {
      return;
    }
    open.add(world);
    parents.add(from);
    labels.add(label);
    broken.get(state).ifPresent(b -> found(b, worlds.size() - 1, null));
  }

  private void found(Broken broken, int at, @Nullable String last) {
    if (finding != null) {
      return;
    }
    List<String> trace = new ArrayList<>();
    for (int i = at; parents.get(i) >= 0; i = parents.get(i)) {
      trace.addFirst(labels.get(i));
    }
    if (last != null) {
      trace.add(last);
    }
    finding = new Finding(broken.property(), broken.detail(), trace);
  }

  private void rest(World world, int from) {
    S state = states.get(world.state()).copy();
    play.line().freely(state, () -> play.settle(state));
    play.broken(state).or(() -> play.unsettled(state)).ifPresent(b -> found(b, from, "nobody lives; time passes and all comes to rest"));
  }

  private void happen(World world, int from) {
    for (int i = 0; i < happenings.size(); i++) {
      Happening<S> happening = happenings.get(i);
      if (happening.may().test(states.get(world.state()))) {
        int state = happened.computeIfAbsent(List.of(world.state(), i), k -> after(world.state(), happening));
        add(state, world.faults(), happening.tick() ? later(world.lives()) : world.lives(), from, happening.says());
      }
    }
  }

  private int after(int before, Happening<S> happening) {
    S state = states.get(before).copy();
    happening.does().accept(state);
    state.changed();
    return number(state);
  }

  /** Who has lived as long as whoever runs it allows is no more. */
  private List<Integer> later(List<Integer> living) {
    return living.stream()
        .map(lives::get)
        .map(life -> roles.get(life.role()).ticks() == Role.NEVER ? life : life.later())
        .filter(life -> life.age() < roles.get(life.role()).ticks())
        .map(lives::of)
        .sorted()
        .toList();
  }

  private void begin(World world, int from) {
    for (int r = 0; r < roles.size(); r++) {
      int role = r;
      long there = world.lives().stream().filter(l -> lives.get(l).role() == role).count();
      if (there < roles.get(r).atOnce() && roles.get(r).begins().test(states.get(world.state()))) {
        // Its first call comes with its beginning: before it, it is nobody.
        advance(world, world.lives(), lives.of(new Life(role, List.of(), 0)), from);
      }
    }
  }

  private void live(World world, int index, int from) {
    int life = world.lives().get(index);
    List<Integer> others = with(world.lives(), index, OVER);
    add(world.state(), world.faults(), others, from, roles.get(lives.get(life).role()).says() + " dies");
    advance(world, others, life, from);
  }

  private void advance(World world, List<Integer> others, int life, int from) {
    boolean faulty = advance(world, others, life, Fault.NONE, from);
    if (faulty && world.faults() > 0) {
      advance(world, others, life, Fault.REFUSED, from);
      advance(world, others, life, Fault.UNHEARD, from);
    }
  }

  /** Whether the call may also fail. */
  private boolean advance(World world, List<Integer> others, int life, Fault fault, int from) {
    Stepped done = steps.computeIfAbsent(new Asked(world.state(), life, fault), this::step);
    int faults = fault == Fault.NONE ? world.faults() : world.faults() - 1;
    add(done.state(), faults, done.life() == OVER ? others : with(others, OVER, done.life()), from, done.label());
    return done.faulty();
  }

  private Stepped step(Asked asked) {
    Life life = lives.get(asked.life());
    Role<S> role = roles.get(life.role());
    S state = states.get(asked.state()).copy();
    Line.Step step = play.line().step(role.process(), life.heard(), state, asked.fault());
    calls++;
    int next = OVER;
    if (!step.over()) {
      List<Heard> heard = new ArrayList<>(life.heard());
      heard.addAll(step.heard());
      next = lives.of(new Life(life.role(), List.copyOf(heard), life.age()));
    }
    String label = "%s: %s%s%s".formatted(role.says(), step.called(), asked.fault().says, step.over() ? ", and is done" : "");
    return new Stepped(number(state), next, label, step.faulty());
  }

  /** Without the one at an index, or with another one, in order; {@link #OVER} for neither. */
  private static List<Integer> with(List<Integer> living, int without, int more) {
    int[] all = new int[living.size() + 1];
    int size = 0;
    for (int i = 0; i < living.size(); i++) {
      if (i != without) {
        all[size++] = living.get(i);
      }
    }
    if (more >= 0) {
      all[size++] = more;
    }
    return Arrays.stream(all, 0, size).sorted().boxed().toList();
  }

  /** Numbers for values, from 0. */
  private static final class Numbers<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    int of(T value) {
      Integer known = numbers.get(value);
      if (known != null) {
        return known;
      }
      numbers.put(value, values.size());
      values.add(value);
      return values.size() - 1;
    }

    T get(int number) {
      return values.get(number);
    }
  }
}
