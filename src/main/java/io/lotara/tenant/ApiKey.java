package io.lotara.tenant;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key as it is kept: all but its text, of which there is only the hash.
 *
 * @param id SHA-256 of the key's text in hexadecimal; from it the text cannot be found, as the text has 256 random bits
 * @param tenant whose key it is: 1 to 40 lower-case letters, digits and hyphens, not beginning with a hyphen
 * @param name what people call it, 1 to 100 characters
 * @param scopes what it is good for, at least one
 * @param created when it was made
 * @param expires from when on it is good for nothing, or null
 * @param revoked when it was revoked, or null
 */
public record ApiKey(
    String id,
    String tenant,
    String name,
    Set<Scope> scopes,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant revoked) {
  /** Nothing in a tenant's name can look like another part of a key in the table. */
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /**
   * @throws IllegalArgumentException when the tenant, the name or the scopes are not as said above; the message is for whoever asked for
   *     the key
   */
  public ApiKey {
    checkTenant(tenant);
    if (name.isBlank() || name.codePointCount(0, name.length()) > 100) {
      throw new IllegalArgumentException("name must have 1 to 100 characters");
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scopes must name at least one of plan, read, approve, admin");
    }
    scopes = Set.copyOf(scopes);
  }

  /**
   * Whether a tenant may be called so.
   *
   * @throws IllegalArgumentException when it may not
   */
  public static void checkTenant(String tenant) {
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("tenant must be 1 to 40 lower-case letters, digits and hyphens, not beginning with a hyphen");
    }
  }

  /** Whether it opens anything at this time. */
  public boolean validAt(Instant now) {
    return revoked == null && (expires == null || now.isBefore(expires));
  }

  /** Who comes with it. */
  public Caller caller() {
    return new Caller(tenant, scopes);
  }
}
