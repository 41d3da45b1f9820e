package io.lotara.prove.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The places at which a process of the simulation can die: before and after each call of a port, by name. */
final class Points {
  /** Calls that a job's functions make. What only an operator's or an eraser's function calls is not simulated, and does not stand here. */
  private static final List<String> CALLS =
      List.of(
          "FollowUps.compensation",
          "FollowUps.notice",
          "FollowUps.postpone",
          "FollowUps.remove",
          "IdempotencyKeys.take",
          "JobStore.answers",
          "JobStore.create",
          "JobStore.due",
          "JobStore.read",
          "JobStore.request",
          "JobStore.write",
          "NoticeQueue.send",
          "Outputs.all",
          "Outputs.get",
          "Outputs.putFirst",
          "Parking.park",
          "Reservations.cancel",
          "Reservations.find",
          "Reservations.reserve",
          "Subscriber.tell",
          "WorkQueue.send");

  /** Sorts of processes: functions of the API, of steps, of notices, of dead letters, and the sweeper. */
  private static final List<String> PROCESSES = List.of("client", "worker", "teller", "parker", "sweeper");

  private Points() {}

  /** Every point, and every sort of process. */
  static List<String> all() {
    List<String> all = new ArrayList<>(PROCESSES);
    // Nothing is there to die after: what an agent has found is kept by a call of its own.
    all.add("Agent.run:before");
    CALLS.stream().flatMap(c -> Stream.of(c + ":before", c + ":after")).forEach(all::add);
    return all;
  }
}
