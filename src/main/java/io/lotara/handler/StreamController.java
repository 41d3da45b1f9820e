package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.job.JobStore;
import io.lotara.job.StreamSlots;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of a job as a finite stream (the {@code text/event-stream} of the HTML standard), for clients that come back by themselves. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "StatusHandler")
@Produces(MediaType.ALL)
class StreamController {
  private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);

  /** What a function may take beyond the time that it holds, at most. */
  private static final int GRACE_SECONDS = 10;

  private final JobStore store;
  private final JobView view;
  private final JsonMapper json;
  private final int seconds;
  private final StreamSlots slots;
  private final int most;

  /**
   * @param seconds that a stream is held while the job is not final
   * @param most streams that the deployment holds at once
   */
  StreamController(
      JobStore store,
      JobView view,
      JsonMapper json,
      StreamSlots slots,
      @Value("${lotara.held-seconds:25}") int seconds,
      @Value("${lotara.streams-held:100}") int most) {
    this.store = store;
    this.view = view;
    this.json = json;
    this.seconds = seconds;
    this.slots = slots;
    this.most = most;
  }

  /**
   * The events as a finite stream (Server-Sent Events): {@code retry:} first, then {@code id:}, {@code event:} and
   * {@code data:} of each, as JSON in one line. It ends when the job is final or after about 25 seconds; an {@code EventSource} reconnects by
   * itself.
   */
  @Operation(operationId = "stream", tags = "Jobs", parameters = @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER))
  @ApiResponse(
      responseCode = "200",
      description = "What happened since",
      headers = @Header(name = "Cache-Control", required = true),
      content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "204", description = "The client has everything, and nothing will follow: an `EventSource` stops")
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @Get(uris = {"/v1/stream/{job_id}", "/v1/public/jobs/{job_id}/stream"})
  HttpResponse<?> stream(HttpRequest<?> request) {
    Job job = StatusController.read(store, request);
    int seen = Math.min(lastEventId(request), job.log().size());
    if (job.state().terminal() && seen == job.log().size()) {
      return HttpResponse.noContent();
    }
    boolean full = false;
    if (!job.state().terminal()) {
      Instant now = Instant.now(); // that of the clients who are held, not of the jobs
      Optional<StreamSlots.Slot> slot = slots.take(most, now, now.plusSeconds(seconds + GRACE_SECONDS));
      full = slot.isEmpty();
      if (!full) {
        job = held(job, slot.get());
      }
    }
    return HttpResponse.ok(frames(job, seen, full))
        .header(HttpHeaders.CONTENT_TYPE, MediaType.TEXT_EVENT_STREAM)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache");
  }

  private Job held(Job job, StreamSlots.Slot slot) {
    try {
      return Held.until(store, job, seconds, now -> now.state().terminal());
    } finally {
      try {
        slots.free(slot);
      } catch (JobStore.Unavailable e) {
        LOG.warn("the place of a stream stays taken for some seconds: {}", e.getMessage());
      }
    }
  }

  /** What the client has seen last; one that says something else than an id of ours gets everything. */
  private static int lastEventId(HttpRequest<?> request) {
    String id = request.getHeaders().get("Last-Event-ID");
    return id != null && id.matches("[0-9]{1,9}") ? Integer.parseInt(id) : 0;
  }

  private String frames(Job job, int seen, boolean full) {
    StringBuilder frames = new StringBuilder("retry: ").append(retryMillis(job.state(), full)).append("\n\n");
    for (EventView.Event event : view.events(job, seen, job.log().size()).events()) {
      frames
          .append("id: ").append(event.id())
          .append("\nevent: ").append(event.type())
          .append("\ndata: ").append(write(event.data()))
          .append("\n\n");
    }
    return frames.toString();
  }

  private static int retryMillis(JobState state, boolean full) {
    int usual = state.terminal() || state.active() ? 1_000 : 30_000;
    return full ? Math.max(usual * 2, 15_000) : usual;
  }

  private String write(Object data) {
    try {
      return new String(json.writeValueAsBytes(data), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
