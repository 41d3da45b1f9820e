package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each function may do, held to the table that somebody has read and agreed to: {@code src/docs/permissions.md}. */
class PermissionMatrixTest {
  private static final Path MATRIX = Path.of("src/docs/permissions.md");

  /** Rows as the document has them, {@code | function | resource | actions |}. */
  private static TreeSet<String> reviewed() throws IOException {
    return Files.readAllLines(MATRIX).stream()
        .filter(line -> line.matches("\\| [A-Z]\\w+ \\|.*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<String> present(Map<String, Object> template) {
    Map<String, TreeSet<String>> actions = new TreeMap<>();
    for (Grant grant : Grant.of(template)) {
      actions.computeIfAbsent("%s | %s".formatted(grant.holder(), grant.resource()), k -> new TreeSet<>()).add(grant.action());
    }
    TreeSet<String> rows = new TreeSet<>();
    actions.forEach((key, allowed) -> rows.add("| %s | %s |".formatted(key, String.join(" ", allowed))));
    return rows;
  }

  @Test
  void nobodyMayMoreThanWasAgreed() throws IOException {
    TreeSet<String> reviewed = reviewed();
    TreeSet<String> present = present(Slip.none());
    TreeSet<String> unknown = new TreeSet<>(present);
    unknown.removeAll(reviewed);
    TreeSet<String> gone = new TreeSet<>(reviewed);
    gone.removeAll(present);
    if (!unknown.isEmpty() || !gone.isEmpty()) {
      fail(
          """
          %s does not say what template.yaml allows. If each permission is needed and no narrower one would do,
          add these rows:
          %s
          and remove these:
          %s"""
              .formatted(MATRIX, String.join("\n", unknown), String.join("\n", gone)));
    }
  }

  /** Ways to allow more that are no plain statement of a function, and statements that say more than they seem to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Resources.DocsHandler.Properties.Policies | [{DynamoDBCrudPolicy: {TableName: !Ref Table}}]",
        "Resources.DocsHandler.Properties.Policies | [AmazonDynamoDBFullAccess]",
        "Resources.DocsHandler.Properties.Policies | AmazonDynamoDBFullAccess",
        "Resources.DocsHandler.Properties.Policies | !If [HasApiKey, [AmazonDynamoDBFullAccess], !Ref 'AWS::NoValue']",
        "Resources.PlanHandler.Properties.Policies.+ | {SQSSendMessagePolicy: {QueueName: !GetAtt WatchQueue.QueueName}}",
        "Resources.PlanHandler.Properties.Policies.0.Version | '2012-10-17'",
        "Resources.PlanHandler.Properties.Policies.0.Statement.0.NotAction | dynamodb:DeleteTable",
        "Resources.PlanHandler.Properties.Policies.0.Statement.0.Condition | {Bool: {aws:SecureTransport: true}}",
        "Resources.PlanHandler.Properties.Policies.0.Statement.0.Effect | Deny",
        "Resources.PlanHandler.Properties.Policies.0.Statement.0.Resource | Table",
        "Resources.PlanHandler.Properties.Policies.0.Statement.0.Resource | !Ref Table",
        "Resources.PlanHandler.Properties.Policies.0.Statement.0.Resource | !Join ['', [!GetAtt Table.Arn, '*']]",
        "Resources.PlanHandler.Properties.Policies.0.Statement.0.Resource.Fn::GetAtt | [Table, StreamArn]",
        "Resources.PlanHandler.Properties.Policies.0.Statement.3.Fn::If.2 | {Effect: Allow, Action: ssm:GetParameter, Resource: '*'}",
        "Resources.PlanHandler.Properties.Policies.0.Statement.3.Fn::If.2 | !Ref ApiKeyName",
        "Resources.ChatSettingsHandler.Properties.Policies.0.Statement.1.Fn::If.1.Resource.Fn::Sub.1.Prefix | other-bucket",
        "Resources.ChatSettingsHandler.Properties.Policies.0.Statement.1.Fn::If.1.Resource.Fn::Sub.1.Prefix | '*'",
        "Resources.ChatSettingsHandler.Properties.Policies.0.Statement.1.Fn::If.1.Resource.Fn::Sub.1.Prefix | !Select [1, !Split ['s3://', !Ref ReferenceTables]]",
        "Resources.ChatSettingsHandler.Properties.Policies.0.Statement.1.Fn::If.1.Resource.Fn::Sub.1.Prefix | !Select [0, !Split ['/', !Ref ChatTexts]]",
        "Resources.DocsHandler.Properties.Role | arn:aws:iam::123456789012:role/Admin",
        "Resources.DocsHandler.Properties.FunctionUrlConfig | {AuthType: NONE}",
        "Resources.DocsHandler.Properties.Events.Changes | {Type: DynamoDB, Properties: {Stream: !GetAtt Table.StreamArn, StartingPosition: LATEST}}",
        "Resources.DocsHandler.Connectors | {Jobs: {Properties: {Destination: {Id: Table}, Permissions: [Read, Write]}}}",
        "Resources.More | {Type: AWS::IAM::Policy, Properties: {PolicyName: more, Roles: [!Ref PlanHandlerRole]}}",
        "Resources.More | {Type: AWS::IAM::Role}",
        "Resources.More | {Type: AWS::Serverless::Connector}",
        "Resources.More | {Type: AWS::SQS::QueuePolicy}",
        "Resources.More | {Type: AWS::Lambda::Permission}",
        "Globals.HttpApi.Auth.EnableIamAuthorizer | true",
        "Transform | [AWS::Serverless-2016-10-31, Macro]",
        "Mappings.More.of.it | x"
      })
  void aSlipIsSeen(String where, String value) throws IOException {
    assertNotEquals(reviewed(), present(Slip.at(where, value)));
  }

  @Test
  void aSlipThatChangesNothingIsNone() throws IOException {
    assertEquals(reviewed(), present(Slip.at("Resources.PlanHandler.Properties.Policies.0.Statement.0.Resource", "!GetAtt Table.Arn")));
  }
}
