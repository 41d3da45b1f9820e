package io.lotara.handler;

import io.lotara.chat.Chat;
import io.lotara.chat.ChatProfiles;
import io.lotara.chat.ChatSettings;
import io.lotara.chat.Rights;
import io.lotara.chat.Turn;
import io.lotara.job.JobKey;
import io.lotara.job.JobKinds;
import io.lotara.tenant.Caller;
import io.lotara.tenant.Callers;
import io.lotara.tenant.Scope;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Clock;
import java.util.Map;

/** Takes what is said to the chat, and says whose chat it is. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "ChatHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class ChatController {
  private final Chat chat;
  private final ChatProfiles profiles;
  private final JobKinds kinds;
  private final JobLinks links;
  private final Callers callers;
  private final boolean open;
  private final JsonMapper json;
  private final Clock clock;

  ChatController(
      Chat chat,
      ChatProfiles profiles,
      JobKinds kinds,
      JobLinks links,
      Callers callers,
      @Value("${lotara.open-access:false}") boolean open,
      JsonMapper json,
      Clock clock) {
    this.chat = chat;
    this.profiles = profiles;
    this.kinds = kinds;
    this.links = links;
    this.callers = callers;
    this.open = open;
    this.json = json;
    this.clock = clock;
  }

  /**
   * An answer.
   *
   * @param status always {@code success}
   * @param responder who gave it
   * @param jobId the trip that it is about, or null
   * @param links where to follow that trip; empty when there is none
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Said(
      String response,
      String conversationId,
      String timestamp,
      String status,
      String turnId,
      String responder,
      @Nullable String jobId,
      Map<String, String> links) {}

  /** How the chat is. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Health(String status, String timestamp) {}

  /** What a page must know before the first turn; {@code typingDelay} in milliseconds. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Config(int maxMessageLength, int typingDelay, String brandName, String welcomeMessage) {}

  @Post(uris = {"/api/chat", "/v1/chat"})
  HttpResponse<?> chat(HttpRequest<?> request) {
    ChatMessage message = ChatMessage.read(request, kinds, json, clock.instant());
    Caller caller = Access.caller(request);
    links.prepare();
    Chat.Outcome outcome =
        chat.say(
            new Chat.Saying(
                caller.tenant(),
                message.conversationId(),
                message.begins(),
                message.turnId(),
                message.text(),
                message.userId(),
                message.user(),
                new Rights(caller.may(Scope.APPROVE))));
    return switch (outcome) {
      case Chat.Outcome.Answered answered -> answer(request, message, caller, answered);
      case Chat.Outcome.Unknown unknown -> throw ConversationsController.noSuchConversation();
      case Chat.Outcome.IdReused reused -> throw IdempotencyKey.reused();
      case Chat.Outcome.Busy busy -> throw ApiException.conflict("Another message of this conversation is still being answered.", null);
    };
  }

  private HttpResponse<?> answer(HttpRequest<?> request, ChatMessage message, Caller caller, Chat.Outcome.Answered answered) {
    Turn turn = answered.turn();
    Said said =
        new Said(
            turn.response(),
            answered.conversationId(),
            JobView.time(turn.at()),
            "success",
            turn.id(),
            turn.responder(),
            turn.jobId(),
            turn.jobId() == null ? Map.of() : links.of(new JobKey(caller.tenant(), turn.jobId()), turn.at()));
    boolean v1 = RoutePath.event(request).getRawPath().startsWith("/v1/");
    return switch (v1 ? ChatForm.of(request, message.sdk()) : ChatForm.JSON) {
      case JSON -> HttpResponse.ok(said).contentType(MediaType.APPLICATION_JSON_TYPE);
      case TEXT -> HttpResponse.ok(turn.response()).header("Content-Type", "text/plain; charset=utf-8");
      case STREAM -> ChatForm.stream(said, json);
    };
  }

  @Get("/api/health")
  HttpResponse<Health> health() {
    return HttpResponse.ok(new Health("healthy", JobView.time(clock.instant()))).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** Of the tenant whose key comes along; a page may ask before it has one, and is told of Lotara. */
  @Get("/api/config")
  HttpResponse<Config> config(HttpRequest<?> request) {
    String tenant =
        open ? Access.OPEN_TENANT : callers.caller(request.getHeaders().get("X-API-Key")).map(Caller::tenant).orElse(Callers.DEFAULT_TENANT);
    ChatSettings settings = profiles.of(tenant);
    return HttpResponse.ok(new Config(ChatMessage.LONGEST, 500, settings.brandName(), settings.welcomeMessage()))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
