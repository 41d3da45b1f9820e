package io.lotara.dynamo;

import io.lotara.job.StoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The adapters keep the contract. */
class DynamoStoreTest extends StoreContract {
  private static TestTable table;

  @BeforeAll
  static void open() throws Exception {
    table = new TestTable();
  }

  @AfterAll
  static void close() throws Exception {
    table.close();
  }

  @Override
  protected <T> T port(Class<T> type) {
    return table.bean(type);
  }
}
