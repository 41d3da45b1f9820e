package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobKind.Violation;
import io.lotara.job.JobStore;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import java.util.List;

/** Tells how a job stands. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "StatusHandler")
@Produces(MediaType.ALL)
class StatusController {
  private static final int MAX_EVENTS = 1000;
  private final JobStore store;
  private final JobView view;

  StatusController(JobStore store, JobView view) {
    this.store = store;
    this.view = view;
  }

  @Get("/v1/status/{id}")
  HttpResponse<?> status(HttpRequest<?> request, @PathVariable String id) {
    Job job = read(request, id);
    int wait = Prefer.wait(request);
    if (wait > 0 && !job.state().terminal()) {
      job = Held.untilChanged(store, job, wait);
    }
    MutableHttpResponse<?> answer =
        ETags.matches(request, job.version())
            ? HttpResponse.notModified()
            : HttpResponse.ok(view.status(job)).contentType(MediaType.APPLICATION_JSON_TYPE);
    answer.header(HttpHeaders.ETAG, ETags.of(job.version()));
    JobView.retryAfter(job.state())
        .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
    return answer;
  }

  @Get("/v1/jobs/{id}/events")
  HttpResponse<EventView.Page> events(HttpRequest<?> request, @PathVariable String id) {
    int after = number(request, "after", 0, 0);
    int limit = Math.min(MAX_EVENTS, number(request, "limit", 1, MAX_EVENTS));
    Job job = read(request, id);
    JobOutputs outputs = after < job.log().size() ? view.outputs(job) : JobOutputs.none();
    return HttpResponse.ok(new EventView(job, outputs).page(after, limit))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private Job read(HttpRequest<?> request, String id) {
    return store.read(new JobKey(Access.tenant(request), id)).orElseThrow(() -> ApiException.noSuchJob(id));
  }

  private static int number(HttpRequest<?> request, String name, int min, int otherwise) {
    String text = request.getParameters().get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min) {
        return (int) Math.min(Integer.MAX_VALUE, value);
      }
    } catch (NumberFormatException e) {
      // answered below, with what would be right
    }
    throw ApiException.invalid(
        List.of(
            new Violation(List.of("query", name), "must be a whole number, %d or more".formatted(min), "int_parsing")));
  }
}
