package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The boundary of all roles: what the functions' own policies allow and their runtime needs is inside, and nothing else, so that AWS's own policies,
 * which SAM attaches, allow no log and no queue outside this stack.
 */
class PermissionsBoundaryTest {
  private static final String BOUNDARY = "Boundary";

  /** Characters of a managed policy at the most, spaces not counted (IAM's quota). */
  private static final int LONGEST = 6144;

  private static final Set<String> TRACING = Set.of("\"*\" xray:PutTelemetryRecords", "\"*\" xray:PutTraceSegments");

  /** What somebody may do, a text for each action on a resource. */
  private static TreeSet<String> allowed(Map<String, Object> template, boolean boundary) {
    return Grant.of(template).stream()
        .filter(grant -> grant.holder().equals(BOUNDARY) == boundary)
        .map(grant -> grant.resource() + " " + grant.action())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Map<String, Object>> functions(Map<String, Object> template) {
    return TemplateYaml.properties(template, "AWS::Serverless::Function");
  }

  /** What a function needs of the runtime besides its own policies: to write into its log, which is there already, and to send traces. */
  private static Set<String> runtime(Map<String, Object> template) {
    TreeSet<String> needed = new TreeSet<>(TRACING);
    for (String function : functions(template).keySet()) {
      String log = function.replaceFirst("Handler$", "Log");
      needed.add(log + " logs:CreateLogStream");
      needed.add(log + " logs:PutLogEvents");
    }
    return needed;
  }

  private static TreeSet<String> needed(Map<String, Object> template) {
    TreeSet<String> needed = allowed(template, false);
    needed.addAll(runtime(template));
    return needed;
  }

  @Test
  void everyFunctionIsInside() {
    Map<String, Object> template = Slip.none();
    assertEquals(Map.of("Ref", BOUNDARY), Values.map(Values.map(template, "Globals", ""), "Function", "").get("PermissionsBoundary"));
    functions(template)
        .forEach((function, properties) -> assertTrue(!properties.containsKey("PermissionsBoundary") && !properties.containsKey("Role"), function));
  }

  @Test
  void itAllowsWhatFunctionsNeedAndNothingElse() {
    assertEquals(String.join("\n", needed(Slip.none())), String.join("\n", allowed(Slip.none(), true)));
  }

  /** Texts of chats are called as tenants like, and lie under a prefix of their own. */
  @Test
  void nothingIsAllowedEverywhereButTracing() {
    Set<String> stars = allowed(Slip.none(), true).stream().filter(one -> one.contains("*")).collect(Collectors.toSet());
    stars.removeAll(TRACING);
    assertEquals(Set.of("s3:${ChatTexts}/* if HasChatTexts s3:GetObject"), stars);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Boundary.Properties.PolicyDocument.Statement.+ | {Effect: Allow, Action: sqs:ReceiveMessage, Resource: '*'}",
        "Boundary.Properties.PolicyDocument.Statement.0.Action.+ | dynamodb:Scan",
        "Boundary.Properties.PolicyDocument.Statement.0.Action | [dynamodb:GetItem]",
        "Boundary.Properties.PolicyDocument.Statement.0.Resource | '*'",
        "Boundary.Properties.PolicyDocument.Statement.0.Condition | {}",
        "Boundary.Properties.Roles | [!Ref PlanHandlerRole]",
        "Boundary.Properties.ManagedPolicyName | lotara",
        "Boundary.Condition | HasApiKey",
        "RedriveHandler.Properties.Policies.0.Statement.0.Action.+ | dynamodb:Scan",
        "RedriveHandler.Properties.Policies.0.Statement.1.Resource | !GetAtt DeliveryDeadLetters.Arn",
        "NewHandler | {Type: AWS::Serverless::Function, Properties: {}}"
      })
  void aSlipIsSeen(String where, String value) {
    Map<String, Object> slipped = Slip.at("Resources." + where, value);
    assertNotEquals(needed(slipped), allowed(slipped, true));
  }

  /** Long names of everything that the deployment names, and a long name of its stack. */
  @Test
  void itIsNotTooLongForIam() throws Exception {
    Map<String, Object> template = Slip.none();
    Intrinsics.Scope names =
        new Intrinsics.Scope() {
          @Override
          public Object ref(String name) {
            return switch (name) {
              case "AWS::Partition" -> "aws";
              case "AWS::Region" -> "ap-southeast-2";
              case "AWS::AccountId" -> "123456789012";
              case "ChatTexts", "ReferenceTables" -> "s3://a-bucket-of-the-company-with-a-long-name/lotara/production";
              default -> "/company/production/lotara/a-long-name-of-a-key";
            };
          }

          @Override
          public Object attribute(String resource, String attribute) {
            return "arn:aws:service:ap-southeast-2:123456789012:log-group:/a-stack-of-forty-characters-in-its-name/" + resource + ":*";
          }
        };
    Map<String, Object> boundary = TemplateYaml.properties(template, "AWS::IAM::ManagedPolicy").get(BOUNDARY);
    Object document = new Intrinsics(template, names).evaluate(boundary.get("PolicyDocument"));
    String text = Pattern.compile("\\s").matcher(new ObjectMapper().writeValueAsString(document)).replaceAll("");
    assertTrue(text.length() <= LONGEST, text.length() + " characters");
    assertTrue(text.contains("accommodations.csv") && text.contains("a-long-name-of-a-key"), "with everything that is optional");
  }
}
