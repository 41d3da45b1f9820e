package io.lotara.job.memory;

import io.lotara.job.StoreContract;

/** The twin keeps the contract that the table keeps. */
class InMemoryTableTest extends StoreContract {
  private final InMemoryTable table = new InMemoryTable();

  @Override
  protected <T> T port(Class<T> type) {
    return type.cast(table);
  }
}
