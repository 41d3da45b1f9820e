package io.lotara.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that must be as long as was said: one that was cut off is none. */
final class WholeStream extends FilterInputStream {
  private final long length;
  private final String name;
  private long read;

  /**
   * A body.
   *
   * @param length in bytes, or less than zero when nobody said
   */
  WholeStream(InputStream body, long length, String name) {
    super(body);
    this.length = length;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? -1 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    int some = super.read(bytes, from, most);
    count(some);
    return some;
  }

  private void count(int some) throws IOException {
    if (some >= 0) {
      read += some;
    } else if (length >= 0 && read < length) {
      throw new EOFException("%s was cut off after %d of %d bytes".formatted(name, read, length));
    }
  }

  @Override
  public long skip(long most) throws IOException {
    long skipped = super.skip(most);
    read += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
