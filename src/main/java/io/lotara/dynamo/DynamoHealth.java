package io.lotara.dynamo;

import io.lotara.job.HealthProbe;
import jakarta.inject.Singleton;

/** One read of an item that is not there. */
@Singleton
class DynamoHealth implements HealthProbe {
  private final Table table;

  DynamoHealth(Table table) {
    this.table = table;
  }

  @Override
  public String service() {
    return "dynamodb";
  }

  @Override
  public boolean healthy() {
    try {
      table.get(new ItemKey.ParkedItem("health"));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
