package io.lotara.trip.trigger;

import io.lotara.job.JobKind.Violation;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the context of a trigger says of a trip.
 *
 * @param constraints the same in the form of {@code constraints}
 * @param names where each part of the constraints stands in the context: a path with dots to a path
 * @param query words to be read as a sentence, possibly empty
 * @param before what the price was, or null
 * @param now what the price is, or null
 * @param said fields of the context that say something
 * @param violations what cannot be read, with {@code loc} from the context's own field on
 */
public record ContextReading(
    JsonNode constraints,
    Map<String, List<String>> names,
    String query,
    @Nullable Money before,
    @Nullable Money now,
    Set<String> said,
    List<Violation> violations) {

  /**
   * A price as the context gives it; no source has confirmed it.
   *
   * @param currency ISO 4217
   */
  public record Money(BigDecimal amount, String currency) {
    /** For a person: {@code 899.5 USD}. */
    public String text() {
      return amount.stripTrailingZeros().toPlainString() + " " + currency;
    }
  }

  /**
   * The same violations of {@code constraints} with the names that the context has for them.
   *
   * @param field of the body that held the context
   * @param found of the constraints
   * @param nonsense what {@link ContextRules} has found
   */
  public List<Violation> inContext(String field, List<Violation> found, List<Violation> nonsense) {
    List<Violation> all = new ArrayList<>();
    for (Violation violation : Stream.concat(violations.stream(), nonsense.stream()).toList()) {
      List<Object> loc = new ArrayList<>(List.of("body", field));
      loc.addAll(violation.loc());
      all.add(new Violation(List.copyOf(loc), violation.msg(), violation.type()));
    }
    for (Violation violation : found) {
      List<Object> loc = new ArrayList<>(List.of("body", field));
      loc.addAll(named(violation.loc().subList(2, violation.loc().size())));
      all.add(new Violation(List.copyOf(loc), violation.msg(), violation.type()));
    }
    return all;
  }

  /** Where the context says a part of the constraints, given with a dot before a nested field. */
  List<Object> place(String constraint) {
    return named(List.of((Object[]) constraint.split("\\.")));
  }

  /** The longest beginning of the path that the context has a name for, and the rest of the path behind it. */
  private List<Object> named(List<Object> path) {
    for (int length = path.size(); length > 0; length--) {
      String key = String.join(".", path.subList(0, length).stream().map(String::valueOf).toList());
      List<String> name = names.get(key);
      if (name != null) {
        List<Object> loc = new ArrayList<>(name);
        loc.addAll(path.subList(length, path.size()));
        return loc;
      }
    }
    return path;
  }
}
