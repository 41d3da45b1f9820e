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
import io.micronaut.http.annotation.Produces;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** Tells how a job stands. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "StatusHandler")
@Produces(MediaType.ALL)
class StatusController {
  private static final int MAX_EVENTS = 1000;
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,40}");
  private final JobStore store;
  private final JobView view;

  StatusController(JobStore store, JobView view) {
    this.store = store;
    this.view = view;
  }

  @Get(uris = {"/v1/status/{job_id}", "/v1/public/jobs/{job_id}/status"})
  HttpResponse<?> status(HttpRequest<?> request) {
    Job job = read(request);
    int wait = Prefer.wait(request);
    // Who names an older version than the present one has waited long enough.
    boolean news = ETags.asked(request) && !ETags.matches(request, job.version());
    if (wait > 0 && !news && !job.state().terminal()) {
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

  @Get(uris = {"/v1/jobs/{job_id}/events", "/v1/public/jobs/{job_id}/events"})
  HttpResponse<EventView.Page> events(HttpRequest<?> request) {
    int after = number(request, "after", 0, 0);
    int limit = Math.min(MAX_EVENTS, number(request, "limit", 1, MAX_EVENTS));
    Job job = read(request);
    JobOutputs outputs = after < job.log().size() ? view.outputs(job) : JobOutputs.none();
    return HttpResponse.ok(new EventView(job, outputs).page(after, limit))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private Job read(HttpRequest<?> request) {
    String id = RoutePath.jobId(request);
    return store.read(new JobKey(Access.tenant(request), id)).orElseThrow(() -> ApiException.noSuchJob(id));
  }

  private static int number(HttpRequest<?> request, String name, int min, int otherwise) {
    String text = request.getParameters().get(name);
    if (text == null) {
      return otherwise;
    }
    if (WHOLE.matcher(text).matches()) {
      int value = new BigInteger(text).min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
      if (value >= min) {
        return value;
      }
    }
    throw ApiException.invalid(
        List.of(
            new Violation(List.of("query", name), "must be a whole number, %d or more".formatted(min), "int_parsing")));
  }
}
