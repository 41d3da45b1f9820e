package io.lotara.trace;

import io.lotara.job.ModelCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trace of a turn, with a span for each call of a model. There is nothing in it that anybody said. */
record TraceOfTurn(String project, TracedTurn turn) {
  private static final String NAME = "chat";

  Trace trace() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("kind", NAME);
    metadata.put("turn", turn.number());
    metadata.put("responder", turn.responder());
    metadata.put("job_id", turn.jobId());
    return new Trace(
        turn.traceId(),
        project,
        NAME,
        Trace.time(turn.startedAt()),
        Trace.time(turn.endedAt()),
        null,
        null,
        metadata,
        List.of(NAME, turn.responder()),
        null,
        turn.thread());
  }

  List<Trace.Span> spans() {
    List<Trace.Span> spans = new ArrayList<>();
    for (ModelCall call : turn.calls()) {
      spans.add(Trace.Span.of(call, turn.traceId(), null, project, "call/" + spans.size(), Map.of("outcome", call.outcome())));
    }
    return spans;
  }
}
