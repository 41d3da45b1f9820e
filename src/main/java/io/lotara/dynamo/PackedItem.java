package io.lotara.dynamo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue.Type;

/**
 * A job's item with everything that no condition, index or expiry looks at in one compressed attribute. Each change of a job writes the whole
 * item, and a write is paid by the kilobyte: packed, one kilobyte is enough. What most jobs have in common, their plan above all, is in a
 * dictionary of the compression (zlib, RFC 1950) and takes hardly any room. Items of before, which are not packed, are read as they are.
 */
final class PackedItem {
  /** Attribute that holds the others. Its first byte names the dictionary. */
  static final String PACKED = "z";

  private static final byte FIRST = 1;

  /** Never changed: what was packed with it must be unpacked. A better one is another file with another number. */
  private static final byte[] DICTIONARY = dictionary("/lotara/job/item-1.txt");

  private static final Set<String> APART =
      Set.of(
          ItemKey.PK, ItemKey.SK, JobItemCodec.VERSION, JobItemCodec.WRITE_ID, JobItemCodec.DECIDE_BY, JobItemCodec.TTL, DueIndex.SHARD,
          DueIndex.AT, UserIndex.USER, UserIndex.PLACE);

  private PackedItem() {}

  static Map<String, AttributeValue> pack(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> packed = new HashMap<>();
    Map<String, AttributeValue> inside = new TreeMap<>();
    item.forEach((name, value) -> (APART.contains(name) ? packed : inside).put(name, value));
    packed.put(PACKED, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(deflate(write(inside)))));
    return packed;
  }

  static Map<String, AttributeValue> unpack(Map<String, AttributeValue> item) {
    if (!item.containsKey(PACKED)) {
      return item;
    }
    Map<String, AttributeValue> whole = new HashMap<>(item);
    read(inflate(whole.remove(PACKED).b().asByteArrayUnsafe()), whole);
    return whole;
  }

  private static byte[] write(Map<String, AttributeValue> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, AttributeValue> value : values.entrySet()) {
        boolean number = value.getValue().type() == Type.N;
        if (!number && value.getValue().type() != Type.S) {
          throw new IllegalArgumentException("a job's item holds text and numbers only, not " + value);
        }
        byte[] text = (number ? value.getValue().n() : value.getValue().s()).getBytes(StandardCharsets.UTF_8);
        out.writeUTF(value.getKey());
        out.writeBoolean(number);
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void read(byte[] bytes, Map<String, AttributeValue> into) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        String name = in.readUTF();
        boolean number = in.readBoolean();
        String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        into.put(name, number ? AttributeValue.fromN(text) : AttributeValue.fromS(text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a job's item cannot be read", e);
    }
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setDictionary(DICTIONARY);
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
      out.write(FIRST);
      byte[] part = new byte[1024];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] packed) {
    if (packed.length == 0 || packed[0] != FIRST) {
      throw new IllegalStateException("a job's item was packed by a later version");
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setDictionary(DICTIONARY);
      inflater.setInput(packed, 1, packed.length - 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
      byte[] part = new byte[4096];
      while (!inflater.finished()) {
        int got = inflater.inflate(part);
        if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new IllegalStateException("a job's item is cut off");
        }
        out.write(part, 0, got);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalStateException("a job's item cannot be unpacked", e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] dictionary(String resource) {
    try (InputStream in = PackedItem.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
