package io.lotara.handler;

import io.lotara.chat.ChatSettingsStore;
import io.lotara.tenant.ApiKey;
import io.lotara.tenant.ApiKeys;
import io.lotara.tenant.ChangeSettings;
import io.lotara.tenant.IssueKey;
import io.lotara.tenant.ModelBudget;
import io.lotara.tenant.Scope;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.function.aws.MicronautRequestHandler;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Creates, lists and revokes API keys, and sets what is different for a tenant. An operator invokes it directly; it has no route. It takes
 *
 * <ul>
 *   <li>{@code {"action": "create", "tenant": "acme", "name": "web", "scopes": ["plan", "read"], "expires": "2027-01-01T00:00:00Z"}}, where
 *       {@code expires} may be left out, and tells the text of the key in {@code key}, this once
 *   <li>{@code {"action": "list", "tenant": "acme"}}
 *   <li>{@code {"action": "revoke", "id": "<id>"}}
 *   <li>{@code {"action": "settings", "tenant": "acme"}}, and tells what the tenant has spent on the language model today, and whose
 *       chat it has
 *   <li>{@code {"action": "set", "tenant": "acme", "settings": {"approval": {"threshold": 5000, "currency": "EUR"}, "limits": null}}}:
 *       sections that are named are replaced, those that are null go back to what the deployment has
 * </ul>
 *
 * What cannot be done is answered with {@code {"error": "why"}}.
 */
public class KeysHandler extends MicronautRequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  @Inject private IssueKey issueKey;
  @Inject private ApiKeys keys;
  @Inject private ChangeSettings changeSettings;
  @Inject private ModelBudget budget;
  @Inject private ChatSettingsStore chats;
  @Inject private JsonMapper json;
  @Inject private Clock clock;

  public KeysHandler() {}

  /** With a context that is already running. */
  public KeysHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public Map<String, Object> execute(Map<String, Object> event) {
    try {
      String action = text(event, "action");
      return switch (action) {
        case "create" -> create(event);
        case "list" -> list(text(event, "tenant"));
        case "revoke" -> revoke(text(event, "id"));
        case "settings" -> settings(text(event, "tenant"));
        case "set" -> set(text(event, "tenant"), event.get("settings"));
        default -> throw new IllegalArgumentException("action must be create, list, revoke, settings or set, not " + action);
      };
    } catch (IllegalArgumentException e) {
      return Map.of("error", e.getMessage());
    }
  }

  private Map<String, Object> create(Map<String, Object> event) {
    IssueKey.Issued issued =
        issueKey.issue(text(event, "tenant"), text(event, "name"), scopes(event.get("scopes")), time(event.get("expires")));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("key", issued.text());
    answer.putAll(view(issued.key()));
    return answer;
  }

  private Map<String, Object> list(String tenant) {
    ApiKey.checkTenant(tenant);
    return Map.of("keys", keys.list(tenant).stream().map(KeysHandler::view).toList());
  }

  private Map<String, Object> revoke(String id) {
    Optional<ApiKey> revoked = ID.matcher(id).matches() ? keys.revoke(id, clock.instant()) : Optional.empty();
    return revoked.map(KeysHandler::view).orElseThrow(() -> new IllegalArgumentException("there is no key with this id"));
  }

  private Map<String, Object> settings(String tenant) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("tenant", tenant);
    answer.put("settings", plain(changeSettings.show(tenant)));
    // Those of the chat are set by a function of their own; whoever looks at a tenant sees that there are some.
    answer.put("chat", chats.get(tenant).map(ChatSettingsView::brief).orElse(null));
    answer.put("model_usd_today", BigDecimal.valueOf(budget.spentToday(tenant), 6));
    return answer;
  }

  private Map<String, Object> set(String tenant, @Nullable Object settings) {
    if (!(settings instanceof Map<?, ?> sections) || sections.isEmpty()) {
      throw new IllegalArgumentException("settings is required, as an object with at least one section");
    }
    Map<String, JsonNode> changes = new LinkedHashMap<>();
    sections.forEach((name, value) -> changes.put(String.valueOf(name), tree(value)));
    changeSettings.change(tenant, changes);
    return settings(tenant);
  }

  private JsonNode tree(@Nullable Object value) {
    try {
      return value == null ? JsonNode.nullNode() : json.writeValueToTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object plain(Map<String, JsonNode> sections) {
    Map<String, Object> plain = new LinkedHashMap<>();
    sections.forEach((name, value) -> plain.put(name, value.getValue()));
    return plain;
  }

  private static Map<String, Object> view(ApiKey key) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", key.id());
    view.put("tenant", key.tenant());
    view.put("name", key.name());
    view.put("scopes", key.scopes().stream().sorted().map(Scope::wire).toList());
    view.put("created_at", JobView.time(key.created()));
    view.put("expires_at", JobView.time(key.expires()));
    view.put("revoked_at", JobView.time(key.revoked()));
    return view;
  }

  private static String text(Map<String, Object> event, String name) {
    if (event.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException(name + " is required, as a string");
  }

  private static Set<Scope> scopes(@Nullable Object value) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Object one : value instanceof List<?> list ? list : List.of()) {
      scopes.add(
          Scope.of(String.valueOf(one))
              .orElseThrow(() -> new IllegalArgumentException("scopes must be of plan, read, approve and admin, not " + one)));
    }
    return scopes;
  }

  private static @Nullable Instant time(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return Instant.parse(String.valueOf(value));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("expires must be a time such as 2027-01-01T00:00:00Z, not " + value, e);
    }
  }
}
