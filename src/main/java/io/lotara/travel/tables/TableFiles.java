package io.lotara.travel.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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

  /** The files of a folder. */
  static TableFiles folder(Path folder) {
    return new TableFiles() {
      @Override
      public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
      }

      @Override
      public String toString() {
        return folder.toString();
      }
    };
  }
}
