package io.lotara.handler;

import io.lotara.chat.Conversations;
import io.lotara.chat.Turn;
import io.lotara.handler.openapi.NoFields;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Shows what was said in a conversation, and forgets it. */
@Controller("/api/conversations/{conversation_id}")
@Requires(property = LotaraFunction.PROPERTY, value = "ChatHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class ConversationsController {
  private final Conversations conversations;
  private final Clock clock;

  ConversationsController(Conversations conversations, Clock clock) {
    this.conversations = conversations;
    this.clock = clock;
  }

  /**
   * A turn.
   *
   * @param id its number, from 1 and without gaps
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "ChatTurn")
  record Line(
      int id, String turnId, String message, String response, String responder, @Nullable String jobId,
      @Schema(format = "date-time") String timestamp) {}

  /**
   * Turns, the oldest first.
   *
   * @param next what to give as {@code after} to see what follows
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "ChatHistory")
  record History(
      String conversationId,
      @Schema(type = "string", allowableValues = "success") String status,
      List<Line> turns, int next) {}

  /** It is done. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "ChatDone")
  record Done(@Schema(type = "string", allowableValues = "success") String status, String message) {}

  /** What was said, the oldest first. */
  @Operation(
      operationId = "conversation",
      tags = "Chat",
      parameters = {
        @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The last turn that the client has",
            schema = @Schema(type = "integer", minimum = "0", defaultValue = "0")),
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many at most",
            schema = @Schema(type = "integer", minimum = "1"))
      })
  @ApiResponse(responseCode = "200", description = "The turns", content = @Content(schema = @Schema(implementation = History.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such conversation, or it is another tenant's",
      content = @Content(schema = @Schema(implementation = ChatProblem.class)))
  @ApiResponse(responseCode = "422", description = "A parameter is no such number")
  @Get
  HttpResponse<History> history(HttpRequest<?> request) {
    QueryFields query = new QueryFields(request);
    int after = query.number("after", 0, 99_999_998, 0);
    int limit = query.number("limit", 1, Conversations.MOST, Conversations.MOST);
    String tenant = Access.tenant(request);
    String id = RoutePath.variable(request, "conversation_id");
    Instant now = clock.instant();
    if (conversations.find(tenant, id, now).isEmpty()) {
      throw noSuchConversation();
    }
    List<Line> lines = conversations.page(tenant, id, after, limit, now).stream().map(ConversationsController::line).toList();
    return HttpResponse.ok(new History(id, "success", lines, lines.isEmpty() ? after : lines.getLast().id()))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static Line line(Turn turn) {
    return new Line(
        turn.number(), turn.id(), turn.message(), turn.response(), turn.responder(), turn.jobId(), JobView.time(turn.at()));
  }

  /** Forgets a conversation. */
  @Operation(operationId = "forgetConversation", tags = "Chat")
  @RequestBody(content = @Content(schema = @Schema(implementation = NoFields.class)))
  @ApiResponse(responseCode = "200", description = "It is forgotten", content = @Content(schema = @Schema(implementation = Done.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such conversation, or it is another tenant's",
      content = @Content(schema = @Schema(implementation = ChatProblem.class)))
  @Delete
  HttpResponse<Done> delete(HttpRequest<?> request) {
    JsonBody.object(request);
    if (!conversations.delete(Access.tenant(request), RoutePath.variable(request, "conversation_id"), clock.instant())) {
      throw noSuchConversation();
    }
    return HttpResponse.ok(new Done("success", "The conversation is deleted.")).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  static ApiException noSuchConversation() {
    return new ApiException(HttpStatus.NOT_FOUND, "NotFound", "There is no such conversation.", null, List.of());
  }
}
