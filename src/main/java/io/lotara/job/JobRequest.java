package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * What was asked for, kept beside the job.
 *
 * @param userId whose job it is
 * @param query in the person's words, 1 to 2,000 characters, or null when only a context is given
 * @param constraints JSON object as it was sent
 * @param sessionId the client's session, or null
 * @param context JSON object of a proactive job's trigger, or null
 * @param callbackUrl address that is told of the job's changes, or null
 * @param revision JSON object that says of which other job this one is a change, and how, or null
 * @param idempotency scope and idempotency key that it came under, with a space between, so that the key can be forgotten with the job; or null
 */
@Serdeable
public record JobRequest(
    String userId,
    @Nullable String query,
    String constraints,
    @Nullable String sessionId,
    @Nullable String context,
    @Nullable String callbackUrl,
    @Nullable String revision,
    @Nullable String idempotency) {

  /** One that did not come under an idempotency key. */
  public JobRequest(
      String userId,
      @Nullable String query,
      String constraints,
      @Nullable String sessionId,
      @Nullable String context,
      @Nullable String callbackUrl,
      @Nullable String revision) {
    this(userId, query, constraints, sessionId, context, callbackUrl, revision, null);
  }

  /** A request that changes no other job. */
  public JobRequest(
      String userId,
      @Nullable String query,
      String constraints,
      @Nullable String sessionId,
      @Nullable String context,
      @Nullable String callbackUrl) {
    this(userId, query, constraints, sessionId, context, callbackUrl, null, null);
  }

  /** Without an address to call. */
  public JobRequest(
      String userId, @Nullable String query, String constraints, @Nullable String sessionId, @Nullable String context) {
    this(userId, query, constraints, sessionId, context, null, null, null);
  }

  /** The same, with the idempotency key that it came under. */
  JobRequest under(String scope, String key) {
    return new JobRequest(userId, query, constraints, sessionId, context, callbackUrl, revision, scope + " " + key);
  }
}
