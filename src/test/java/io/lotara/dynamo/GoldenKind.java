package io.lotara.dynamo;

import java.util.List;
import java.util.Set;

/**
 * How something is kept under some keys, and read again.
 *
 * @param random attributes that no two writes have alike
 * @param told whether what is random is told when it is read, so that it cannot be compared with the value
 */
record GoldenKind(String name, List<ItemKey> keys, Object value, Put put, Get get, Set<String> random, boolean told) {

  interface Put {
    void into(TestTable table);
  }

  interface Get {
    Object from(TestTable table);
  }

  static GoldenKind of(String name, ItemKey key, Object value, Put put, Get get) {
    return of(name, List.of(key), value, put, get);
  }

  static GoldenKind of(String name, List<ItemKey> keys, Object value, Put put, Get get) {
    return new GoldenKind(name, keys, value, put, get, Set.of(), false);
  }

  /** With attributes that are made by chance and never told. */
  GoldenKind withRandom(String... attributes) {
    return new GoldenKind(name, keys, value, put, get, Set.of(attributes), false);
  }

  /** With attributes that are made by chance, and are what is read. */
  GoldenKind withSecret(String... attributes) {
    return new GoldenKind(name, keys, value, put, get, Set.of(attributes), true);
  }
}
