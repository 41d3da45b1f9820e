package io.lotara.trace;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;

/** Where traces go, and what may be in them. */
@Singleton
public class OpikSettings {
  static final String KEY = "lotara.opik.key";
  private static final String COMET = "https://www.comet.com/opik/api";
  private static final String API = "/api";

  private final boolean configured;
  private final String base;
  private final String workspace;
  private final String project;
  private final Set<String> inputsOf;

  /**
   * @param key the configured value, of which only whether there is one counts here
   * @param base URL up to and with {@code /api}; blank for Comet's own
   * @param workspace blank for {@code default}
   * @param project blank for {@code lotara}
   * @param inputs tenants whose traces carry what people wrote and were told, separated by commas; {@code *} for all, blank for none
   */
  public OpikSettings(
      @Value("${lotara.opik.key:}") String key,
      @Value("${lotara.opik.base:}") String base,
      @Value("${lotara.opik.workspace:}") String workspace,
      @Value("${lotara.opik.project:}") String project,
      @Value("${lotara.trace-inputs:}") String inputs) {
    this.configured = !key.isBlank();
    String plain = base.isBlank() ? COMET : base.strip();
    this.base = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    this.workspace = workspace.isBlank() ? "default" : workspace.strip();
    this.project = project.isBlank() ? "lotara" : project.strip();
    this.inputsOf =
        Arrays.stream(inputs.split(",")).map(String::strip).filter(t -> !t.isEmpty()).collect(Collectors.toSet());
  }

  boolean configured() {
    return configured;
  }

  String base() {
    return base;
  }

  String workspace() {
    return workspace;
  }

  String project() {
    return project;
  }

  /** Whether a tenant allows what people wrote, and were told, in its traces. */
  boolean inputs(String tenant) {
    return inputsOf.contains("*") || inputsOf.contains(tenant);
  }

  /** The page of a trace; null when there are none. */
  @Nullable String page(String traceId) {
    if (!configured) {
      return null;
    }
    String root = base.endsWith(API) ? base.substring(0, base.length() - API.length()) : base;
    String path = Base64.getEncoder().encodeToString(base.getBytes(StandardCharsets.UTF_8));
    return "%s/api/v1/session/redirect/projects/?trace_id=%s&path=%s"
        .formatted(root, traceId, java.net.URLEncoder.encode(path, StandardCharsets.UTF_8));
  }
}
