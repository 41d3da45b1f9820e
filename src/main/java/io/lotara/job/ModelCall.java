package io.lotara.job;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * One question to a language model while a step ran: figures only, never what was asked or answered.
 *
 * @param name of what was asked
 * @param model that was asked
 * @param microUsd cost in millionths of a US dollar
 * @param outcome a word for what came of it
 */
@Serdeable
public record ModelCall(
    String name, String model, Instant startedAt, Instant endedAt, int inputTokens, int outputTokens, long microUsd, String outcome) {}
