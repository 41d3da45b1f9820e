package io.lotara.sqs;

import io.lotara.job.WorkMessage;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A work message as it travels: see {@code infra/messages/}. */
@Singleton
public class WorkMessageCodec {
  private final JsonMapper json;

  public WorkMessageCodec(JsonMapper json) {
    this.json = json;
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Wire(
      @Nullable Integer v,
      @Nullable String tenant,
      @Nullable String jobId,
      @Nullable String step,
      @Nullable Integer revision) {}

  /** As JSON. */
  public String write(WorkMessage message) {
    try {
      return json.writeValueAsString(
          new Wire(WorkMessage.SCHEMA, message.tenant(), message.jobId(), message.step(), message.revision()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * From JSON.
   *
   * @throws IllegalArgumentException when it is not a work message of a version that is understood
   */
  public WorkMessage read(String body) {
    Wire wire;
    try {
      wire = json.readValue(body, Argument.of(Wire.class));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("not a work message", e);
    }
    if (wire == null || wire.v() == null || wire.v() != WorkMessage.SCHEMA) {
      throw new IllegalArgumentException("a work message of version " + WorkMessage.SCHEMA + " is expected");
    }
    if (wire.tenant() == null || wire.jobId() == null || wire.step() == null || wire.revision() == null) {
      throw new IllegalArgumentException("a work message needs tenant, job_id, step and revision");
    }
    return new WorkMessage(wire.tenant(), wire.jobId(), wire.step(), wire.revision());
  }
}
