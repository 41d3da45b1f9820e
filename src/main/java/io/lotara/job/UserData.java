package io.lotara.job;

/** A room that keeps something of users. The class is its own registration: when a user is erased, every bean of this type is asked. */
public interface UserData {

  /** What it keeps, in a word, for the record of the erasure: no user's data. */
  String name();

  /**
   * Keeps it from beginning anything of the user by itself. Asked again and again, at the beginning of an erasure, until there is nothing that
   * could. May be called more than once.
   *
   * @return whether there was something; what it had begun a moment ago may still arrive
   * @throws JobStore.Unavailable when it should be tried again
   */
  default boolean stop(JobKey erasure, String userId) {
    return false;
  }

  /**
   * Removes what it keeps of a user, a part of it: some hundreds of items, within a few seconds. May be called more than once, after a crash
   * too, and when nothing is left.
   *
   * @param erasure the job that does it; whatever must still be done elsewhere can be owed there
   * @param userId of the tenant of {@code erasure}
   * @return whether there may be more
   * @throws JobStore.Unavailable when it should be tried again
   */
  boolean erase(JobKey erasure, String userId);
}
