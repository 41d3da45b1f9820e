package io.lotara.chat;

import io.lotara.interleave.Broken;
import io.lotara.interleave.Happening;
import io.lotara.interleave.JobsOnALine;
import io.lotara.interleave.Line;
import io.lotara.interleave.Mutant;
import io.lotara.interleave.Play;
import io.lotara.interleave.Property;
import io.lotara.interleave.Role;
import io.lotara.job.Job;
import io.lotara.tenant.Admission;
import io.lotara.trace.OpikSettings;
import io.lotara.trace.TurnTraces;
import io.lotara.trip.Understanding;
import io.micronaut.json.tree.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Turns of a conversation: the real way in which they are claimed, answered and kept, and the real beginning of a trip for each. One turn is said by
 * two at once, again and again, another one beside it; the conversation is deleted at any time; a claim runs out, and whoever had it goes on.
 */
public final class TurnPlay implements Play<TurnWorld> {
  private static final JsonNode NOBODY = JsonNode.createObjectNode(Map.of());
  private static final List<String> TURNS = List.of("t", "u");

  private final Line<TurnWorld> line = new Line<>();
  private final Of of;
  private final TurnPorts ports;
  private final Chat chat;
  private final TripDesk desk;

  /** What happens beside a turn: all of it at once makes more worlds than there is time for. */
  enum Of {
    /** It is said twice, its claim runs out, and a call may fail. */
    TWICE("turn", 2, 0, 1),
    /** It is said twice, its claim runs out, and another one is said. */
    ANOTHER("turn, another", 2, 1, 1),
    /** It is said twice, another one is said, and the conversation is deleted at any time. */
    DELETED("turn, deleted", 2, 1, 0);

    private final String says;
    private final int copies;
    private final int others;
    private final int ticks;

    Of(String says, int copies, int others, int ticks) {
      this.says = says;
      this.copies = copies;
      this.others = others;
      this.ticks = ticks;
    }
  }

  /** What can be switched off. */
  enum Off {
    NOTHING("", null, null),
    CLAIM_UNCONDITIONAL("a turn is claimed whatever is there", Of.TWICE, Property.ONE_AT_A_TIME),
    CLAIM_FOR_EVER("a claim does not run out", Of.TWICE, Property.NOTHING_STUCK),
    ANSWER_UNCONDITIONAL("an answer is kept whatever became of its claim", Of.TWICE, Property.KEPT_STAYS),
    TURN_AFTER_THE_WRITE("a turn is kept after its conversation was written, not with it", Of.TWICE, Property.NOTHING_LOST),
    KEY_OF_THE_ATTEMPT("what is done for a turn goes by the attempt", Of.TWICE, Property.NOTHING_TWICE),
    NO_BEGINNING("a conversation that was begun again under its id is taken for the one before", Of.DELETED, Property.NOTHING_COMES_BACK);

    private final String says;
    private final Of of;
    private final Property breaks;

    Off(String says, Of of, Property breaks) {
      this.says = says;
      this.of = of;
      this.breaks = breaks;
    }
  }

  private TurnPlay(Of of, Off off) {
    this.of = of;
    ports = new TurnPorts(line, off);
    Clock clock = ports.clock();
    JobsOnALine<TurnWorld> jobs = new JobsOnALine<>(line, s -> s.table, clock, true);
    Admission everybody =
        new Admission(null, null, null, true, "", "", "", clock) {
          @Override
          public void job(String tenant) {}
        };
    desk =
        new TripDesk(
            jobs.accept(ports.keys(), List.of(JobsOnALine.trip("search", io.lotara.job.Role.WORK)), List.of()),
            null, everybody, jobs.store, null, jobs.transitions, null, null, null, null, null, null, JobsOnALine.JSON);
    ChatProfiles ours =
        new ChatProfiles(null, null, clock) {
          @Override
          public ChatSettings of(String tenant) {
            return ChatSettings.LOTARA;
          }
        };
    TurnTraces untold = new TurnTraces(new OpikSettings("", "", "", "", ""));
    chat = new Chat(ports, ports.keys(), new Responders(List.of(new Agency())), ours, untold, true, "", clock);
  }

  /** With every protection on. */
  public static List<Play<?>> whole() {
    return Stream.of(Of.values()).<Play<?>>map(of -> new TurnPlay(of, Off.NOTHING)).toList();
  }

  /** With one protection off each. */
  public static List<Mutant> mutants() {
    return Stream.of(Off.values()).filter(o -> o != Off.NOTHING).map(o -> new Mutant(o.says, new TurnPlay(o.of, o), o.breaks)).toList();
  }

