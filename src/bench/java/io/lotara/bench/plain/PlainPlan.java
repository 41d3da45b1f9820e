package io.lotara.bench.plain;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Takes a trip in without a framework: reads and checks the body, reads what is set for the tenant (once, as the product keeps it for a minute) and whether
 * it has webhooks, writes the request and the job (about as many bytes as the product does), sends the first step, answers 202 with signed links.
 */
public final class PlainPlan implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final JsonFactory json = new JsonFactory();
  private final DynamoDbClient dynamo = Plain.dynamo();
  private final SqsClient sqs = Plain.sqs();
  private final Priming priming = Priming.of(this);
  private Map<String, AttributeValue> settings;

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    try {
      Map<String, String> body = read(event.getBody());
      String query = body.getOrDefault("query", "");
      String user = body.getOrDefault("user_id", "");
      if (query.isEmpty() || query.length() > 2000 || user.isEmpty() || user.length() > 128) {
        return APIGatewayV2HTTPResponse.builder().withStatusCode(422).withBody("{\"error\":\"ValidationError\"}").build();
      }
      if (settings == null) {
        settings = Plain.read(dynamo, "T#open#SET", "SETTINGS");
      }
      boolean told = dynamo.query(r -> r.tableName(Plain.TABLE).keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
          .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("T#open#HOOKS"), ":prefix", AttributeValue.fromS("EP#")))
          .consistentRead(true).limit(1)).count() > 0;
      String id = UUID.randomUUID().toString();
      String now = Instant.now().toString();
      put(id, "REQ", Map.of("body", AttributeValue.fromB(SdkBytes.fromUtf8String(event.getBody()))));
      Map<String, AttributeValue> job = new HashMap<>();
      job.put("v", AttributeValue.fromN("1"));
      job.put("kind", AttributeValue.fromS("trip"));
      job.put("usr", AttributeValue.fromS(user));
      job.put("st", AttributeValue.fromS("started"));
      job.put("cr", AttributeValue.fromS(now));
      job.put("told", AttributeValue.fromBool(told));
      job.put("plan", AttributeValue.fromS("x".repeat(900)));
      put(id, "JOB", job);
      sqs.sendMessageBatch(r -> r.queueUrl(Plain.QUEUE).entries(e -> e.id("0").messageBody("{\"v\":1,\"job\":\"" + id + "\"}")));
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(202)
          .withHeaders(Plain.headers(event.getRequestContext().getRequestId()))
          .withBody(answer(id, user, now))
          .build();
    } catch (IOException e) {
      return APIGatewayV2HTTPResponse.builder().withStatusCode(400).withBody("{\"error\":\"BadRequest\"}").build();
    }
  }

  private void put(String id, String sort, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> item = new HashMap<>(values);
    item.put("pk", AttributeValue.fromS("PLAIN#" + id));
    item.put("sk", AttributeValue.fromS(sort));
    dynamo.putItem(r -> r.tableName(Plain.TABLE).item(item).conditionExpression("attribute_not_exists(pk)"));
  }

  private Map<String, String> read(String body) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = json.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken().isStructStart()) {
          parser.skipChildren();
        } else {
          fields.put(name, parser.getText());
        }
      }
    }
    return fields;
  }

  private String answer(String id, String user, String now) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("job_id", id);
      out.writeStringField("user_id", user);
      out.writeStringField("status", "started");
      out.writeStringField("message", "The trip is being planned; poll the status link.");
      out.writeStringField("created_at", now);
      out.writeNullField("result");
      out.writeObjectFieldStart("links");
      out.writeStringField("status", "/v1/status/" + id);
      String token = Plain.token(dynamo, id);
      for (String view : new String[] {"status", "events", "stream"}) {
        out.writeStringField("public_" + view, "/v1/public/jobs/" + id + "/" + view + "?token=" + token);
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    return text.toString();
  }
}
