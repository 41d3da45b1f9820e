package io.lotara.prove.sim;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.job.JobKey;
import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** One who asks for a trip, as products do it, and the first ledger: what it was told. */
final class Client {
  private static final Set<String> TERMINAL = Set.of("completed", "failed", "cancelled");
  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(29);
  private static final int MOST_TRIES = 200;
  private static final Duration PATIENCE = Duration.ofHours(6);

  final Script script;
  private final World world;
  private final Set<String> ids = new TreeSet<>();
  private final List<String> words = new ArrayList<>();
  private boolean decided;
  private boolean cancelled;
  private @Nullable String last;

  Client(World world, Script script) {
    this.world = world;
    this.script = script;
  }

  /** The ids that it was given for its one request. */
  Set<String> ids() {
    return ids;
  }

  /** What it was told of its decisions, with 200. */
  List<String> words() {
    return words;
  }

  /** The final state that it was told, or null. */
  @Nullable String last() {
    return last;
  }

  void run() {
    Instant begun = world.now();
    String id = plan();
    if (script.twice()) {
      plan();
    }
    while (last == null) {
      if (Duration.between(begun, world.now()).compareTo(PATIENCE) > 0) {
        world.findings.add("stuck", "after %s its client is told nothing final".formatted(PATIENCE));
        return;
      }
      Actor.current().sleep(Duration.ofMillis(500 + world.random.nextInt(10_000)));
      look(id, begun);
    }
    events(id);
  }

  private Functions.Answer call(Supplier<Functions.Answer> request) {
    Actor actor = Actor.current();
    actor.newProcess(FUNCTION_TIMEOUT);
    Functions.Answer answer = request.get();
    actor.noProcess();
    return answer;
  }

  /** Asks again until there is an answer, as the contract says; errors of the service are no answer. */
  private Functions.Answer insist(Supplier<Functions.Answer> request) {
    Functions.Answer answer = call(request);
    for (int tries = 1; answer.status() == 0 || answer.status() >= 500; tries++) {
      if (tries > MOST_TRIES) {
        throw new IllegalStateException("no answer after %d tries, but %s".formatted(tries, answer));
      }
      Actor.current().sleep(Duration.ofSeconds(1));
      answer = call(request);
    }
    return answer;
  }

  private String plan() {
    String body = "{\"user_id\":\"%s\",\"query\":\"A trip to Hue\"}".formatted(script.user());
    Functions.Answer answer = insist(() -> world.functions().plan(body, "key-of-" + script.user()));
    if (answer.status() != 202) {
      world.findings.add("wrong", "a request for a trip was answered with " + answer);
    }
    String id = answer.text("/job_id");
    ids.add(id);
    Actor.current().about(new JobKey(Functions.TENANT, id), null);
    return id;
  }

  private void cancel(String id) {
    cancelled = true;
    Functions.Answer answer = insist(() -> world.functions().cancel(id));
    words.add("cancel " + answer.status() + " " + answer.text("/status"));
  }

  private void look(String id, Instant begun) {
    boolean stop = script.cancels() != null && !cancelled && !world.now().isBefore(begun.plus(script.cancels()));
    if (stop) {
      cancel(id);
    }
    Functions.Answer status = insist(() -> world.functions().status(id));
    if (status.status() != 200) {
      world.findings.add("lost", "an accepted job is answered with " + status);
      last = "lost";
      return;
    }
    String state = status.text("/status");
    if (TERMINAL.contains(state)) {
      last = state;
    } else if (state.equals("waiting_input")) {
      insist(() -> world.functions().answer(id));
    } else if (state.equals("waiting_approval")) {
      decide(id, Instant.parse(status.text("/approval/expires_at")));
    }
  }

  private void decide(String id, Instant lapses) {
    if (script.decision() == Script.Decision.NOTHING) {
      Actor.current().sleep(Script.APPROVAL_TIME);
      return;
    }
    if (!decided) {
      Duration left = Duration.between(world.now(), lapses).minus(script.decides());
      Actor.current().sleep(!script.lastMoment() ? script.decides() : left.isNegative() ? Duration.ZERO : left);
    }
    decided = true;
    switch (script.decision()) {
      case APPROVE -> {
        decide(id, true);
        if (script.regrets() != null && !cancelled) {
          Actor.current().sleep(script.regrets());
          cancel(id);
        }
      }
      case REJECT -> decide(id, false);
      default -> {
        boolean first = world.random.nextBoolean();
        decide(id, first);
        decide(id, !first);
      }
    }
  }

  private void decide(String id, boolean yes) {
    Functions.Answer answer = insist(() -> world.functions().decide(id, yes));
    if (answer.status() == 200) {
      words.add(yes ? "approved" : "rejected");
    } else if (answer.status() != 409) {
      world.findings.add("wrong", "a decision was answered with " + answer);
    }
  }

  private void events(String id) {
    Functions.Answer answer = insist(() -> world.functions().events(id));
    int expected = 1;
    for (JsonNode event : answer.body().path("events")) {
      if (event.path("id").asInt() != expected++) {
        world.findings.add("wrong", "the ids of the events have a gap before " + event.path("id"));
      }
    }
  }
}
