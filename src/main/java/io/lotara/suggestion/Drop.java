package io.lotara.suggestion;

import io.lotara.travel.Price;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * A price that fell far enough, for which a job is owed. The id of the job is part of the record: whoever makes it, and however often, makes
 * the same one.
 *
 * @param number of the watch's drops, from 1
 * @param jobId of the job
 * @param at when it was seen
 * @param from the price before
 * @param to the price now
 * @param source that asks it
 * @param journey that it is the price of, whatever its owner has changed since
 */
@Serdeable
public record Drop(int number, String jobId, Instant at, Price from, Price to, String source, Journey journey) {}
