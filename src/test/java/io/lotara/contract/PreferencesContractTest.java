package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose preferences {@code /v1/preferences/{user_id}} means. */
@ExtendWith(Service.class)
class PreferencesContractTest {
  private final Http http = Service.http();

  @Test
  void everyUserHasTheirOwnWhateverTheirName() {
    List<String> users = List.of("ada", "Ngô Ái", "a/b", "a%2Fb", "a,b", "a b", "a+b", "-", "..", "x".repeat(128), "\uD83D\uDEEB".repeat(128));
    for (String user : users) {
      String body = Http.JSON.createObjectNode().put("preferred_language", "of " + users.indexOf(user)).toString();
      Http.Answer put = http.send("PUT", path(user), body.getBytes(UTF_8), "Content-Type", "application/json");
      assertEquals("of " + users.indexOf(user), put.expect(200).get("preferred_language").textValue());
    }
    for (String user : users) {
      assertEquals("of " + users.indexOf(user), http.get(path(user)).expect(200).get("preferred_language").textValue());
    }
    http.get(path("x".repeat(129))).problem(422, "ValidationError");
  }

  private static String path(String user) {
    return "/v1/preferences/" + URLEncoder.encode(user, UTF_8).replace("+", "%20").replace(".", "%2E");
  }
}
