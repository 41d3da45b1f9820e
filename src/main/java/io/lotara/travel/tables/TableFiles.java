package io.lotara.travel.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the tables lie: a folder, or a prefix in an object store. */
public interface TableFiles {

  /**
   * Opens one table; the caller closes it.
   *
   * @param name of the file, for example {@code flights.csv}
   * @throws java.nio.file.NoSuchFileException when there is none of that name
   * @throws IOException when it cannot be read now
   */
  InputStream open(String name) throws IOException;

  /**
   * What changes whenever a file does; cheap, may be asked for with every question. Empty when it cannot be told without reading the
   * files: then they are read again from time to time.
   *
   * @throws IOException when it cannot be told now
   */
  default Optional<String> stamp() throws IOException {
    return Optional.empty();
  }

  /** The files of a folder. */
  static TableFiles folder(Path folder) {
    return new TableFiles() {
      @Override
      public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
      }

      @Override
      public Optional<String> stamp() throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (String name : TableData.FILES) {
          Path file = folder.resolve(name);
          if (Files.exists(file)) {
            stamp.append(Files.getLastModifiedTime(file)).append(' ').append(Files.size(file)).append(' ');
          }
        }
        return Optional.of(stamp.toString());
      }

      @Override
      public String toString() {
        return folder.toString();
      }
    };
  }
}
