package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobStore;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Produces;

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

  @Get(uris = {"/v1/status/{job_id}", "/v1/public/jobs/{job_id}/status"}, headRoute = false)
  HttpResponse<?> status(HttpRequest<?> request) {
    Job job = held(request);
    return ETags.matches(request, job.version())
        ? JobView.timed(HttpResponse.notModified(), job)
        : view.answer(job);
  }

  @Head("/v1/status/{job_id}")
  HttpResponse<?> head(HttpRequest<?> request) {
    Job job = held(request);
    MutableHttpResponse<?> answer =
        ETags.matches(request, job.version())
            ? HttpResponse.notModified()
            : HttpResponse.ok().header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    return JobView.timed(answer, job);
  }

  private Job held(HttpRequest<?> request) {
    Job job = read(store, request);
    int wait = Prefer.wait(request);
    // Who names an older version than the present one has waited long enough.
    boolean news = ETags.asked(request) && !ETags.matches(request, job.version());
    return news ? job : Held.until(store, job, wait, now -> now.version() != job.version() || now.state().terminal());
  }

  @Get(uris = {"/v1/jobs/{job_id}/events", "/v1/public/jobs/{job_id}/events"})
  HttpResponse<EventView.Page> events(HttpRequest<?> request) {
    QueryFields query = new QueryFields(request);
    int after = query.number("after", 0, Integer.MAX_VALUE, 0);
    int limit = query.number("limit", 1, MAX_EVENTS, MAX_EVENTS);
    Job job = read(store, request);
    return HttpResponse.ok(view.events(job, after, limit)).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /**
   * The job that the path names.
   *
   * @throws ApiException 404
   */
  static Job read(JobStore store, HttpRequest<?> request) {
    String id = RoutePath.variable(request, "job_id");
    return store.read(new JobKey(Access.tenant(request), id)).orElseThrow(() -> ApiException.noSuchJob(id));
  }
}
