package io.lotara.handler;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which bean definitions a function loads. What is left out here can be reached from none of its handler, controllers and what they need;
 * {@code FunctionBeansTest} follows every injection to hold that.
 */
final class FunctionBeans {
  private static final String OURS = "io.lotara.";
  private static final String HANDLERS = "io.lotara.handler.$";
  private static final String CONTROLLER = "Controller";
  private static final String FRAMEWORK = "io.micronaut.";

  /** Of the framework, what no function uses: what runs servers, clients and schedules, and what other triggers of Lambda need. */
  private static final List<String> NEVER =
      List.of(
          "discovery.",
          "function.aws.proxy.alb.",
          "function.aws.proxy.payload1.",
          "health.",
          "http.client.",
          "http.server.binding.$LocaleArgumentBinder",
          "http.server.cors.",
          "http.server.util.locale.",
          "http.server.websocket.",
          "http.ssl.",
          "logging.",
          "reactor.convert.",
          "reactor.instrument.",
          "runtime.beans.",
          "runtime.context.scope.refresh.",
          "runtime.graceful.",
          "runtime.server.",
          "scheduling.async.",
          "scheduling.io.",
          "scheduling.processor.",
          "serde.support.deserializers.$HealthResult",
          "serde.support.serdes.$HealthStatus",
          "servlet.http.server.$DiscoveryServer",
          "web.router.version.");

  private static final Set<String> READING = Set.of("aws", "dynamo", "job", "tenant", "trace");
  private static final Set<String> DECIDING =
      with(READING, "erasure", "s3", "sqs", "travel", "travel.duffel", "travel.liteapi", "travel.open", "travel.tables", "trip.agent", "trip.parse");

  /** Of our own, the packages and controllers of the functions that somebody waits for; others have all packages and no controller. */
  private static final Map<String, Needs> NEEDS =
      Map.of(
          "AdminHandler", new Needs(with(DECIDING, "webhook"), Set.of("Deliveries", "Pin", "Users", "Webhooks")),
          "ApproveHandler", new Needs(DECIDING, Set.of("Approve")),
          "ChatHandler",
          new Needs(
              with(DECIDING, "chat", "chat.model", "chat.rules", "llm", "trip.revise", "webhook"), Set.of("Chat", "Conversations")),
          "DocsHandler", new Needs(READING, Set.of("Docs")),
          "FeedbackHandler", new Needs(with(DECIDING, "webhook"), Set.of("Feedback", "FeedbackExport", "Preferences")),
          "PlanHandler", new Needs(with(DECIDING, "llm", "trip.revise", "webhook"), Set.of("Health", "Plan", "Revise")),
          "StatusHandler", new Needs(READING, Set.of("Jobs", "Status", "Stream")),
          "SuggestHandler", new Needs(with(DECIDING, "trip.trigger", "webhook"), Set.of("Suggest")),
          "WatchesHandler",
          new Needs(
              with(READING, "s3", "suggestion", "travel", "travel.duffel", "travel.liteapi", "travel.open", "travel.tables"), Set.of("Watches")));

  /** Packages that are left out unless they are needed; what is in any other stays in, whoever put it there. */
  private static final Set<String> SOMEBODYS =
      NEEDS.values().stream().flatMap(needs -> needs.packages().stream()).collect(Collectors.toUnmodifiableSet());

  private FunctionBeans() {}

  /**
   * What a function needs of ours.
   *
   * @param packages below {@code io.lotara}, without their own packages
   * @param controllers without the end of their names
   */
  private record Needs(Set<String> packages, Set<String> controllers) {}

  private static Set<String> with(Set<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the function of that name may need the definition whose class has that name. */
  static Predicate<String> of(String function) {
    Needs needs = NEEDS.get(function);
    return definition -> {
      if (!definition.startsWith(OURS)) {
        return NEVER.stream().noneMatch(start -> definition.startsWith(start, FRAMEWORK.length()));
      }
      String inPackage = definition.substring(OURS.length(), definition.lastIndexOf('.', definition.indexOf('$')));
      if (!inPackage.equals("handler")) {
        return needs == null || !SOMEBODYS.contains(inPackage) || needs.packages().contains(inPackage);
      }
      String bean = definition.substring(HANDLERS.length()).split("\\$", 2)[0];
      if (bean.endsWith(CONTROLLER)) {
        return needs != null && needs.controllers().contains(bean.substring(0, bean.length() - CONTROLLER.length()));
      }
      return !bean.endsWith("Handler") || bean.equals(function);
    };
  }
}
