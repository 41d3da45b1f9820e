package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lotara.job.JobStore;
import io.lotara.tenant.Limits;
import io.lotara.tenant.RateLimited;
import io.lotara.tenant.Rates;
import io.lotara.tenant.TenantContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The adapters keep the contract, and count with as few writes as there can be. */
class DynamoTenantTest extends TenantContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Faults FAULTS = new Faults();
  private static TestTable table;
  private static Rates elsewhere;

  @BeforeAll
  static void open() throws Exception {
    table = new TestTable(FAULTS);
    elsewhere = new DynamoRates(table.bean(Table.class));
  }

  @AfterAll
  static void close() throws Exception {
    table.close();
  }

  @Override
  protected <T> T port(Class<T> type) {
    return table.bean(type);
  }

  @Override
  protected Rates elsewhere() {
    return elsewhere;
  }

  @Test
  void oneWriteCountsAndNothingIsRead() {
    Limits limits = new Limits(60, 3, 10);
    FAULTS.requests();
    for (int i = 0; i < 3; i++) {
      port(Rates.class).take("steady", limits, true, NOON);
      assertEquals(List.of("UpdateItemRequest"), FAULTS.requests());
    }
    assertThrows(RateLimited.class, () -> port(Rates.class).take("steady", limits, true, NOON));
    assertEquals(List.of("UpdateItemRequest"), FAULTS.requests());
    port(Rates.class).take("steady", limits, true, NOON.plusSeconds(60));
    assertEquals(List.of("UpdateItemRequest"), FAULTS.requests());
  }

  @Test
  void whoseGuessWasWrongCountsAtTheSecondWrite() {
    Limits limits = new Limits(60, 3, 0);
    port(Rates.class).take("two-places", limits, false, NOON);
    FAULTS.requests();
    elsewhere.take("two-places", limits, false, NOON);
    assertEquals(List.of("UpdateItemRequest", "UpdateItemRequest"), FAULTS.requests());
  }

  @Test
  void whatCannotBeCountedIsUnavailable() {
    FAULTS.then(Faults.Fault.BROKEN, Faults.Fault.BROKEN, Faults.Fault.BROKEN);
    assertThrows(JobStore.Unavailable.class, () -> port(Rates.class).take("acme", new Limits(60, 3, 0), false, NOON));
    FAULTS.none();
  }
}
