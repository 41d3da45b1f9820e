package io.lotara.bench.plain;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tells how a job stands without a framework: one consistent read of the same item, its attributes as JSON, and links that are signed. */
public final class PlainStatus implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final JsonFactory json = new JsonFactory();
  private final DynamoDbClient dynamo = Plain.dynamo();
  private final Priming priming = Priming.of(this);

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    String id = event.getPathParameters().get("job_id");
    Map<String, AttributeValue> item = Plain.read(dynamo, "T#open#J#" + id, "JOB");
    if (item.isEmpty()) {
      return APIGatewayV2HTTPResponse.builder().withStatusCode(404).withBody("{\"error\":\"JobNotFound\"}").build();
    }
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(200)
        .withHeaders(Plain.headers(event.getRequestContext().getRequestId()))
        .withBody(write(id, item))
        .build();
  }

  private String write(String id, Map<String, AttributeValue> item) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("job_id", id);
      for (Map.Entry<String, AttributeValue> value : item.entrySet()) {
        AttributeValue v = value.getValue();
        if (v.s() != null) {
          out.writeStringField(value.getKey(), v.s());
        } else if (v.n() != null) {
          out.writeFieldName(value.getKey());
          out.writeNumber(v.n());
        } else if (v.b() != null) {
          out.writeBinaryField(value.getKey(), v.b().asByteArrayUnsafe());
        }
      }
      String token = Plain.token(dynamo, id);
      for (String view : new String[] {"status", "events", "stream"}) {
        out.writeStringField("public_" + view, "/v1/public/jobs/" + id + "/" + view + "?token=" + token);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
