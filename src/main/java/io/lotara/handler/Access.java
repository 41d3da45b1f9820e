package io.lotara.handler;

import io.lotara.job.JobStore;
import io.lotara.tenant.Admission;
import io.lotara.tenant.Caller;
import io.lotara.tenant.Callers;
import io.lotara.tenant.LinkTokens;
import io.lotara.tenant.RateLimited;
import io.lotara.tenant.Scope;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Set;

/**
 * Stands in front of every controller: says whose request it is, or refuses it. Which key or token a route takes, {@link RouteRules} say.
 * An open deployment has one tenant and does not look at keys.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class Access {
  /** The one tenant of an open deployment. */
  static final String OPEN_TENANT = "open";

  private static final String CALLER = "lotara.caller";
  private static final String KEY_HEADER = "X-API-Key";

  private final boolean open;
  private final Callers callers;
  private final LinkTokens tokens;
  private final Admission admission;
  private final Problems problems;

  Access(
      @Value("${lotara.open-access:false}") boolean open,
      Callers callers,
      LinkTokens tokens,
      Admission admission,
      Problems problems) {
    this.open = open;
    this.callers = callers;
    this.tokens = tokens;
    this.admission = admission;
    this.problems = problems;
  }

  @RequestFilter
  @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
    try {
      // The gateway's word for the route, not the path: it is as in the template, whatever the ids in the path are.
      boolean priming = RoutePath.event(request) instanceof PrimingEvent;
      String route = RoutePath.event(request).getRouteKey();
      RouteRules.Rule rule = RouteRules.of(route == null ? "" : route);
      switch (rule.door()) {
        case OPEN -> {}
        case TOKEN -> request.setAttribute(CALLER, priming ? PrimingEvent.NOBODY : shown(request));
        case KEY -> {
          Caller caller = priming ? PrimingEvent.NOBODY : open ? Caller.ofAllScopes(OPEN_TENANT) : holder(request);
          if (!caller.may(rule.scope())) {
            throw ApiException.forbidden(rule.scope());
          }
          if (rule.counted()) {
            admission.write(caller.tenant());
          }
          request.setAttribute(CALLER, caller);
        }
      }
      return null;
    } catch (ApiException | RateLimited | JobStore.Unavailable e) {
      return problems.handle(request, e);
    }
  }

  private Caller holder(HttpRequest<?> request) {
    return callers.caller(request.getHeaders().get(KEY_HEADER)).orElseThrow(ApiException::unauthorized);
  }

  private Caller shown(HttpRequest<?> request) {
    return tokens
        .tenant(request.getParameters().get("token"), RoutePath.variable(request, "job_id"))
        .map(tenant -> new Caller(tenant, Set.of(Scope.READ)))
        .orElseThrow(ApiException::badToken);
  }

  /** Whose request it is. */
  static String tenant(HttpRequest<?> request) {
    return caller(request).tenant();
  }

  /** Who makes the request, for routes that ask more of some of their requests than {@link RouteRules} says. */
  static Caller caller(HttpRequest<?> request) {
    return request
        .getAttribute(CALLER, Caller.class)
        .orElseThrow(() -> new IllegalStateException("a request has passed without a tenant"));
  }
}
