package io.lotara.handler;

import io.lotara.chat.Chat;
import io.lotara.chat.ChatProfiles;
import io.lotara.chat.ChatSettings;
import io.lotara.chat.Rights;
import io.lotara.chat.Turn;
import io.lotara.handler.openapi.ChatRequest;
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
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
  @Schema(name = "ChatAnswer")
  record Said(
      String response,
      String conversationId,
      @Schema(format = "date-time") String timestamp,
      @Schema(type = "string", allowableValues = "success") String status,
      String turnId,
      String responder,
      @Nullable String jobId,
      Map<String, String> links) {}

  /** How the chat is. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "ChatHealth")
  record Health(
      @Schema(type = "string", allowableValues = "healthy") String status, @Schema(format = "date-time") String timestamp) {}

  /** What a page must know before the first turn; {@code typingDelay} in milliseconds. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "ChatConfig")
  record Config(int maxMessageLength, int typingDelay, String brandName, String welcomeMessage) {}

  /**
   * Answers a message. {@code /v1/chat} takes what the AI SDK sends too, and answers as {@code stream} or else {@code Accept} has it: JSON,
   * the AI SDK's stream of UI messages, or the text alone.
   */
  @Operation(
      operationId = "chat",
      tags = "Chat",
      parameters = {
        @Parameter(
            name = "stream",
            in = ParameterIn.QUERY,
            description =
                "The form of the answer of `/v1/chat`, whatever `Accept` says: `text` for the AI SDK's `TextStreamChatTransport`, `ui` "
                    + "for its"
                    + " `DefaultChatTransport`",
            schema = @Schema(type = "string", allowableValues = {"text", "ui"})),
        @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "Names the turn where `turn_id` does not: a turn that is sent again is answered once")
      })
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(oneOf = {ChatRequest.class, ChatRequest.UiMessages.class})))
  @ApiResponse(
      responseCode = "200",
      description = "The answer",
      headers = {@Header(name = "Cache-Control"), @Header(name = "x-vercel-ai-ui-message-stream")},
      content = {
        @Content(schema = @Schema(implementation = Said.class)),
        @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")),
        @Content(mediaType = "text/plain", schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "404", description = "There is no such conversation, or it is another tenant's")
  @ApiResponse(responseCode = "409", description = "Another message of the conversation is still being answered")
  @Post(uris = {"/api/chat", "/v1/chat"})
  HttpResponse<?> chat(HttpRequest<?> request) {
    ChatMessage message = ChatMessage.read(request, kinds, json, clock.instant());
    ChatForm form = RoutePath.event(request).getRawPath().startsWith("/v1/") ? ChatForm.of(request, message.sdk()) : ChatForm.JSON;
    Caller caller = Access.caller(request);
    links.prepare();
    Chat.Outcome outcome = say(caller, message, message.turnId());
    if (outcome instanceof Chat.Outcome.IdReused && message.sdk() && IdempotencyKey.read(request) == null) {
      // A page of the AI SDK lets people edit what they said: the message keeps its id.
      outcome = say(caller, message, message.editedTurnId());
    }
    return switch (outcome) {
      case Chat.Outcome.Answered answered -> answer(form, caller, answered);
      case Chat.Outcome.Unknown unknown -> throw ConversationsController.noSuchConversation();
      case Chat.Outcome.IdReused reused ->
          throw message.turnId().equals(IdempotencyKey.read(request)) ? IdempotencyKey.reused() : ChatMessage.turnReused();
      case Chat.Outcome.Busy busy -> throw ApiException.conflict("Another message of this conversation is still being answered.", null);
    };
  }

  private Chat.Outcome say(Caller caller, ChatMessage message, @Nullable String turnId) {
    return chat.say(
        new Chat.Saying(
            caller.tenant(),
            message.conversationId(),
            message.begins(),
            turnId,
            message.text(),
            message.userId(),
            message.user(),
            new Rights(caller.may(Scope.APPROVE))));
  }

  private HttpResponse<?> answer(ChatForm form, Caller caller, Chat.Outcome.Answered answered) {
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
    return switch (form) {
      case JSON -> HttpResponse.ok(said).contentType(MediaType.APPLICATION_JSON_TYPE);
      case TEXT -> HttpResponse.ok(turn.response()).header("Content-Type", "text/plain; charset=utf-8");
      case STREAM -> ChatForm.stream(said, json);
    };
  }

  /** How the chat is. */
  @Operation(operationId = "chatHealth", tags = "Chat")
  @ApiResponse(responseCode = "200", description = "Well", content = @Content(schema = @Schema(implementation = Health.class)))
  @Get("/api/health")
  HttpResponse<Health> health() {
    return HttpResponse.ok(new Health("healthy", JobView.time(clock.instant()))).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** What a page has to know of the chat. That of the tenant whose key comes along; without one that of Lotara. */
  @Operation(operationId = "chatConfig", tags = "Chat")
  @ApiResponse(responseCode = "200", description = "The settings", content = @Content(schema = @Schema(implementation = Config.class)))
  @ApiResponse(responseCode = "503", description = "The store is throttling")
  @Get("/api/config")
  HttpResponse<Config> config(HttpRequest<?> request) {
    String tenant =
        open ? Access.OPEN_TENANT : callers.caller(request.getHeaders().get("X-API-Key")).map(Caller::tenant)
            .orElse(Callers.DEFAULT_TENANT);
    ChatSettings settings = profiles.of(tenant);
    return HttpResponse.ok(new Config(ChatMessage.LONGEST, 500, settings.brandName(), settings.welcomeMessage()))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
