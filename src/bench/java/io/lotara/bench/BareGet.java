package io.lotara.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** As little as a status function can do: one consistent GetItem with the SDK, and its attributes as JSON, with no framework in between. */
public final class BareGet implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final DynamoDbClient client;
  private final String table;

  /** With the same client that the service's functions use. */
  public BareGet(ApplicationContext context) {
    client = context.getBean(DynamoDbClient.class);
    table = context.getRequiredProperty("lotara.table", String.class);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    String pk = "T#open#J#" + event.getPathParameters().get("job_id");
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("JOB"));
    Map<String, AttributeValue> item = client.getItem(r -> r.tableName(table).key(key).consistentRead(true)).item();
    String body =
        item.entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":\"" + text(e.getValue()) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(200)
        .withHeaders(Map.of("Content-Type", "application/json"))
        .withBody(body)
        .build();
  }

  private static String text(AttributeValue value) {
    return value.s() == null ? value.n() : value.s().replace("\"", "'");
  }
}
