package io.lotara.travel.tables;

import java.util.Optional;

/** Where tables can lie. The class is its own registration: each kind of place is a bean. */
public interface TableLocations {

  /**
   * The files at a location, or empty when it is not of this kind.
   *
   * @param location as configured, for example {@code s3://bucket/prefix} or a folder
   */
  Optional<TableFiles> at(String location);
}
