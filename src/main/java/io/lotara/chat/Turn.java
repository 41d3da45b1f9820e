package io.lotara.chat;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;

/**
 * What was said and what was answered.
 *
 * @param number 1 for the first in its conversation, without gaps
 * @param id the client's or ours, unique in the conversation
 * @param message in the person's words
 * @param response the answer
 * @param responder name of the {@link Responder} that gave it
 * @param jobId the trip that the answer is about, or null
 * @param at when it was answered
 */
public record Turn(
    int number, String id, String message, String response, String responder, @Nullable String jobId, Instant at) {}
