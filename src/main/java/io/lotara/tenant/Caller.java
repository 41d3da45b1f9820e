package io.lotara.tenant;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param tenant whose data the request may touch
 * @param scopes what it may do to them
 */
public record Caller(String tenant, Set<Scope> scopes) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** One who may do everything to what the tenant owns. */
  public static Caller ofAllScopes(String tenant) {
    return new Caller(tenant, Set.of(Scope.values()));
  }

  /** Whether this scope, or the one that stands for all, was given. */
  public boolean may(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
  }
}
