package io.lotara.sqs;

import io.lotara.job.FollowUp;
import io.lotara.job.JobKey;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A notice as it travels: its identity only; see {@code infra/messages/}. */
@Singleton
public class NoticeMessageCodec {
  /** The version of this form. */
  public static final int SCHEMA = 1;

  private final JsonMapper json;

  public NoticeMessageCodec(JsonMapper json) {
    this.json = json;
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Wire(
      @Nullable Integer v,
      @Nullable String tenant,
      @Nullable String jobId,
      @Nullable String subscriber,
      @Nullable String about) {}

  /** As JSON. */
  public String write(FollowUp.Notice notice) {
    try {
      return json.writeValueAsString(
          new Wire(SCHEMA, notice.job().tenant(), notice.job().id(), notice.subscriber(), notice.about()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * From JSON. When it is due and how often it was tried does not travel: that stands in the store.
   *
   * @throws IllegalArgumentException when it is not a notice of a version that is understood
   */
  public FollowUp.Notice read(String body) {
    Wire wire;
    try {
      wire = json.readValue(body, Argument.of(Wire.class));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("not a notice", e);
    }
    if (wire == null || wire.v() == null || wire.v() != SCHEMA) {
      throw new IllegalArgumentException("a notice of version " + SCHEMA + " is expected");
    }
    if (wire.tenant() == null || wire.jobId() == null || wire.subscriber() == null || wire.about() == null) {
      throw new IllegalArgumentException("a notice needs tenant, job_id, subscriber and about");
    }
    return new FollowUp.Notice(new JobKey(wire.tenant(), wire.jobId()), wire.subscriber(), wire.about(), Instant.EPOCH, 0);
  }
}
