package io.lotara.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, whatever route they are sent to. */
@SharedService
class BodyContractTest {
  private static final String PLAN = "{\"user_id\":\"ada\",\"query\":\"Test query\"}";
  private final Http http = Service.http();

  private Http.Answer typed(String type, String body) {
    return http.send("POST", "/v1/plan", body.getBytes(UTF_8), "Content-Type", type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "APPLICATION/Json", "application/json; charset=utf-8", "application/json;charset=\"UTF-8\""})
  void jsonIsTaken(String type) {
    typed(type, PLAN).expect(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/problem+json", "text/json", "json",
        "application/jsonp", "application/json, text/plain", "/;;", "*/*", "application/*", "application/octet-stream"
      })
  void anythingElseIsNot(String type) {
    typed(type, PLAN).problem(415, "UnsupportedMediaType");
  }

  @Test
  void aBodyNeedsAType() {
    http.send("POST", "/v1/plan", PLAN.getBytes(UTF_8)).problem(415, "UnsupportedMediaType");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/plan", "/v1/approve", "/v1/feedback", "/v1/jobs/x/answer", "/v1/jobs/x/cancel"})
  void everyRouteReadsItsBodyAlike(String path) {
    byte[] broken = "{\"a\":".getBytes(UTF_8);
    http.send("POST", path, broken, "Content-Type", "application/json").problem(400, "BadRequest");
    http.send("POST", path, broken, "Content-Type", "text/plain").problem(415, "UnsupportedMediaType");
    http.post(path, "[]").problem(422, "ValidationError");
    http.post(path, " ".repeat(65_537)).problem(413, "PayloadTooLarge");
  }

  @Test
  void noBodyNeedsNoType() {
    http.send("POST", "/v1/plan", null).names("body.user_id");
    http.send("POST", "/v1/approve", new byte[0]).names("body.job_id");
    http.send("POST", "/v1/feedback", new byte[0], "Content-Type", "application/json").names("body.rating");
    http.send("POST", "/v1/jobs/x/answer", null).names("body.answer");
    http.send("POST", "/v1/jobs/x/cancel", null).problem(404, "NotFound");
    http.send("POST", "/v1/jobs/x/cancel", new byte[0], "Content-Type", "text/plain").problem(404, "NotFound");
  }

  static Stream<String> notJson() {
    return Stream.of(
        " ", "nope", "{", "}", "{}{}", "{} x", "{\"user_id\":\"a\",}", "{'user_id':'a'}", "{user_id:\"a\"}", "{\"a\":NaN}", "{\"a\":Infinity}",
        "{\"a\":01}", "{\"a\":1.}", "{\"a\":+1}", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}", "{\"a\" 1}", "[1,]", "// x\n{}", "\uFEFF{}", "\u0000",
        "{\"user_id\":\"a\",\"user_id\":\"b\",\"query\":\"x\"}", "user_id=ada&query=x", "<plan/>");
  }

  @ParameterizedTest
  @MethodSource
  void notJson(String body) {
    http.post("/v1/plan", body).problem(400, "BadRequest");
  }

  @Test
  void notUtf8() {
    byte[] latin = "{\"user_id\":\"Zoë\",\"query\":\"Test query\"}".getBytes(ISO_8859_1);
    http.send("POST", "/v1/plan", latin, "Content-Type", "application/json").problem(400, "BadRequest");
    byte[] surrogate = {'{', '"', 'a', '"', ':', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '}'};
    http.send("POST", "/v1/plan", surrogate, "Content-Type", "application/json").problem(400, "BadRequest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"user_id\":\"ada\",\"query\":\"x\"}]", "null", "5", "\"x\"", "true", "1.5"})
  void jsonThatIsNoObject(String body) {
    http.post("/v1/plan", body).names("body");
  }

  @Test
  void nestedTwentyDeepIsTaken() {
    http.post("/v1/plan", nested(20, "[", "]")).expect(202);
    http.post("/v1/plan", nested(20, "{\"x\":", "}")).expect(202);
    http.post("/v1/plan", nested(21, "[", "]")).problem(400, "BadRequest");
    http.post("/v1/plan", nested(21, "{\"x\":", "}")).problem(400, "BadRequest");
    http.post("/v1/plan", nested(10_000, "[", "]")).problem(400, "BadRequest");
    http.post("/v1/plan", "[".repeat(60_000)).problem(400, "BadRequest");
  }

  /** A plan that is {@code depth} deep, the outermost object being one. */
  private static String nested(int depth, String open, String close) {
    return "{\"user_id\":\"ada\",\"query\":\"Test query\",\"deep\":" + open.repeat(depth - 1) + (open.equals("[") ? "" : "1") + close.repeat(depth - 1) + "}";
  }

  @Test
  void upToSixtyFourKibibytes() {
    http.post("/v1/plan", PLAN + " ".repeat(65_536 - PLAN.length())).expect(202);
    http.post("/v1/plan", PLAN + " ".repeat(65_537 - PLAN.length())).problem(413, "PayloadTooLarge");
    String vietnamese = "{\"user_id\":\"ada\",\"query\":\"Test query\",\"note\":\"" + "ế".repeat(21_900) + "\"}";
    assertEquals(413, http.post("/v1/plan", vietnamese).status(), "bytes are counted, not characters");
    http.post("/v1/plan", "x".repeat(1_000_000)).problem(413, "PayloadTooLarge");
  }

  @Test
  void oddButLegal() {
    http.post("/v1/plan", "\r\n\t {\"user_id\":\"\\u0000\",\"query\":\"\\ud83d\\udeeb \\u0007\",\"x\":1e99999,\"y\":-0.0,\"z\":1E-99999} \n").expect(202);
    http.post("/v1/plan", "{\"user_id\":\"\\ud800\",\"query\":\"\\udfff x\"}").expect(202);
    http.post("/v1/plan", "{\"\":1,\"user_id\":\"ada\",\"query\":\"Test query\",\"n\":" + "9".repeat(1000) + "}").expect(202);
  }
}
