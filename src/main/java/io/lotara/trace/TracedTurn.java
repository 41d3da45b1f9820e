package io.lotara.trace;

import io.lotara.job.ModelCall;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;

/**
 * A turn of a conversation in which a language model was asked: figures only, nothing that anybody said. It is kept until it was told.
 *
 * @param traceId of its trace, a UUIDv7
 * @param thread the same for all turns of a conversation; its id cannot be read from it
 * @param number of the turn that was answered; 0 when none was
 * @param responder who answered
 * @param jobId the trip that the answer is about, or null
 * @param calls what models were asked, at least one
 */
@Serdeable
public record TracedTurn(
    String traceId,
    String thread,
    int number,
    String responder,
    @Nullable String jobId,
    Instant startedAt,
    Instant endedAt,
    List<ModelCall> calls) {

  public TracedTurn {
    calls = List.copyOf(calls);
  }
}
