package io.lotara.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.replay.Completions;
import io.lotara.replay.ReplayServer;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model behind the real wire format, and what can become of a question on the way. */
class OpenAiLanguageModelTest {
  private static final Prompt PROMPT =
      new Prompt(
          "pets",
          "Read the pets.",
          """
          {"type": "object", "properties": {"name": {"type": ["string", "null"]}, "legs": {"type": "integer"},
           "kind": {"type": "string", "enum": ["cat", "dog"]}},
           "required": ["name", "legs", "kind"], "additionalProperties": false}""",
          "{\"sentence\": \"a cat\"}");
  private static final String CAT = "{\"name\": null, \"legs\": 4, \"kind\": \"cat\"}";

  private ReplayServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ReplayServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private OpenAiLanguageModel model(Duration timeout) {
    return new OpenAiLanguageModel(() -> "sk-test", server.url(), "test-model", timeout, new ModelPrices(""), JsonMapper.createDefault());
  }

  private Answer ask() {
    return model(Duration.ofSeconds(10)).ask(PROMPT).answer();
  }

  @Test
  void asksWithAStrictSchema() {
    server.then(200, Completions.saying(CAT));
    Answer.Given given = assertInstanceOf(Answer.Given.class, ask());
    assertEquals(4, given.json().get("legs").getIntValue());
    ReplayServer.Asked asked = server.asked().getFirst();
    assertEquals("POST /v1/chat/completions", asked.method() + " " + asked.path());
    assertEquals("Bearer sk-test", asked.headers().get("authorization"));
    JsonNode body = asked.json();
    assertEquals("test-model", body.get("model").getStringValue());
    assertEquals("system", body.get("messages").get(0).get("role").getStringValue());
    assertEquals("Read the pets.", body.get("messages").get(0).get("content").getStringValue());
    assertEquals("user", body.get("messages").get(1).get("role").getStringValue());
    JsonNode format = body.get("response_format");
    assertEquals("json_schema", format.get("type").getStringValue());
    assertTrue(format.get("json_schema").get("strict").getBooleanValue());
    assertEquals("pets", format.get("json_schema").get("name").getStringValue());
    JsonNode schema = format.get("json_schema").get("schema");
    assertFalse(schema.get("additionalProperties").getBooleanValue());
    assertEquals(3, schema.get("required").size());
  }

  @ParameterizedTest
  @CsvSource({
    "'', https://api.openai.com/v1",
    "http://h:1, http://h:1/v1",
    "http://h:1/, http://h:1/v1",
    "http://h:1/v1, http://h:1/v1",
    "http://h:1/v1/, http://h:1/v1",
    "https://bedrock-runtime.us-east-1.amazonaws.com/openai, https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1",
    "https://h/v1beta/openai, https://h/v1beta/openai"
  })
  void takesAddressesWithAndWithoutTheVersion(String base, String used) {
    assertEquals(used, OpenAiLanguageModel.versioned(base));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void triesAFaultOnceMore(int status) {
    server.then(status, "{\"error\": {\"message\": \"busy\"}}").then(200, Completions.saying(CAT));
    assertInstanceOf(Answer.Given.class, ask());
    assertEquals(2, server.asked().size());
  }

  @Test
  void triesNoMoreThanTwice() {
    server.otherwise(429, "{\"error\": {\"message\": \"busy\"}}");
    assertTrue(assertInstanceOf(Answer.Unavailable.class, ask()).retriable());
    assertEquals(2, server.asked().size());
  }

  @Test
  void waitsForNobodyForEver() {
    server.thenSilence().otherwise(200, Completions.saying(CAT));
    Answer.Unavailable late = assertInstanceOf(Answer.Unavailable.class, model(Duration.ofMillis(300)).ask(PROMPT).answer());
    assertEquals("it did not answer in time", late.why());
    assertTrue(late.retriable());
    assertEquals(1, server.asked().size(), "whoever was waited for in vain is not waited for again");
  }

  @Test
  void aBrokenConnectionIsAFault() {
    server.thenBreak().thenBreak();
    assertTrue(assertInstanceOf(Answer.Unavailable.class, ask()).retriable());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404})
  void aRefusedKeyOrQuestionIsNotTriedAgain(int status) {
    server.otherwise(status, "{\"error\": {\"message\": \"no such key sk-test\"}}");
    Answer.Unavailable no = assertInstanceOf(Answer.Unavailable.class, ask());
    assertFalse(no.retriable());
    assertFalse(no.why().contains("sk-"));
    assertEquals(1, server.asked().size());
  }

  @Test
  void aModelMayDecline() {
    server.then(200, Completions.refusing("I cannot help with that."));
    assertInstanceOf(Answer.Refused.class, ask());
  }

