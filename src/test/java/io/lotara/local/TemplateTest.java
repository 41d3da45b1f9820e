package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CloudFormation's functions, parameters and conditions come to. */
class TemplateTest {
  private static final String HEAD =
      """
      Parameters:
        Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
        Hours: {Type: Number, Default: 24}
        Origins: {Type: CommaDelimitedList, Default: "a, b"}
        Secret: {Type: "AWS::SSM::Parameter::Value<String>", Default: /lotara/key}
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
        IsDev: !Not [!Condition IsProd]
        Both: !And [!Condition IsDev, !Equals [1, "1"]]
        Either: !Or [!Condition IsProd, !Condition IsDev]
      Mappings:
        Limits: {dev: {rate: 5}, prod: {rate: 50}}
      Globals:
        Function: {Timeout: 7, Handler: a.B}
      Resources:
        Queue: {Type: "AWS::SQS::Queue"}
        Api: {Type: "AWS::Serverless::HttpApi", Condition: IsProd}
        F:
          Type: AWS::Serverless::Function
          Properties:
            Environment:
              Variables:
                V: VALUE
            Events: {}
      """;

  @TempDir Path directory;

  private Template template(String text, Map<String, String> parameters) throws Exception {
    var file = directory.resolve("template.yaml");
    Files.writeString(file, text);
    var template = Template.load(file, "stack", parameters);
    template.made("Queue", Map.of("Ref", "http://queue", "Arn", "arn:q"));
    return template;
  }

  private Optional<String> value(String yaml, Map<String, String> parameters) throws Exception {
    var function = template(HEAD.replace("V: VALUE", "V: " + yaml), parameters).functions().getFirst();
    return Optional.ofNullable(function.environment().get("V"));
  }

  private void assertValue(String expected, String yaml) throws Exception {
    assertEquals(Optional.of(expected), value(yaml, Map.of()), yaml);
  }

  @Test
  void functionsAreEvaluated() throws Exception {
    assertValue("dev", "!Ref Stage");
    assertValue("24", "!Ref Hours");
    assertValue("", "!Ref Secret");
    assertValue("http://queue", "!Ref Queue");
    assertValue("arn:q", "!GetAtt Queue.Arn");
    assertValue("arn:q", "{\"Fn::GetAtt\": [Queue, Arn]}");
    assertValue("dev/arn:q/stack/${Literal}", "!Sub \"${Stage}/${Queue.Arn}/${AWS::StackName}/${!Literal}\"");
    assertValue("x-24", "!Sub [\"${Own}-${Hours}\", {Own: x}]");
    assertValue("a;b", "!Join [\";\", !Ref Origins]");
    assertValue("b", "!Select [1, !Ref Origins]");
    assertValue("y", "!Select [1, !Split [\"/\", x/y]]");
    assertValue("5", "!FindInMap [Limits, !Ref Stage, rate]");
    assertValue("ZGV2", "!Base64 {Ref: Stage}");
    assertValue("true", "true");
    assertValue("", "\"{{resolve:secretsmanager:key}}\"");
  }

  @Test
  void conditionsChoose() throws Exception {
    assertValue("no", "!If [IsProd, yes it is, !If [Both, no, never]]");
    assertEquals(Optional.of("yes"), value("!If [IsProd, \"yes\", \"no\"]", Map.of("Stage", "prod")));
    assertEquals(Optional.empty(), value("!If [IsProd, x, !Ref \"AWS::NoValue\"]", Map.of()));
    assertEquals(List.of(), template(HEAD, Map.of()).apis());
    assertEquals(List.of("Api"), template(HEAD, Map.of("Stage", "prod")).apis());
  }

  @Test
  void globalsHoldUnlessAFunctionSaysOtherwise() throws Exception {
    var function = template(HEAD, Map.of()).functions().getFirst();
    assertEquals("a.B", function.handler());
    assertEquals(7, function.timeout().toSeconds());
    var own = template(HEAD.replace("    Environment:", "    Timeout: !Ref Hours\n      Environment:"), Map.of());
    assertEquals(24, own.functions().getFirst().timeout().toSeconds());
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    assertMessage("has no such parameter or resource", () -> value("!Ref Nothing", Map.of()));
    assertMessage("Fn::Cidr is not evaluated locally", () -> value("!Cidr [a, 1, 2]", Map.of()));
    assertMessage("There is no condition Missing", () -> value("!If [Missing, 1, 2]", Map.of()));
    assertMessage("There is no Mappings.Limits.x", () -> value("!FindInMap [Limits, x, rate]", Map.of()));
    assertMessage("must be one of [dev, prod]", () -> template(HEAD, Map.of("Stage", "test")));
    assertMessage("has no parameter Stag;", () -> template(HEAD, Map.of("Stag", "dev")));
    assertMessage("Parameter Stage has no default", () -> template(HEAD.replace("Default: dev, ", ""), Map.of()));
    assertMessage("is not YAML", () -> template("a: [", Map.of()));
    assertMessage("There is no template", () -> Template.load(directory.resolve("none.yaml"), "stack", Map.of()));
    assertMessage(
        "FilterCriteria",
        () ->
            template(HEAD.replace("{}\n", "{E: {Type: SQS, Properties: {Queue: x, FilterCriteria: {Filters: []}}}}\n"), Map.of())
                .queueSources());
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable code) {
    var message = assertThrows(TemplateException.class, code).getMessage();
    assertTrue(message.contains(part), message);
  }
}
