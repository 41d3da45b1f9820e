package io.lotara.interleave;

/**
 * A property that does not hold.
 *
 * @param detail what there is instead
 */
public record Broken(Property property, String detail) {}
