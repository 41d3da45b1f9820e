package io.lotara.s3;

import io.lotara.travel.tables.TableFiles;
import io.lotara.travel.tables.TableLocations;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Tables under a prefix in S3: {@code s3://bucket/prefix}. */
@Singleton
class S3Tables implements TableLocations {
  private final Provider<S3Objects> objects;

  S3Tables(Provider<S3Objects> objects) {
    this.objects = objects;
  }

  @Override
  public Optional<TableFiles> at(String location) {
    return S3Place.of(location).map(place -> name -> open(place, name));
  }

  private InputStream open(S3Place place, String name) throws IOException {
    return objects.get().open(place.bucket(), place.prefix() + name, null).orElseThrow().body();
  }
}
