package io.lotara.travel.tables;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/** Makes the tables a source where a folder of them is configured. */
@Factory
class ReferenceTablesFactory {

  @Singleton
  @Requires(property = "lotara.reference-tables", pattern = ".+")
  ReferenceTables tables(@Value("${lotara.reference-tables}") String location, Clock clock) {
    return new ReferenceTables(TableFiles.folder(Path.of(location)), clock);
  }
}
