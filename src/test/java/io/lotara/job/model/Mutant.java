package io.lotara.job.model;

import io.micronaut.core.annotation.Nullable;

/** Protections of the protocol that can be switched off, each by its name, to see that the check notices. */
enum Mutant {
  /** Nothing is switched off: the protocol as it is. */
  NONE("the protocol as it is", Scope.TRIP, null),
  NO_OWED_SET("a message that was lost is sent again by nobody", Scope.KEYLESS, Property.NOT_LOST),
  SENDER_CLEARS_OWED("an entry leaves the owed set when its message is sent", Scope.KEYLESS, Property.NOT_LOST),
  COUNTER_FOR_MAP("fan-in counts results that come in, not steps that have ended", Scope.TRIP, Property.INVARIANT),
  NO_VERSION("a write is applied to whatever is there", Scope.MONEY, Property.ONE_AT_A_TIME),
  DEADLINE_OUTSIDE_CONDITION(
      "an approval's deadline is looked at before the write only", Scope.MONEY, Property.APPROVED_IN_TIME),
  NO_LEASE_CHECK("results of earlier attempts are taken", Scope.MONEY, Property.UNDONE_MEANS_UNDONE),
  CLAIM_DESPITE_LEASE("a step is claimed while another worker has it", Scope.MONEY, Property.ONE_AT_A_TIME),
  OUTPUT_OVERWRITTEN("a later output takes the place of the first", Scope.TRIP, Property.WHAT_WAS_TOLD_IS_KEPT),
  FIRST_OUTPUT_SPEAKS(
      "a worker that finds an earlier output forgets what it knows of its own call",
      Scope.MONEY,
      Property.BOOKED_MEANS_BOOKED),
  NO_EFFECT_KEY("the provider is called without a key", Scope.MONEY, Property.DONE_ONCE),
  KEY_NOT_NOTED_FIRST("the provider is called before the key is recorded", Scope.MONEY, Property.NOTHING_IS_LEFT),
  UNDONE_AT_ONCE(
      "compensation does not wait for the lease of a worker that may be calling",
      Scope.MONEY,
      Property.UNDONE_MEANS_UNDONE),
  DEAD_LETTER_FORGETS_LEASE(
      "compensation after a dead letter does not wait for the lease", Scope.MONEY, Property.UNDONE_MEANS_UNDONE),
  UNDO_AFTER_THE_WRITE(
      "the follow-up is written after the terminal write, not with it", Scope.MONEY, Property.NOTHING_IS_LEFT),
  NOTICE_AFTER_THE_WRITE(
      "a notice is written after its change, not with it", Scope.TOLD, Property.EVERYTHING_IS_TOLD),
  NOTICE_BEFORE_THE_WRITE("a notice is sent before its change is written", Scope.TOLD, Property.NOTHING_IS_TOLD_BEFORE),
  NOTICE_REMOVED_WHEN_SENT("a notice is removed when its message is sent", Scope.TOLD, Property.EVERYTHING_IS_TOLD),
  NOTICE_NAMED_ANEW("a notice gets another name each time that it is told", Scope.TOLD, Property.TOLD_UNDER_ONE_NAME),
  UNDO_REMOVED_UNREAD(
      "a follow-up is removed even when it was made anew since it was read", Scope.KEYLESS, Property.NOTHING_IS_LEFT);

  final String says;

  /** Where it shows. */
  final Scope scope;

  /** What it breaks first, or null. */
  final @Nullable Property breaks;

  Mutant(String says, Scope scope, @Nullable Property breaks) {
    this.says = says;
    this.scope = scope;
    this.breaks = breaks;
  }
}
