package io.lotara.bench.cost;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What DynamoDB bills for an item, by the rules of its documentation ("Item sizes and formats", "Read and write request units"): names and
 * texts by their UTF-8 bytes, numbers by half their digits and a byte, 3 bytes for a list or map and one for each of its elements; a write
 * unit is a kilobyte begun, a consistent read unit four.
 */
final class Capacity {
  private Capacity() {}

  static int size(Map<String, AttributeValue> item) {
    return item.entrySet().stream().mapToInt(e -> utf8(e.getKey()) + size(e.getValue())).sum();
  }

  private static int size(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case BOOL, NUL -> 1;
      case SS -> value.ss().stream().mapToInt(Capacity::utf8).sum();
      case NS -> value.ns().stream().mapToInt(Capacity::number).sum();
      case BS -> value.bs().stream().mapToInt(b -> b.asByteArrayUnsafe().length).sum();
      case L -> 3 + value.l().stream().mapToInt(v -> 1 + size(v)).sum();
      case M -> 3 + value.m().entrySet().stream().mapToInt(e -> 1 + utf8(e.getKey()) + size(e.getValue())).sum();
      default -> throw new IllegalArgumentException("a value of no type");
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int number(String digits) {
    int significant = digits.replaceAll("[^0-9]", "").replaceFirst("^0+", "").replaceFirst("0+$", "").length();
    return Math.min(21, (significant + 1) / 2 + 1 + (digits.startsWith("-") ? 1 : 0));
  }

  /** Write units of a write: of the larger of what was there and what is. */
  static double write(int before, int after) {
    return Math.max(1, Math.ceil(Math.max(before, after) / 1024.0));
  }
}
