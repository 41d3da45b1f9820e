package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A JSON value at its place, read strictly: no string is a number and no fraction an integer. What does not fit is noted as a violation and
 * read as absent; null is absent too.
 */
final class Shape {
  static final int MOST_ENTRIES = 20;
  static final int LONGEST_TEXT = 200;

  private final @Nullable JsonNode node;
  private final List<Object> loc;
  private final List<Violation> violations;

  Shape(@Nullable JsonNode node, List<Object> loc, List<Violation> violations) {
    this.node = node;
    this.loc = List.copyOf(loc);
    this.violations = violations;
  }

  boolean absent() {
    return node == null || node.isNull();
  }

  boolean isObject() {
    return node != null && node.isObject();
  }

  boolean isArray() {
    return node != null && node.isArray();
  }

  boolean isText() {
    return node != null && node.isString();
  }

  boolean isNumber() {
    return node != null && node.isNumber();
  }

  /** A field of this object; absent when this is none. */
  Shape at(String field) {
    return new Shape(isObject() ? node.get(field) : null, with(field), violations);
  }

  /** A part of this text, in the same place. */
  Shape part(String text) {
    return new Shape(JsonNode.createStringNode(text), loc, violations);
  }

  /** Notes a violation here; the value counts as absent. */
  <T> @Nullable T wrong(String type, String message) {
    violations.add(new Violation(loc, message, type));
    return null;
  }

  /** Whether this is an object; anything else but null is a violation. */
  boolean object() {
    if (!absent() && !isObject()) {
      wrong("dict_type", "Input should be an object");
    }
    return isObject();
  }

  /** A text of 1 to 200 characters, trimmed. */
  @Nullable String text() {
    if (absent()) {
      return null;
    }
    if (!isText()) {
      return wrong("string_type", "Input should be a valid string");
    }
    String text = node.getStringValue().strip();
    if (text.isEmpty()) {
      return wrong("string_too_short", "String should have at least 1 character");
    }
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      return wrong("string_too_long", "String should have at most " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  /** True or false. */
  @Nullable Boolean flag() {
    if (absent()) {
      return null;
    }
    return node.isBoolean() ? Boolean.valueOf(node.getBooleanValue()) : wrong("bool_type", "Input should be a valid boolean");
  }

  /** An integer within bounds, both included. */
  @Nullable Integer integer(int least, int most) {
    if (absent()) {
      return null;
    }
    BigInteger value = isNumber() ? whole(node.getNumberValue()) : null;
    if (value == null) {
      return wrong("int_type", "Input should be a valid integer");
    }
    if (value.compareTo(BigInteger.valueOf(least)) < 0) {
      return wrong("greater_than_equal", "Input should be greater than or equal to " + least);
    }
    if (value.compareTo(BigInteger.valueOf(most)) > 0) {
      return wrong("less_than_equal", "Input should be less than or equal to " + most);
    }
    return value.intValueExact();
  }

  private static @Nullable BigInteger whole(Number number) {
    return switch (number) {
      case Integer i -> BigInteger.valueOf(i);
      case Long l -> BigInteger.valueOf(l);
      case Short s -> BigInteger.valueOf(s);
      case BigInteger b -> b;
      default -> null;
    };
  }

  /** An amount of money: finite, above zero (or not below it), under a quadrillion. */
  @Nullable BigDecimal amount(boolean zeroAllowed) {
    if (absent()) {
      return null;
    }
    if (!isNumber()) {
      return wrong("float_type", "Input should be a valid number");
    }
    Number number = node.getNumberValue();
    if (!(number instanceof BigDecimal) && !Double.isFinite(number.doubleValue())) {
      return wrong("finite_number", "Input should be a finite number");
    }
    BigDecimal amount = number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
    if (amount.signum() < 0 || amount.signum() == 0 && !zeroAllowed) {
      return zeroAllowed
          ? wrong("greater_than_equal", "Input should be greater than or equal to 0")
          : wrong("greater_than", "Input should be greater than 0");
    }
    if (amount.precision() - (long) amount.scale() > 15) {
      return wrong("less_than", "Input should be less than 1000000000000000");
    }
    return amount;
  }

  /** A day of the calendar, {@code YYYY-MM-DD}. */
  @Nullable LocalDate date() {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(text);
      return date.getYear() < 1900 || date.getYear() > 2200
          ? wrong("value_error", "Value error, a date between 1900 and 2200 is expected")
          : date;
    } catch (DateTimeParseException e) {
      return wrong("date_from_datetime_parsing", "Input should be a valid date in the format YYYY-MM-DD");
    }
  }

  /** A currency in use, as ISO 4217 code; written in capitals or not. */
  @Nullable String currency() {
    String text = text();
    if (text == null) {
      return null;
    }
    String code = text.toUpperCase(Locale.ROOT);
    return Amounts.inUse(code) ? code : wrong("value_error", "Value error, unknown currency: an ISO 4217 code in use is expected");
  }

  /** One of the constants of an enumeration, by its name in lower case. */
  <E extends Enum<E>> @Nullable E one(Class<E> type) {
    String text = text();
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    List<String> names = java.util.Arrays.stream(type.getEnumConstants())
        .map(c -> "'" + c.name().toLowerCase(Locale.ROOT) + "'")
        .collect(Collectors.toCollection(ArrayList::new));
    String last = names.removeLast();
    return wrong("enum", "Input should be " + String.join(", ", names) + (names.isEmpty() ? "" : " or ") + last);
  }

  /** A list of at most 20, each entry read by {@code entry}; entries that break a rule are left out. */
  <T> @Nullable List<T> list(Function<Shape, @Nullable T> entry) {
    if (absent()) {
      return null;
    }
    if (!isArray()) {
      return wrong("list_type", "Input should be a valid list");
    }
    if (node.size() > MOST_ENTRIES) {
      return wrong("too_long", "List should have at most " + MOST_ENTRIES + " items after validation, not " + node.size());
    }
    List<T> list = new ArrayList<>();
    int index = 0;
    for (JsonNode value : node.values()) {
      Shape shape = new Shape(value, with(index++), violations);
      T read = shape.absent() ? shape.wrong("missing", "Field required") : entry.apply(shape);
      if (read != null) {
        list.add(read);
      }
    }
    return List.copyOf(list);
  }

  private List<Object> with(Object step) {
    List<Object> path = new ArrayList<>(loc);
    path.add(step);
    return path;
  }
}
