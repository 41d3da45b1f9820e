package io.lotara.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The document of the service that runs, and every answer of this package's tests held against it. */
final class Described {
  private static volatile ApiDescription description;

  private Described() {}

  static ApiDescription description() {
    ApiDescription known = description;
    if (known == null) {
      known = new ApiDescription(document());
      description = known;
    }
    return known;
  }

  private static JsonNode document() {
    return Service.http().unchecked("GET", "/openapi.json", null).json();
  }

  /** Fails when an answer is not as the document has it. */
  static Http.Answer check(String method, String path, Http.Answer answer) {
    List<String> complaints = description().complaints(method, path, answer.status(), answer.raw().headers(), answer.text());
    if (!complaints.isEmpty()) {
      throw new AssertionError(method + " " + path + " answered " + answer.status() + ", not as /openapi.json says: " + complaints);
    }
    return answer;
  }
}
