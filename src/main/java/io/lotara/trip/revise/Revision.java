package io.lotara.trip.revise;

import io.lotara.job.JobRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * What a job must know of the one that it changes. It stands in the job's request, so that no step has to read another job.
 *
 * @param revises id of that job
 * @param change what was asked for, in words, or null
 * @param keep refs of what must stay
 * @param before the plan that is changed, or null when there was none
 */
@Serdeable
public record Revision(String revises, @Nullable String change, List<String> keep, @Nullable Snapshot before) {
  public Revision {
    keep = List.copyOf(keep);
  }

  /** As a job's request keeps it. */
  public String write(JsonMapper json) {
    try {
      return json.writeValueAsString(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The revision that a request is, if it is one. */
  public static Optional<Revision> of(JobRequest request, JsonMapper json) {
    if (request.revision() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readValue(request.revision(), Argument.of(Revision.class)));
    } catch (IOException e) {
      throw new UncheckedIOException("the revision of a request cannot be read", e);
    }
  }
}
