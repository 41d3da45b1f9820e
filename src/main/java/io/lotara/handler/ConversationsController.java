package io.lotara.handler;

import io.lotara.chat.Conversations;
import io.lotara.chat.Turn;
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
  record Line(
      int id, String turnId, String message, String response, String responder, @Nullable String jobId, String timestamp) {}

  /**
   * Turns, the oldest first.
   *
   * @param next what to give as {@code after} to see what follows
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record History(String conversationId, String status, List<Line> turns, int next) {}

  /** It is done. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Done(String status, String message) {}

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
