package io.lotara.handler;

import io.lotara.digest.Sha256;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The document of the API, and a page to browse it by; nothing of it comes from elsewhere. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "DocsHandler")
@Produces(MediaType.ALL)
class DocsController {
  private static final String DOCUMENT = "openapi.json";
  private static final String PAGE = "index.html";

  /** The files behind the page. */
  private static final Map<String, String> TYPES =
      Map.of(
          "swagger-ui.css", "text/css; charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
          "swagger-ui-bundle.js.LICENSE.txt", "text/plain; charset=utf-8",
          "start.js", "text/javascript; charset=utf-8");

  /** The page's styles stand in attributes and pictures in its style sheet; it talks to this API alone. */
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

  private final JsonMapper json;
  private final String version;
  private final Map<String, Text> texts = new ConcurrentHashMap<>();

  DocsController(JsonMapper json, @Value("${lotara.version:dev}") String version) {
    this.json = json;
    this.version = version;
  }

  /** What is served, with its entity tag. */
  private record Text(String text, String tag) {
    static Text of(String text) {
      return new Text(text, "\"" + Sha256.hex(text, 12) + "\"");
    }
  }

  /** This document: the API in OpenAPI 3.1. */
  @Operation(operationId = "openapi", tags = "Service")
  @ApiResponse(
      responseCode = "200",
      description = "The document",
      headers = {@Header(name = "ETag", required = true), @Header(name = "Cache-Control", required = true)},
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  @ApiResponse(responseCode = "304", description = "The client has it already (`If-None-Match`)")
  @Get("/openapi.json")
  HttpResponse<?> document(HttpRequest<?> request) {
    return answer(request, texts.computeIfAbsent(DOCUMENT, name -> Text.of(written())), MediaType.APPLICATION_JSON, "no-cache");
  }

  /** A page to browse this document by, and to try it. */
  @Operation(operationId = "docs", tags = "Service")
  @ApiResponse(
      responseCode = "200",
      description = "The page",
      headers = {
        @Header(name = "ETag", required = true),
        @Header(name = "Cache-Control", required = true),
        @Header(name = "Content-Security-Policy", required = true)
      },
      content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "304", description = "The client has it already (`If-None-Match`)")
  @Get("/docs")
  HttpResponse<?> page(HttpRequest<?> request) {
    return answer(request, text(PAGE), "text/html; charset=utf-8", "no-cache").header("Content-Security-Policy", POLICY);
  }

  /** A file behind that page: Swagger UI. */
  @Operation(operationId = "docsFile", tags = "Service")
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      headers = {@Header(name = "ETag", required = true), @Header(name = "Cache-Control", required = true)},
      content = {
        @Content(mediaType = "text/css", schema = @Schema(type = "string")),
        @Content(mediaType = "text/javascript", schema = @Schema(type = "string")),
        @Content(mediaType = "text/plain", schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "304", description = "The client has it already (`If-None-Match`)")
  @ApiResponse(
      responseCode = "404",
      description = "There is no such file",
      content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
  @Get("/docs/{file}")
  HttpResponse<?> file(HttpRequest<?> request) {
    String name = RoutePath.variable(request, "file");
    String type = name == null ? null : TYPES.get(name);
    if (type == null) {
      throw new ApiException(HttpStatus.NOT_FOUND, "NotFound", "There is no such file.", null, List.of());
    }
    return answer(request, text(name), type, "public, max-age=86400");
  }

  private static MutableHttpResponse<?> answer(HttpRequest<?> request, Text text, String type, String caching) {
    MutableHttpResponse<?> answer =
        ETags.matches(request, text.tag())
            ? HttpResponse.notModified()
            : HttpResponse.ok(text.text()).header(HttpHeaders.CONTENT_TYPE, type);
    return answer.header(HttpHeaders.ETAG, text.tag()).header(HttpHeaders.CACHE_CONTROL, caching);
  }

  private String written() {
    return ApiDocument.read(json, version);
  }

  private Text text(String name) {
    return texts.computeIfAbsent(
        name,
        file -> {
          try (InputStream in = DocsController.class.getResourceAsStream("/lotara/docs/" + file)) {
            return Text.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
