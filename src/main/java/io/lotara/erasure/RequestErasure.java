package io.lotara.erasure;

import io.lotara.job.AcceptJob;
import io.lotara.job.JobRequest;
import io.lotara.job.Mode;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Begins to remove everything of a user. */
@Singleton
public class RequestErasure {
  private final AcceptJob acceptJob;
  private final JsonMapper json;

  public RequestErasure(AcceptJob acceptJob, JsonMapper json) {
    this.acceptJob = acceptJob;
    this.json = json;
  }

  /**
   * Accepts an erasure. May be called more than once: each call makes a job that removes what is there then, with an idempotency key the
   * same one.
   *
   * @param key idempotency key, or null
   * @throws io.lotara.job.JobStore.Unavailable when nothing was accepted
   */
  public AcceptJob.Outcome request(String tenant, String userId, @Nullable String key) {
    JobRequest request =
        new JobRequest(ErasureJobKind.owner(tenant, userId), null, "{}", null, Whose.write(userId, json));
    return acceptJob.accept(
        tenant, ErasureJobKind.NAME, Mode.REACTIVE, request, "erasure", key, userId.getBytes(StandardCharsets.UTF_8));
  }
}
