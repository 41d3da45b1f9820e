package io.lotara.trip.parse;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A rule that structured input breaks, in the form that {@code details.errors} of a 422 lists.
 *
 * @param loc path: strings for fields, integers for list entries; begins with {@code body}, {@code constraints}
 * @param msg one sentence
 * @param type stable name of the rule: {@code missing}, {@code string_type}, {@code int_type}, {@code value_error} …
 */
@Serdeable
public record Violation(List<Object> loc, String msg, String type) {}
