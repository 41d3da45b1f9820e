package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.lotara.job.JobKind.Violation;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a request's body as the contract has it: JSON in UTF-8, up to 64 KiB, nested up to 20 deep, an object. */
final class JsonBody {
  static final int MAX_BYTES = 64 * 1024;
  static final String TOO_LARGE = "The body may have up to 64 KiB.";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonBody() {}

  /**
   * The body as an object; no body is an empty object. It is read from the event: the adapter would take forms apart, and knows no route for
   * an empty body.
   *
   * @throws ApiException 400, 413, 415 or 422
   */
  static JsonNode object(HttpRequest<?> request) {
    byte[] body = bytes(request);
    if (body.length == 0) {
      return JsonNode.createObjectNode(Map.of());
    }
    if (body.length > MAX_BYTES) {
      throw new ApiException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "PayloadTooLarge", TOO_LARGE, null, List.of());
    }
    boolean json =
        request.getContentType().map(MediaType::getName).filter(MediaType.APPLICATION_JSON::equalsIgnoreCase).isPresent();
    if (!json) {
      throw new ApiException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "UnsupportedMediaType",
          "The Content-Type must be application/json.",
          null,
          List.of());
    }
    JsonNode node = parse(body);
    if (!node.isObject()) {
      throw ApiException.invalid(
          List.of(new Violation(List.of("body"), "the body must be a JSON object", "object_type")));
    }
    return node;
  }

  private static byte[] bytes(HttpRequest<?> request) {
    APIGatewayV2HTTPEvent event = RoutePath.event(request);
    String body = event.getBody();
    if (body == null) {
      return new byte[0];
    }
    return event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(text(body))) {
      parser.nextToken();
      JsonNode node = node(parser);
      if (parser.nextToken() != null) {
        throw ApiException.badRequest("The body must be one JSON value.");
      }
      return node;
    } catch (CharacterCodingException e) {
      throw ApiException.badRequest("The body must be UTF-8.");
    } catch (IOException e) {
      throw ApiException.badRequest("The body must be well-formed JSON, nested up to 20 deep.");
    }
  }

  private static String text(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static JsonNode node(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("nothing to read");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, node(parser));
        }
        yield JsonNode.createObjectNode(fields);
      }
      case START_ARRAY -> {
        List<JsonNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node(parser));
        }
        yield JsonNode.createArrayNode(items);
      }
      case VALUE_STRING -> JsonNode.createStringNode(parser.getText());
      case VALUE_NUMBER_INT -> JsonNode.createNumberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> JsonNode.createNumberNode(parser.getDecimalValue());
      case VALUE_TRUE -> JsonNode.createBooleanNode(true);
      case VALUE_FALSE -> JsonNode.createBooleanNode(false);
      case VALUE_NULL -> JsonNode.nullNode();
      default -> throw new IOException("a value was expected");
    };
  }
}