  /** Begins a trip for each turn, and answers with the number of the attempt, so that each attempt says something else. */
  private final class Agency implements Responder {
    @Override
    public String name() {
      return "agency";
    }

    @Override
    public int order() {
      return 1;
    }

    @Override
    public Optional<Reply> answer(ChatTurn turn) {
      int attempt = line.call("begins its answer", false, s -> ++s.attempts);
      Job job = desk.begin(turn, turn.message(), new Understanding(null, List.of(), List.of(), null, List.of()), false);
      return Optional.of(new Reply(Integer.toString(attempt), job.key().id(), turn.focus().on(job.key().id())));
    }
  }

  private Chat.Outcome say(String turn) {
    ports.begin();
    // Who waits for another one's answer need not really wait.
    Thread.currentThread().interrupt();
    try {
      return chat.say(
          new Chat.Saying(TurnWorld.TENANT, TurnWorld.ID, true, turn, "a trip for " + turn, TurnWorld.USER, NOBODY, new Rights(true)));
    } finally {
      Thread.interrupted();
    }
  }

  private void client(String turn) {
    if (say(turn) instanceof Chat.Outcome.Answered answered) {
      line.remember(s -> s.tell(answered.turn()));
    }
  }

  @Override
  public String name() {
    return of.says;
  }

  @Override
  public Line<TurnWorld> line() {
    return line;
  }

  @Override
  public TurnWorld start() {
    return TurnWorld.begin();
  }

  @Override
  public List<Role<TurnWorld>> roles() {
    return List.of(
        Role.of("who says t", of.copies, s -> true, () -> client("t")), Role.of("who says u", of.others, s -> true, () -> client("u")));
  }

  @Override
  public List<Happening<TurnWorld>> happenings() {
    return List.of(
        Happening.of("the conversation is deleted", s -> of == Of.DELETED && s.deletedAfter < 0 && s.conversation().isPresent(), TurnWorld::delete),
        Happening.tick(
            "a claim's time passes",
            s -> s.ticks < of.ticks,
            s -> {
              s.ticks++;
              s.now = s.now.plus(Chat.LEASE).plusSeconds(1);
            }));
  }

  @Override
  public int faults() {
    return of == Of.TWICE ? 1 : 0;
  }

  @Override
  public Optional<Broken> broken(TurnWorld world) {
    List<Turn> turns = world.turns();
    if (world.overlapped) {
      return Optional.of(new Broken(Property.ONE_AT_A_TIME, "a turn was claimed while another one's claim ran: " + world.conversation()));
    }
    if (world.jobs().size() > world.claimed.size() || turns.stream().map(Turn::id).distinct().count() < turns.size()) {
      return Optional.of(new Broken(Property.NOTHING_TWICE, "%s were claimed, kept were %s, made were %s".formatted(world.claimed, turns, world.jobs())));
    }
    if (world.overwritten) {
      return Optional.of(new Broken(Property.KEPT_STAYS, "kept is now " + turns));
    }
    if (world.deletedAfter < 0 && world.told.values().stream().anyMatch(all -> all.size() > 1)) {
      return Optional.of(new Broken(Property.TOLD_THE_SAME, "told was, by turn, " + world.told));
    }
    if (turns.stream().anyMatch(t -> Integer.parseInt(t.response()) <= world.deletedAfter)) {
      return Optional.of(new Broken(Property.NOTHING_COMES_BACK, "an answer that was begun before the conversation was deleted is kept: " + turns));
    }
    return Optional.empty();
  }

  @Override
  public void settle(TurnWorld world) {
    world.now = world.now.plus(Chat.LEASE).plusSeconds(1);
    for (String turn : TURNS) {
      try {
        Chat.Outcome outcome = say(turn);
        world.answered &= outcome instanceof Chat.Outcome.Answered;
        if (outcome instanceof Chat.Outcome.Answered answered) {
          world.tell(answered.turn());
        }
      } catch (TurnPorts.Again e) {
        world.answered = false;
      }
    }
  }

  @Override
  public Optional<Broken> unsettled(TurnWorld world) {
    if (!world.answered) {
      return Optional.of(new Broken(Property.NOTHING_STUCK, "nobody answers: " + world.conversation()));
    }
    List<Turn> turns = world.turns();
    Set<String> made = new TreeSet<>(world.jobs());
    boolean whole = turns.size() == world.conversation().orElseThrow().turns() && turns.stream().map(Turn::id).toList().containsAll(TURNS);
    boolean begun = turns.stream().allMatch(t -> made.contains(t.jobId()));
    return whole && begun
        ? Optional.empty()
        : Optional.of(new Broken(Property.NOTHING_LOST, "%s has kept %s, and made were %s".formatted(world.conversation(), turns, made)));
  }
}