  @Test
  void anAnswerThatWasCutOffIsNone() {
    server.then(200, Completions.cutOff(CAT));
    assertInstanceOf(Answer.BadAnswer.class, ask());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a cat has four legs",
        "{\"name\": null, \"legs\": 4",
        "[]",
        "{\"name\": null, \"legs\": 4}",
        "{\"name\": null, \"legs\": \"4\", \"kind\": \"cat\"}",
        "{\"name\": null, \"legs\": 4.5, \"kind\": \"cat\"}",
        "{\"name\": null, \"legs\": 4, \"kind\": \"bird\"}",
        "{\"name\": 7, \"legs\": 4, \"kind\": \"cat\"}",
        "{\"name\": null, \"legs\": 4, \"kind\": \"cat\", \"price\": 12}"
      })
  void anAnswerOutOfFormIsNone(String content) {
    server.then(200, Completions.saying(content));
    assertInstanceOf(Answer.BadAnswer.class, ask());
  }

  @Test
  void aServiceThatIsNoneIsAFault() {
    server.otherwise(200, "<html>welcome</html>");
    Answer answer = ask();
    assertFalse(answer instanceof Answer.Given, answer.toString());
  }

  @Test
  void anAnswerCostsWhatItsTokensCost() {
    OpenAiLanguageModel model =
        new OpenAiLanguageModel(
            () -> "sk-test", server.url(), "test-model", Duration.ofSeconds(10), new ModelPrices("test-model=0.40/1.60"), JsonMapper.createDefault());
    server.then(200, Completions.saying(CAT)).then(200, Completions.saying("no JSON"));
    // 20 tokens read at 0.4 and 10 written at 1.6 millionths of a dollar.
    Usage cost = new Usage("test-model", 20, 10, 24, true);
    assertEquals(cost, model.ask(PROMPT).usage());
    Reply bad = model.ask(PROMPT);
    assertInstanceOf(Answer.BadAnswer.class, bad.answer());
    assertEquals(cost, bad.usage(), "what cannot be used was paid for all the same");
    assertTrue(cost.microUsd() < model.mostMicroUsd(PROMPT));
    server.then(200, Completions.saying(CAT).replaceAll("\"usage\":\\{[^}]*}", "\"usage\":null"));
    assertEquals(new Usage("test-model", 0, 0, model.mostMicroUsd(PROMPT), false), model.ask(PROMPT).usage(), "nobody said how much it was");
    server.otherwise(500, "{}");
    assertEquals(Usage.NONE, model.ask(PROMPT).usage());
  }

  @Test
  void aModelCostsWhatTheListSaysOrTheDeployment() {
    ModelPrices prices = new ModelPrices("mine = 1/2 ; gpt-4o=0/0");
    assertEquals(2_000_000, prices.of("gpt-4.1-mini").microUsd(1_000_000, 1_000_000));
    assertEquals(2_000_000, prices.of("gpt-4.1-mini-2025-04-14").microUsd(1_000_000, 1_000_000));
    assertEquals(3, prices.of("mine").microUsd(1, 1));
    assertEquals(0, prices.of("gpt-4o").microUsd(1_000_000, 1_000_000));
    assertEquals(1, prices.of("gpt-4.1-nano").microUsd(1, 0), "rounded up");
    assertTrue(prices.of("gpt-5.9-huge").microUsd(1, 1) >= 90, "an unknown one is dear");
    assertThrows(IllegalArgumentException.class, () -> new ModelPrices("mine=1"));
    assertThrows(IllegalArgumentException.class, () -> new ModelPrices("mine=1/-1"));
  }

  @Test
  void aKeyMayChange() {
    String[] key = {"sk-old"};
    OpenAiLanguageModel model =
        new OpenAiLanguageModel(() -> key[0], server.url(), "", Duration.ofSeconds(10), new ModelPrices(""), JsonMapper.createDefault());
    server.otherwise(200, Completions.saying(CAT));
    model.ask(PROMPT);
    key[0] = "sk-new";
    model.ask(PROMPT);
    assertEquals("Bearer sk-new", server.asked().getLast().headers().get("authorization"));
  }

  @Test
  void aKeyThatCannotBeReadIsAFault() {
    OpenAiLanguageModel model =
        new OpenAiLanguageModel(
            () -> {
              throw new IllegalStateException("no store");
            },
            server.url(),
            "",
            Duration.ofSeconds(10),
            new ModelPrices(""),
            JsonMapper.createDefault());
    assertFalse(model.ask(PROMPT).answer() instanceof Answer.Given);
    assertTrue(server.asked().isEmpty());
  }

  @Test
  void promptsAreFilesWithClosedSchemas() throws IOException {
    for (String name : new String[] {"trip-intake", "trip-summary"}) {
      Prompt prompt = Prompt.file(name, "{}");
      assertFalse(prompt.instructions().isBlank());
      closed(JsonMapper.createDefault().readValue(prompt.schema(), JsonNode.class), name);
    }
  }

  /** As strict answers want it: every object closed, every property required. */
  private static void closed(JsonNode schema, String at) {
    if (schema.get("properties") != null) {
      assertFalse(schema.get("additionalProperties").getBooleanValue(), at);
      assertEquals(schema.get("properties").size(), schema.get("required").size(), at);
      for (Map.Entry<String, JsonNode> property : schema.get("properties").entries()) {
        closed(property.getValue(), at + "." + property.getKey());
      }
    }
    if (schema.get("items") != null) {
      closed(schema.get("items"), at + "[]");
    }
  }
}
