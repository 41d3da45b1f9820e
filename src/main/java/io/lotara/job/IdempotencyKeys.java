package io.lotara.job;

import java.time.Instant;

/** Keys that clients send so that a request repeated is one request. */
public interface IdempotencyKeys {

  /**
   * Takes a key, or says what it was taken for. May be called more than once.
   *
   * @param tenant whose key it is
   * @param scope what it is used on; the same key on another scope is another key
   * @param key 1 to 128 visible characters
   * @param fingerprint of the request's body
   * @param jobId the job that is to be made if the key is free
   * @param now when; kept, so that whoever finishes the request makes the same job
   * @return what is stored for the key: the caller's values, or those of the first request
   */
  Taken take(String tenant, String scope, String key, String fingerprint, String jobId, Instant now);

  /**
   * Forgets a key, unless it stands for something else by now. May be called more than once.
   *
   * @param jobId what it was taken for
   */
  void forget(String tenant, String scope, String key, String jobId);

  /**
   * What a key stands for.
   *
   * @param fingerprint of the body of the first request
   * @param jobId its job, which may not have been written yet when the first request crashed
   * @param at when it was taken; keys are forgotten 24 h later
   */
  record Taken(String fingerprint, String jobId, Instant at) {}
}
