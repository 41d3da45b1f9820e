package io.lotara.handler;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Stands in front of every controller: says whose request it is, or refuses it. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class Access {
  /** The one tenant of an open deployment. */
  static final String OPEN_TENANT = "open";

  private static final String TENANT = "lotara.tenant";
  private final boolean open;
  private final Problems problems;

  Access(@Value("${lotara.open-access:false}") boolean open, Problems problems) {
    this.open = open;
    this.problems = problems;
  }

  @RequestFilter
  @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
    if (!open && !request.getPath().equals("/health")) {
      return problems.handle(request, ApiException.unauthorized());
    }
    request.setAttribute(TENANT, OPEN_TENANT);
    return null;
  }

  /** Whose request it is. */
  static String tenant(HttpRequest<?> request) {
    return request
        .getAttribute(TENANT, String.class)
        .orElseThrow(() -> new IllegalStateException("a request has passed without a tenant"));
  }
}
