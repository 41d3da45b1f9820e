package io.lotara.job.model;

import io.lotara.job.Approval;
import io.lotara.job.Decision;
import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.LogEntry;
import io.micronaut.core.annotation.Nullable;

/**
 * What is told of a job: for each of three changes four bits, whether its notice is owed, whether its message is on the way, and under how
 * many names it was told. The sweeper may find a notice due at any moment.
 */
final class Telling {
  /** The first approval that is asked for, the one after a new price, the end. */
  private static final int SLOTS = 3;

  private static final int END = 2;
  private static final int OWED = 1;
  private static final int SENT = 2;
  private static final int ONE_NAME = 4;
  private static final int TWO_NAMES = 8;

  private Telling() {}

  /** The changes that a decision tells, as bits by slot. */
  static int changes(Decision.Next next) {
    int slots = 0;
    for (FollowUp.Notice notice : next.notices()) {
      if (!notice.about().matches("\\d+")) {
        // How long it is kept is told nobody.
        continue;
      }
      LogEntry told = next.job().log().get(Integer.parseInt(notice.about()) - 1);
      boolean asks = told.type() == LogEntry.Type.APPROVAL_REQUIRED;
      slots |= 1 << (asks ? round(next.job().approval()) : END);
    }
    return slots;
  }

  private static int round(Approval approval) {
    return approval.planHash().equals("h2") ? 1 : 0;
  }

  private static int at(int notices, int slot) {
    return notices >> slot * 4 & 15;
  }

  private static World with(World world, int slot, int bits) {
    return world.withNotices(world.notices() & ~(15 << slot * 4) | bits << slot * 4);
  }

  /** The world in which these changes are owed to be told, and sent. */
  static World owed(World world, int slots, Mutant mutant) {
    World next = world;
    for (int slot = 0; slot < SLOTS; slot++) {
      if ((slots & 1 << slot) != 0) {
        next = with(next, slot, sent(at(next.notices(), slot) | OWED, mutant));
      }
    }
    return next;
  }

  private static int sent(int bits, Mutant mutant) {
    return (mutant == Mutant.NOTICE_REMOVED_WHEN_SENT ? bits & ~OWED : bits) | SENT;
  }

  static void moves(World world, Mutant mutant, Sink sink) {
    for (int slot = 0; slot < SLOTS; slot++) {
      int bits = at(world.notices(), slot);
      if ((bits & OWED) != 0 && (bits & SENT) == 0) {
        sink.next(Move.SWEEP_NOTICE.label(0, 0), true, with(world, slot, sent(bits, mutant)));
      }
      if ((bits & SENT) != 0) {
        sink.next(Move.NOTICE_DROP.label(0, 0), false, with(world, slot, bits & ~SENT));
        boolean tells = (bits & OWED) != 0 || mutant == Mutant.NOTICE_REMOVED_WHEN_SENT;
        // A message that was delivered may be delivered again.
        sink.next(Move.NOTICE_TELL.label(0, 0), true, tells ? with(world, slot, told(bits, mutant)) : with(world, slot, bits & ~SENT));
      }
      if ((bits & OWED) != 0 && bits >= ONE_NAME) {
        sink.next(Move.NOTICE_REMOVE.label(0, 0), true, with(world, slot, bits & ~(OWED | SENT)));
      }
    }
  }

  private static int told(int bits, Mutant mutant) {
    if (bits < ONE_NAME) {
      return bits | ONE_NAME;
    }
    return mutant == Mutant.NOTICE_NAMED_ANEW ? bits | TWO_NAMES : bits;
  }

  /** Whether nothing is owed any more. */
  static boolean quiet(World world) {
    for (int slot = 0; slot < SLOTS; slot++) {
      if ((at(world.notices(), slot) & OWED) != 0) {
        return false;
      }
    }
    return true;
  }

  /** What is wrong with what was told. */
  static @Nullable Property broken(World world, Job job, boolean over) {
    for (int slot = 0; slot < SLOTS; slot++) {
      int bits = at(world.notices(), slot);
      boolean made = made(job, slot);
      if (bits >= TWO_NAMES) {
        return Property.TOLD_UNDER_ONE_NAME;
      }
      if (bits >= ONE_NAME && !made) {
        return Property.NOTHING_IS_TOLD_BEFORE;
      }
      if (over && made && bits < ONE_NAME) {
        return Property.EVERYTHING_IS_TOLD;
      }
    }
    return null;
  }

  private static boolean made(Job job, int slot) {
    if (slot == END) {
      return job.state().terminal();
    }
    return job.approval() != null && job.approval().required() && round(job.approval()) >= slot;
  }
}
