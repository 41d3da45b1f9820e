package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.tenant.LinkKey;
import io.lotara.tenant.LinkTokens;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where to go on with a job: with a key, and with a signed link that needs none. */
@Singleton
class JobLinks {
  private final LinkKey key;
  private final LinkTokens tokens;

  JobLinks(LinkKey key, LinkTokens tokens) {
    this.key = key;
    this.tokens = tokens;
  }

  /**
   * Before a job is accepted: whatever the links need is there, or nothing is accepted. As late as can be: after a restore what they need is asked
   * for beside what the request asks for until here.
   */
  void prepare() {
    key.prepare();
  }

  /**
   * The links of a job, by name.
   *
   * @param since from when on those count that are signed; with the same time they are the same
   */
  Map<String, String> of(Job job, Instant since) {
    return of(job.key(), since);
  }

  /** As {@link #of(Job, Instant)}, for a job that need not be read. */
  Map<String, String> of(JobKey job, Instant since) {
    String id = job.id();
    Map<String, String> links = new LinkedHashMap<>();
    links.put("status", "/v1/status/" + id);
    links.put("events", "/v1/jobs/" + id + "/events");
    links.put("stream", "/v1/stream/" + id);
    links.put("approve", "/v1/approve");
    links.put("answer", "/v1/jobs/" + id + "/answer");
    links.put("cancel", "/v1/jobs/" + id + "/cancel");
    links.put("feedback", "/v1/feedback");
    tokens
        .sign(job.tenant(), id, since)
        .ifPresent(
            token -> {
              for (String view : new String[] {"status", "events", "stream"}) {
                links.put("public_" + view, "/v1/public/jobs/" + id + "/" + view + "?token=" + token);
              }
            });
    return links;
  }
}
