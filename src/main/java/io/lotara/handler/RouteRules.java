package io.lotara.handler;

import io.lotara.tenant.Scope;
import io.micronaut.core.annotation.Nullable;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What each route asks of its caller; said here for all of them. */
final class RouteRules {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
  private static final Map<String, Rule> RULES = rules();

  private RouteRules() {}

  /** What stands in front of a route. */
  enum Door {
    /** Nothing. */
    OPEN,
    /** A key with a scope. */
    KEY,
    /** A token for the job that the path names. */
    TOKEN
  }

  /**
   * What a route asks.
   *
   * @param scope that the key must have, when it takes a key
   * @param counted whether a call is counted before it is looked at; what makes jobs is counted when it is found to be well-formed
   */
  record Rule(Door door, @Nullable Scope scope, boolean counted) {}

  /** The rule of a route as API Gateway writes it, {@code GET /v1/status/{job_id}}. What is not listed takes the scope that has all. */
  static Rule of(String route) {
    return RULES.getOrDefault(bare(route), new Rule(Door.KEY, Scope.ADMIN, !bare(route).startsWith("GET ")));
  }

  /** Whether the route is in the list. */
  static boolean lists(String route) {
    return RULES.containsKey(bare(route));
  }

  /** Names of variables do not matter, and HEAD is GET without the body. */
  private static String bare(String route) {
    String bare = VARIABLE.matcher(route).replaceAll("{}");
    return bare.startsWith("HEAD ") ? "GET " + bare.substring(5) : bare;
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>();
    Rule open = new Rule(Door.OPEN, null, false);
    for (String path : new String[] {"/", "/health", "/openapi.json", "/docs", "/docs/{}", "/api/health", "/api/config"}) {
      rules.put("GET " + path, open);
    }

    Rule token = new Rule(Door.TOKEN, null, false);
    for (String view : new String[] {"status", "events", "stream"}) {
      rules.put("GET /v1/public/jobs/{}/" + view, token);
    }

    Rule read = new Rule(Door.KEY, Scope.READ, false);
    for (String path :
        new String[] {
          "/v1/status/{}",
          "/v1/jobs",
          "/v1/jobs/{}/events",
          "/v1/stream/{}",
          "/v1/preferences/{}",
          "/v1/watches",
          "/v1/watches/{}",
          "/api/conversations/{}",
          "/v1/jobs/{}/deliveries"
        }) {
      rules.put("GET " + path, read);
    }

    Rule job = new Rule(Door.KEY, Scope.PLAN, false);
    for (String path : new String[] {"/v1/plan", "/v1/plan/sync", "/v1/suggest"}) {
      rules.put("POST " + path, job);
    }

    rules.put("POST /v1/jobs/{}/revise", job);

    Rule write = new Rule(Door.KEY, Scope.PLAN, true);
    for (String route :
        new String[] {
          "POST /v1/feedback",
          "PUT /v1/preferences/{}",
          "POST /v1/watches",
          "PATCH /v1/watches/{}",
          "DELETE /v1/watches/{}",
          "POST /api/chat",
          "POST /v1/chat",
          "DELETE /api/conversations/{}"
        }) {
      rules.put(route, write);
    }

    rules.put("GET /v1/feedback/export", new Rule(Door.KEY, Scope.ADMIN, false));
    for (String path : new String[] {"/v1/webhooks", "/v1/webhooks/{}"}) {
      rules.put("GET " + path, new Rule(Door.KEY, Scope.ADMIN, false));
    }
    Rule admin = new Rule(Door.KEY, Scope.ADMIN, true);
    for (String route :
        new String[] {
          "DELETE /v1/users/{}",
          "POST /v1/jobs/{}/pin",
          "DELETE /v1/jobs/{}/pin",
          "POST /v1/webhooks",
          "POST /v1/webhooks/secret", "POST /v1/webhooks/{}/secret", "DELETE /v1/webhooks/{}", "POST /v1/jobs/{}/deliveries/{}/redeliver"
        }) {
      rules.put(route, admin);
    }

    // To decide and to stop must always be possible; how often there is something to decide, the jobs say that were counted.
    Rule decision = new Rule(Door.KEY, Scope.APPROVE, false);
    rules.put("POST /v1/approve", decision);
    rules.put("POST /v1/jobs/{}/cancel", decision);
    // An answer sets agents to work again.
    rules.put("POST /v1/jobs/{}/answer", new Rule(Door.KEY, Scope.APPROVE, true));
    return Map.copyOf(rules);
  }
}
