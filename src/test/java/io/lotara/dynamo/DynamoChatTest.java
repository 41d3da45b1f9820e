package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.chat.ConversationContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The adapters keep the contract, and know their own writes again. */
class DynamoChatTest extends ConversationContract {
  private static final Faults FAULTS = new Faults();
  private static TestTable table;

  @BeforeAll
  static void open() throws Exception {
    table = new TestTable(FAULTS);
  }

  @AfterAll
  static void close() throws Exception {
    table.close();
  }

  @Override
  protected <T> T port(Class<T> type) {
    return table.bean(type);
  }

  @Test
  void aWriteWhoseAnswerWasLostIsOurOwn() {
    FAULTS.then(Faults.Fault.ANSWER_LOST);
    assertTrue(claimOf("lost"));
    assertEquals(0, FAULTS.left());
    FAULTS.none();
  }
}
