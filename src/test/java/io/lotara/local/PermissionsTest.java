package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/** A policy allows what it says and no more. */
class PermissionsTest {
  private static final Permissions.Names NAMES =
      new Permissions.Names() {
        @Override
        public String tableArn(String name) {
          return "arn:table/" + name;
        }

        @Override
        public String queueArn(String url) {
          return "arn:queue:" + url;
        }
      };

  private static final Permissions PERMISSIONS =
      Permissions.of(
              "F",
              List.of(
                  Map.of(
                      "Statement",
                      List.of(
                          Map.of("Effect", "Allow", "Action", List.of("dynamodb:GetItem", "dynamodb:PutItem"), "Resource", "arn:table/T"),
                          Map.of("Effect", "Allow", "Action", "dynamodb:Query", "Resource", "arn:table/T/index/due"),
                          Map.of("Effect", "Allow", "Action", "sqs:Send*", "Resource", "arn:queue:q")))),
              NAMES)
          .orElseThrow();

  private static void call(String service, String operation, SdkRequest request) {
    var attributes = new ExecutionAttributes();
    attributes.putAttribute(SdkExecutionAttribute.SERVICE_NAME, service);
    attributes.putAttribute(SdkExecutionAttribute.OPERATION_NAME, operation);
    PERMISSIONS.beforeExecution(() -> request, attributes);
  }

  private static void assertDenied(String what, String service, String operation, SdkRequest request) {
    var denied = assertThrows(AwsServiceException.class, () -> call(service, operation, request));
    assertEquals("AccessDeniedException", denied.awsErrorDetails().errorCode());
    assertTrue(denied.awsErrorDetails().errorMessage().contains(what), denied.awsErrorDetails().errorMessage());
  }

  @Test
  void whatAStatementNamesIsAllowed() {
    assertDoesNotThrow(() -> call("DynamoDb", "GetItem", GetItemRequest.builder().tableName("T").build()));
    assertDoesNotThrow(() -> call("DynamoDb", "Query", QueryRequest.builder().tableName("T").indexName("due").build()));
    assertDoesNotThrow(() -> call("Sqs", "SendMessageBatch", SendMessageBatchRequest.builder().queueUrl("q").build()));
    assertDoesNotThrow(() -> call("DynamoDb", "TransactWriteItems", transaction(false)));
  }

  @Test
  void anotherActionTableIndexOrQueueIsNot() {
    assertDenied("dynamodb:GetItem on resource: arn:table/U", "DynamoDb", "GetItem", GetItemRequest.builder().tableName("U").build());
    assertDenied("dynamodb:Query on resource: arn:table/T", "DynamoDb", "Query", QueryRequest.builder().tableName("T").build());
    assertDenied("arn:table/T/index/x", "DynamoDb", "Query", QueryRequest.builder().tableName("T").indexName("x").build());
    assertDenied("sqs:SendMessage", "Sqs", "SendMessageBatch", SendMessageBatchRequest.builder().queueUrl("other").build());
    assertDenied("dynamodb:DeleteItem", "DynamoDb", "TransactWriteItems", transaction(true));
  }

  @Test
  void aPolicyThatOnlyAwsKnowsIsNotGuessed() {
    assertEquals(Optional.empty(), Permissions.of("F", List.of("AmazonDynamoDBFullAccess"), NAMES));
    assertEquals(Optional.empty(), Permissions.of("F", List.of(Map.of("DynamoDBCrudPolicy", Map.of("TableName", "T"))), NAMES));
  }

  private static TransactWriteItemsRequest transaction(boolean delete) {
    return TransactWriteItemsRequest.builder()
        .transactItems(
            item -> item.put(put -> put.tableName("T").item(Map.of())),
            item -> {
              if (delete) {
                item.delete(gone -> gone.tableName("T").key(Map.of()));
              } else {
                item.put(put -> put.tableName("T").item(Map.of()));
              }
            })
        .build();
  }
}
