package io.lotara.tenant;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What money for language models is counted on. */
public sealed interface SpendAccount {

  /** Whose money it is. */
  String tenant();

  /** Everything that a tenant spends on a day (UTC). */
  record Day(String tenant, LocalDate date) implements SpendAccount {
    /** The day on which it is this late. */
    public static Day of(String tenant, Instant now) {
      return new Day(tenant, LocalDate.ofInstant(now, ZoneOffset.UTC));
    }
  }

  /**
   * Everything that is spent on one conversation.
   *
   * @param id the conversation's; any text
   */
  record Conversation(String tenant, String id) implements SpendAccount {}
}
