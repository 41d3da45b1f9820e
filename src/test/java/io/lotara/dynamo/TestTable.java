package io.lotara.dynamo;

import io.lotara.e2e.Backend;
import io.lotara.job.JobKey;
import io.lotara.job.JobReducer;
import io.lotara.job.Timing;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * A table of its own, and the adapters on it. It stands in DynamoDB Local in this JVM, on loopback and a free port, or where {@link Backend}
 * says.
 */
public final class TestTable implements AutoCloseable {
  private final Server server;
  private final LocalDynamoDBRequestHandler database;
  private final String name = "test-" + UUID.randomUUID();
  private final ApplicationContext context;

  /**
   * Makes the table.
   *
   * @param interceptors see every call to the store
   */
  public TestTable(ExecutionInterceptor... interceptors) throws Exception {
    String endpoint = Backend.chosen().endpoint().map(URI::toString).orElse("");
    if (endpoint.isEmpty()) {
      database = new LocalDynamoDBRequestHandler(0, true, null, true, false);
      server = new Server();
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.setHandler(new LocalDynamoDBServerHandler(database, null));
      server.start();
      endpoint = "http://127.0.0.1:" + connector.getLocalPort();
    } else {
      database = null;
      server = null;
    }
    context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "lotara.table", name,
                    "lotara.agent-queue", endpoint + "/000000000000/agents",
                    "lotara.aws.dynamodb-endpoint", endpoint,
                    "lotara.aws.sqs-endpoint", endpoint,
                    "lotara.aws.region", "us-east-1"))
            .build()
            .start();
    absent(Clock.class, Clock.systemUTC());
    absent(JobReducer.class, new JobReducer(Timing.standard()));
    List.of(interceptors).forEach(i -> context.registerSingleton(ExecutionInterceptor.class, i));
    create();
  }

  private <T> void absent(Class<T> type, T bean) {
    if (!context.containsBean(type)) {
      context.registerSingleton(type, bean);
    }
  }

  private void create() {
    client()
        .createTable(
            r ->
                r.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        attribute(ItemKey.PK, ScalarAttributeType.S),
                        attribute(ItemKey.SK, ScalarAttributeType.S),
                        attribute(DueIndex.SHARD, ScalarAttributeType.S),
                        attribute(DueIndex.AT, ScalarAttributeType.N),
                        attribute(UserIndex.USER, ScalarAttributeType.S),
                        attribute(UserIndex.PLACE, ScalarAttributeType.S))
                    .keySchema(key(ItemKey.PK, KeyType.HASH), key(ItemKey.SK, KeyType.RANGE))
                    .globalSecondaryIndexes(
                        i ->
                            i.indexName(DueIndex.NAME)
                                .keySchema(key(DueIndex.SHARD, KeyType.HASH), key(DueIndex.AT, KeyType.RANGE))
                                .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY)),
                        i ->
                            i.indexName(UserIndex.NAME)
                                .keySchema(key(UserIndex.USER, KeyType.HASH), key(UserIndex.PLACE, KeyType.RANGE))
                                .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))));
    client().waiter().waitUntilTableExists(r -> r.tableName(name));
    client()
        .updateTimeToLive(
            r -> r.tableName(name).timeToLiveSpecification(t -> t.attributeName(JobItemCodec.TTL).enabled(true)));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /** A bean, such as an adapter by its port. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** When each item that belongs to a job goes, in seconds, by its sort key. */
  public Map<String, Object> expiries(JobKey job) {
    Map<String, Object> expiries = new TreeMap<>();
    bean(Table.class)
        .expiries(job)
        .forEach((key, at) -> expiries.put(key.get(ItemKey.SK).s(), at.map(seconds -> Long.parseLong(seconds.n()))));
    return expiries;
  }

  DynamoDbClient client() {
    return bean(DynamoDbClient.class);
  }

  String name() {
    return name;
  }

  @Override
  public void close() throws Exception {
    client().deleteTable(r -> r.tableName(name));
    context.close();
    if (server != null) {
      server.stop();
      database.shutdown();
    }
  }
}
