package io.lotara.travel.tables;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Makes the tables a source where a place for them is configured: one that a {@link TableLocations} knows, or else a folder. */
@Factory
class ReferenceTablesFactory {

  @Singleton
  @Requires(property = "lotara.reference-tables", pattern = ".+")
  ReferenceTables tables(
      @Value("${lotara.reference-tables}") String location, List<TableLocations> locations, Clock clock) {
    TableFiles files =
        locations.stream()
            .flatMap(l -> l.at(location).stream())
            .findFirst()
            .orElseGet(() -> TableFiles.folder(Path.of(location)));
    return new ReferenceTables(files, clock);
  }
}
