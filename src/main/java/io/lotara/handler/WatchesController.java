package io.lotara.handler;

import com.fasterxml.uuid.Generators;
import io.lotara.digest.Sha256;
import io.lotara.handler.openapi.WatchChange;
import io.lotara.handler.openapi.WatchRequest;
import io.lotara.job.IdempotencyKeys;
import io.lotara.suggestion.DeleteWatch;
import io.lotara.suggestion.Watch;
import io.lotara.suggestion.WatchKey;
import io.lotara.suggestion.WatchPrices;
import io.lotara.suggestion.WatchRules;
import io.lotara.suggestion.WatchStore;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Makes, shows, changes and deletes price watches. */
@Controller("/v1/watches")
@Requires(property = LotaraFunction.PROPERTY, value = "WatchesHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class WatchesController {
  private static final int USUAL = 20;

  /** Writers that a change gives way to. */
  private static final int TRIES = 10;

  private final WatchStore store;
  private final WatchRules rules;
  private final WatchPrices prices;
  private final IdempotencyKeys keys;
  private final DeleteWatch deleteWatch;
  private final JsonMapper json;
  private final Clock clock;

  WatchesController(
      WatchStore store, WatchRules rules, WatchPrices prices, IdempotencyKeys keys, DeleteWatch deleteWatch, JsonMapper json, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.prices = prices;
    this.keys = keys;
    this.deleteWatch = deleteWatch;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A page, the newest first.
   *
   * @param nextCursor null on the last page
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "WatchListing")
  record Listing(List<PriceWatch> watches, @Nullable String nextCursor) {}

  /** Begins to watch a price: a drop by more than the threshold suggests a trip. */
  @Operation(operationId = "createWatch", tags = "Watches", parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER))
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = WatchRequest.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The watch",
      headers = @Header(name = "Location", required = true),
      content = @Content(schema = @Schema(implementation = PriceWatch.class)))
  @Post
  HttpResponse<PriceWatch> create(HttpRequest<?> request) {
    JsonNode body = JsonBody.object(request);
    String key = IdempotencyKey.read(request);
    WatchFields.Wanted wanted = new WatchFields(body, prices, today()).create();
    String tenant = Access.tenant(request);
    Instant now = Instant.ofEpochMilli(clock.millis());
    String id = Generators.timeBasedEpochGenerator().generate().toString();
    if (key != null) {
      String fingerprint = Sha256.hex(CanonicalJson.bytes(json, body));
      IdempotencyKeys.Taken taken = keys.take(tenant, DeleteWatch.SCOPE, key, fingerprint, id, now);
      if (!taken.fingerprint().equals(fingerprint)) {
        throw IdempotencyKey.reused();
      }
      id = taken.jobId();
      now = taken.at();
    }
    // A repeated request is told what the first one was, whatever was changed in the watch since; with the watch the key is forgotten.
    Watch watch =
        Watch.begin(
                new WatchKey(tenant, id), wanted.userId(), wanted.journey(), wanted.thresholdPercent(), wanted.baseline(), wanted.active(), now)
            .under(key);
    store.create(watch);
    return HttpResponse.status(HttpStatus.CREATED)
        .body(PriceWatch.of(watch))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.LOCATION, "/v1/watches/" + id);
  }

  /** A user's price watches, newest first. */
  @Operation(
      operationId = "watches",
      tags = "Watches",
      parameters = {
          @Parameter(
              name = "user_id",
              in = ParameterIn.QUERY,
              required = true,
              description = "Whose",
              schema = @Schema(type = "string", minLength = 1, maxLength = 128)),
          @Parameter(
              name = "limit",
              in = ParameterIn.QUERY,
              description = "How many at most; more than 100 is 100",
              schema = @Schema(type = "integer", minimum = "1", defaultValue = "20")),
          @Parameter(
              name = "cursor",
              in = ParameterIn.QUERY,
              description = "`next_cursor` of the page before",
              schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "200", description = "A page", content = @Content(schema = @Schema(implementation = Listing.class)))
  @ApiResponse(responseCode = "422", description = "A parameter breaks a rule, or the cursor is not one of this list")
  @Get
  HttpResponse<Listing> list(HttpRequest<?> request) {
    QueryFields query = new QueryFields(request);
    String user = query.text("user_id");
    if (user == null) {
      throw QueryFields.wrong("user_id", "this parameter is required", "missing");
    }
    if (user.isEmpty() || user.codePointCount(0, user.length()) > 128) {
      throw QueryFields.wrong("user_id", "must have 1 to 128 characters", "value_error");
    }
    int limit = query.number("limit", 1, WatchStore.MOST, USUAL);
    String tenant = Access.tenant(request);
    Cursor cursor = new Cursor(tenant, "watches of\n" + user);
    // One more than is shown, to know whether there is one.
    WatchStore.Page page = store.page(tenant, user, cursor.read(query.text("cursor")), Math.min(WatchStore.MOST, limit + 1));
    List<Watch> shown = page.watches().subList(0, Math.min(limit, page.watches().size()));
    String end = page.watches().size() > limit ? shown.getLast().place() : page.next();
    return ok(new Listing(shown.stream().map(PriceWatch::of).toList(), end == null ? null : cursor.write(end)));
  }

  /** A price watch with what was seen. */
  @Operation(operationId = "watch", tags = "Watches")
  @ApiResponse(responseCode = "200", description = "The watch", content = @Content(schema = @Schema(implementation = PriceWatch.class)))
  @ApiResponse(responseCode = "404", description = "There is no such watch, or it is another tenant's")
  @Get("/{watch_id}")
  HttpResponse<PriceWatch> get(HttpRequest<?> request) {
    return ok(PriceWatch.of(find(key(request))));
  }

  /** Changes a price watch, pauses it or goes on with it. */
  @Operation(operationId = "changeWatch", tags = "Watches")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = WatchChange.class)))
  @ApiResponse(responseCode = "200", description = "The watch", content = @Content(schema = @Schema(implementation = PriceWatch.class)))
  @ApiResponse(responseCode = "404", description = "There is no such watch, or it is another tenant's")
  @ApiResponse(responseCode = "409", description = "It is being changed by others")
  @Patch("/{watch_id}")
  HttpResponse<PriceWatch> change(HttpRequest<?> request) {
    WatchKey key = key(request);
    find(key);
    JsonNode body = JsonBody.object(request);
    for (int i = 0; i < TRIES; i++) {
      Watch watch = find(key);
      WatchRules.Change change = new WatchFields(body, prices, today()).change(watch.journey());
      Watch next = rules.changed(watch, change, clock.instant());
      if (store.write(next, UUID.randomUUID().toString())) {
        return ok(PriceWatch.of(next));
      }
    }
    throw ApiException.conflict("The watch is being changed by others; try again.", null);
  }

  /** Deletes a price watch. */
  @Operation(operationId = "deleteWatch", tags = "Watches")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", description = "There is no such watch, or it is another tenant's")
  @Delete("/{watch_id}")
  HttpResponse<?> delete(HttpRequest<?> request) {
    if (!deleteWatch.delete(key(request))) {
      throw noSuchWatch();
    }
    return HttpResponse.noContent();
  }

  private Watch find(WatchKey key) {
    return store.read(key).orElseThrow(WatchesController::noSuchWatch);
  }

  private static ApiException noSuchWatch() {
    return ApiException.notFound("There is no such watch.");
  }

  private static WatchKey key(HttpRequest<?> request) {
    return new WatchKey(Access.tenant(request), RoutePath.variable(request, "watch_id"));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static <T> HttpResponse<T> ok(T body) {
    return HttpResponse.ok(body).contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
