package io.lotara.job.model;

import java.util.Locale;

/** What can happen next, in words. */
enum Move {
  TICK("a minute passes"),
  DELIVER("the message for %s is delivered: claimed"),
  DROP("the message for %s is lost"),
  SET_ASIDE("the message for %s is set aside as undeliverable"),
  CRASH("the worker of %s, attempt %d, dies"),
  LOOK("the worker of %s, attempt %d, looks what earlier attempts left"),
  PUT("the worker of %s, attempt %d, stores its output"),
  REPRICE("the worker of %s, attempt %d, stores that the price is another one"),
  GIVE_UP("the worker of %s, attempt %d, takes what was tried before for unknown"),
  TELL("the worker of %s, attempt %d, tells its result"),
  TELL_UNHEARD("the worker of %s, attempt %d, tells its result; the answer is lost"),
  TELL_TOO_LATE("the worker of %s, attempt %d, tells its result and is refused"),
  FAIL("the worker of %s, attempt %d, tells that it failed"),
  FAIL_UNHEARD("the worker of %s, attempt %d, tells that it failed; the answer is lost"),
  ASK("the worker of %s, attempt %d, asks"),
  NOTE("the worker of %s, attempt %d, records the key of its call"),
  NOTE_UNHEARD("the worker of %s, attempt %d, records the key of its call; the answer is lost"),
  CALL("the worker of %s, attempt %d, calls: booked"),
  CALL_UNHEARD("the worker of %s, attempt %d, calls: booked, but the answer is lost"),
  CALL_IN_VAIN("the worker of %s, attempt %d, calls: nothing was booked, but no answer"),
  CALL_REFUSED("the worker of %s, attempt %d, calls: refused, nothing is booked"),
  NOTE_BOOKED("the worker of %s, attempt %d, records that it booked"),
  SETTLE("the worker of %s, attempt %d, tells the job that is over what it booked"),
  BEGIN("decided, but not written yet: %s"),
  COMMIT("the write arrives: %s"),
  NEVER_ARRIVES("the write never arrives: %s"),
  APPROVE("the person approves"),
  REJECT("the person refuses"),
  CANCEL("somebody cancels"),
  ANSWER("the person answers"),
  PIN("the job is to be kept for good"),
  UNPIN("the job need not be kept any longer"),
  REVISE("a change of the job is asked for"),
  SUPERSEDE("a change of the job is committed"),
  SWEEP("the sweeper looks after the job"),
  SWEEP_UNDO("the sweeper puts the compensation off and sends its message"),
  UNDO_READ("compensation reads what is to be undone"),
  UNDO_CALL("compensation undoes at the provider what it read"),
  UNDO_TELL("compensation tells the job"),
  UNDO_SEE("compensation looks whether all is quiet"),
  UNDO_REMOVE("compensation removes the follow-up"),
  UNDO_CRASH("compensation dies"),
  UNDO_DROP("the message for compensation is lost"),
  SWEEP_NOTICE("the sweeper sends a notice again"),
  NOTICE_DROP("the message of a notice is lost"),
  NOTICE_TELL("a notice is told"),
  NOTICE_REMOVE("a notice that was told is removed");

  private final String says;

  Move(String says) {
    this.says = says;
  }

  int label(int step, int attempt) {
    return ordinal() << 16 | step << 8 | attempt;
  }

  /** A label in words; a write under way has the kind of its event in place of a step. */
  static String words(int label, Scope scope) {
    Move move = values()[label >> 16];
    int what = label >> 8 & 255;
    boolean write = move == BEGIN || move == COMMIT || move == NEVER_ARRIVES;
    boolean plain = move == SWEEP_NOTICE || move == NOTICE_DROP || move == NOTICE_TELL || move == NOTICE_REMOVE;
    if (plain) {
      return move.says;
    }
    String name = write ? Event.Kind.values()[what].name().toLowerCase(Locale.ROOT) : scope.step(what).id();
    return move.says.formatted(name, label & 255);
  }
}
