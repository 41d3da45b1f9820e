package io.lotara.prove;

import io.lotara.chat.InMemoryConversations;
import io.lotara.dynamo.TestTable;
import io.lotara.job.memory.InMemoryTable;
import io.lotara.suggestion.InMemoryWatches;
import io.lotara.tenant.InMemoryTenants;
import io.micronaut.core.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The adapters on DynamoDB Local and their twins in memory, side by side: each call is made on both. */
public final class Twins {
  /** More pages than any list here has: one that does not end is a difference. */
  private static final int MOST_PAGES = 2000;

  private final TestTable table;
  private final InMemoryTable jobs = new InMemoryTable();
  private final List<Object> all = List.of(jobs, new InMemoryWatches(), new InMemoryConversations(), new InMemoryTenants());
  private final Map<String, Integer> calls = new TreeMap<>();
  private @Nullable String difference;

  Twins(TestTable table) {
    this.table = table;
  }

  InMemoryTable jobs() {
    return jobs;
  }

  TestTable table() {
    return table;
  }

  /** How often each call was made. */
  Map<String, Integer> calls() {
    return calls;
  }

  /** The first difference there was, or null. */
  @Nullable String difference() {
    return difference;
  }

  /** Makes a call on both sides, compares what came of it, and returns what DynamoDB said. */
  public <P, T> T both(Class<P> port, String what, Function<P, T> call) {
    T real = call.apply(table.bean(port));
    compare(what, real, call.apply(twin(port)));
    return real;
  }

  /** The twin that has a port. */
  <P> P twin(Class<P> port) {
    return port.cast(all.stream().filter(port::isInstance).findFirst().orElseThrow());
  }

  /** Notes a difference, unless there was one before. */
  void compare(String what, @Nullable Object real, @Nullable Object twins) {
    calls.merge(what, 1, Integer::sum);
    if (!text(real).equals(text(twins)) && difference == null) {
      difference = "%s: DynamoDB says%n  %s%nand the twin%n  %s".formatted(what, text(real), text(twins));
    }
  }

  /** A page of a list, and the cursor of the next. */
  public record Part(List<?> items, @Nullable Object next) {}

  /** Everything in a list, page by page, each from where the one before ended. The cursors themselves are each store's own. */
  public static List<Object> pages(Function<Object, Part> page) {
    List<Object> items = new ArrayList<>();
    Object cursor = null;
    for (int i = 0; i < MOST_PAGES; i++) {
      Part part = page.apply(cursor);
      items.addAll(part.items());
      cursor = part.next();
      if (cursor == null) {
        return items;
      }
    }
    throw new IllegalStateException("a list does not end");
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case Optional<?> some -> some.map(Twins::text).orElse("nothing");
      case Map<?, ?> map -> {
        TreeMap<String, String> texts = new TreeMap<>();
        map.forEach((k, v) -> texts.put(text(k), text(v)));
        yield texts.toString();
      }
      default -> value.toString();
    };
  }
}
