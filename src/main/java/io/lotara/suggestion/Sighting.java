package io.lotara.suggestion;

import io.lotara.travel.Price;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;

/**
 * One look at a price.
 *
 * @param at when
 * @param price for the whole party, there and back; null when there was none
 * @param jobId of the job that this drop suggested, or null
 * @param note what was odd about it, or null
 */
public record Sighting(Instant at, @Nullable Price price, @Nullable String jobId, @Nullable String note) {}
